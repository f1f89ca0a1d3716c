"""Rounds of data collection, and who was asked."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ikparticipation.db import Base
from ikparticipation.organisations.models import Organisation
from ikparticipation.surveys.models.questionnaires import Questionnaire
from ikparticipation.text import pick


class Acceptance(StrEnum):
    """Who accepts what was submitted. Stored as text; never rename one."""

    BY_HAND = "by_hand"
    AUTOMATIC = "automatic"
    """Accepted at once when nothing is conspicuous; the rest waits for a person."""


class Wave(Base):
    """One round of data collection."""

    __tablename__ = "wave"
    __table_args__ = (CheckConstraint("closes_at > opens_at", "closes_after_opening"),)

    questionnaire_id: Mapped[UUID] = mapped_column(
        ForeignKey("questionnaire.id"), init=False, index=True
    )
    questionnaire: Mapped[Questionnaire] = relationship()
    titles: Mapped[dict[str, str]]
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    created_at: Mapped[datetime]
    intros: Mapped[dict[str, str]] = mapped_column(default_factory=dict)
    """Language → what this wave is about, for those who are asked; may be empty."""
    acceptance: Mapped[Acceptance] = mapped_column(default=Acceptance.AUTOMATIC)
    rules: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    """When answers are conspicuous: `conspicuous.Rules` as JSON; empty: its defaults."""
    mail_texts: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    """Own mails as `mail_texts.Texts.to_json` writes them; empty: the standard ones."""
    remind_days: Mapped[list[int]] = mapped_column(JSON, default_factory=lambda: [14, 3])
    """How many days before the last day a reminder goes out, the most first; empty: never."""
    continues_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("wave.id"), default=None, index=True
    )
    """The wave whose answers are put before the organisations, to be confirmed."""
    anonymous: Mapped[bool] = mapped_column(default=False)
    """Who took part and what was answered are two tables without a link: `models.anonymous`.
    Decided when the wave is opened, and never changed."""

    def title(self, language: str) -> str:
        return pick(self.titles, language)

    def intro(self, language: str) -> str:
        return pick(self.intros, language)

    def is_open(self, at: datetime) -> bool:
        return self.opens_at <= at < self.closes_at


class WaveInvitation(Base):
    """An organisation that was asked. Who was not asked has no row."""

    __tablename__ = "wave_invitation"
    __table_args__ = (UniqueConstraint("wave_id", "organisation_id"),)

    wave_id: Mapped[UUID] = mapped_column(ForeignKey("wave.id"), init=False)
    organisation_id: Mapped[UUID] = mapped_column(
        ForeignKey("organisation.id"), init=False, index=True
    )
    wave: Mapped[Wave] = relationship()
    organisation: Mapped[Organisation] = relationship()
    invited_at: Mapped[datetime]
    invited_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    repeated_at: Mapped[datetime | None] = mapped_column(default=None)
    """When the invitation was last sent again."""
    reminders: Mapped[int] = mapped_column(default=0)
    """How often it was sent again, by hand or by the clock."""
    declined_at: Mapped[datetime | None] = mapped_column(default=None)
    """When the organisation said that it does not take part; answering stays possible."""
    decline_reason: Mapped[str] = mapped_column(default="")
    bounced_at: Mapped[datetime | None] = mapped_column(default=None)
    """When staff noted that a mail or letter came back. What the mail server refuses is not
    noted here: `queries.inviting` reads it from the outbox."""
    bounce_note: Mapped[str] = mapped_column(default="")

    @property
    def last_mail_at(self) -> datetime:
        return self.repeated_at or self.invited_at
