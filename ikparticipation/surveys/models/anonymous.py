"""Anonymous waves: who took part, and what was answered, in two tables without a link.

An answer is found again only by its code, which is in the hands of who answers; the database has
its hash. Nothing of the organisation, of a person or of a moment stands with the answer, nothing
of the answer with the organisation, and neither has a line for this in the audit trail, which
would tell both to the second. What an attacker learns who has

- **one copy of the database** (a dump): who began and on which day, who said to have taken part,
  how often a new start was allowed, and all answers. Which answer is whose: nothing but what the
  answers say themselves. On SQLite both tables lie in the order of their random ids.
- **the files of a running PostgreSQL**, not a dump: rows have a place and the number of the
  transaction that wrote them. So beginning and the row of the answer are two requests and never
  one transaction, and `services.anonymous.mix` writes both tables of a wave anew every six hours,
  in random order and in one transaction. Between two mixings, in what VACUUM has not cleared away
  yet, and in the server's log of changes, the order of beginnings and confirmations can still be
  set beside the order of first savings and sendings.
- **copies of several days**: what came in between. If one organisation alone began and answered
  on a day, the copies of the evenings before and after tell its answer. The counters do the same;
  so results are shown after the end only, and the end does not come back. Against copies of
  backups helps only to keep few of them.
- **the logs of the web server**: addresses and times of requests, never a code. Answers have no
  time that could be laid beside them.
- **the browser**: the session cookie has both the person who is signed in and the code, until
  somebody signs out, closes the questionnaire on this device, or confirms to have taken part.

The times formulas see are those of the wave (`AnonymousAnswer.clock`), so `now()` in a
questionnaire tells nothing either, and what chance decides hangs on the random id of the answer.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ikparticipation.db import Base
from ikparticipation.organisations.models import Organisation
from ikparticipation.surveys.models.waves import Wave

_IN_ORDER_OF_IDS = {"sqlite_with_rowid": False}
"""SQLite would otherwise number the rows as they come in."""


class Participation(Base):
    """An organisation that has begun to answer anonymously. To the day, no closer."""

    __tablename__ = "participation"
    __table_args__ = (UniqueConstraint("wave_id", "organisation_id"), _IN_ORDER_OF_IDS)

    wave_id: Mapped[UUID] = mapped_column(ForeignKey("wave.id"), init=False)
    organisation_id: Mapped[UUID] = mapped_column(
        ForeignKey("organisation.id"), init=False, index=True
    )
    wave: Mapped[Wave] = relationship()
    organisation: Mapped[Organisation] = relationship()
    begun_on: Mapped[date]
    took_part_on: Mapped[date | None] = mapped_column(default=None)
    """When somebody said that the answers are sent. Nobody can check it; that is the point."""
    starts: Mapped[int] = mapped_column(default=1)
    """How many codes it was given; more than one: staff allowed a new start."""
    start_hash: Mapped[str | None] = mapped_column(default=None)
    """SHA-256 of what the browser that began said of itself, so that a second click and a lost
    answer begin nothing twice. It has nothing to do with the code. None: a new start is allowed."""


class AnswerStatus(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    """Final: what was counted is not changed any more."""


class AnonymousAnswer(Base):
    """What somebody answered in an anonymous wave. See above for what is not here, and why."""

    __tablename__ = "anonymous_answer"
    __table_args__ = (
        CheckConstraint(
            "(status = 'submitted') = (receipt_code IS NOT NULL)", "submitted_has_receipt"
        ),
        _IN_ORDER_OF_IDS,
    )

    wave_id: Mapped[UUID] = mapped_column(ForeignKey("wave.id"), init=False, index=True)
    wave: Mapped[Wave] = relationship()
    code_hash: Mapped[str] = mapped_column(unique=True)
    """SHA-256 of wave and code, in hex digits."""
    document: Mapped[dict[str, Any]]
    """The answers document of `xlsform.answers`; once submitted what counts of it."""
    section_versions: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    """As `Response.section_versions`; counts, no times."""
    section_pages: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    """As `Response.section_pages`; blank once submitted."""
    status: Mapped[AnswerStatus] = mapped_column(default=AnswerStatus.DRAFT)
    receipt_code: Mapped[str | None] = mapped_column(default=None, unique=True)
    receipt_hash: Mapped[str] = mapped_column(default="")
    """SHA-256 of the wave and what was submitted."""
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}

    @property
    def seed(self) -> str:
        """What chance hangs on in these answers."""
        return self.seed_of(self.wave_id, self.id)

    @staticmethod
    def seed_of(wave_id: UUID, answer_id: UUID) -> str:
        return f"{wave_id}/{answer_id}"

    @property
    def clock(self) -> datetime:
        """The only moment there is for the formulas: the end of the wave.

        Not its beginning: a day in the wave is „not in the future“ then, as people expect.
        """
        return self.wave.closes_at
