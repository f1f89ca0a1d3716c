"""What happens to offers beside what answers say: ends, corrections, doubts, derivation runs."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ikparticipation.db import Base
from ikparticipation.surveys.xlsform.question import Publish


class OfferEnd(Base):
    """An organisation said that an offer of last time is no more. Derived like an offer."""

    __tablename__ = "offer_end"
    __table_args__ = (UniqueConstraint("response_id", "lasting_id"),)

    source_id: Mapped[UUID] = mapped_column(ForeignKey("source.id", ondelete="CASCADE"), index=True)
    response_id: Mapped[UUID] = mapped_column(ForeignKey("response.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    wave_id: Mapped[UUID] = mapped_column(ForeignKey("wave.id"), index=True)
    lasting_id: Mapped[UUID] = mapped_column(index=True)
    name: Mapped[str]
    ended_at: Mapped[datetime]
    publish: Mapped[Publish]


class Derivation(Base):
    """The run that made the rows of a response: of which revision, by which version of the rules.

    The corrections that counted are those that `surveys` held for this revision at `derived_at`.
    """

    __tablename__ = "derivation"

    response_id: Mapped[UUID] = mapped_column(ForeignKey("response.id"), unique=True)
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("response_revision.id"), index=True)
    rules: Mapped[int]
    """`derive.RULES`."""
    derived_at: Mapped[datetime]
    corrections: Mapped[list[str]] = mapped_column(default_factory=list)
    """Ids of the corrections and layers that counted."""


class OfferLayer(Base):
    """A correction by staff of what is derived from an answer: places, hours, and the like.

    The answer itself is corrected in the review (`surveys.models.Correction`). The layer holds
    as long as what is derived is `original`, and it is not withdrawn.
    """

    __tablename__ = "offer_layer"
    __table_args__ = (
        CheckConstraint("reason <> ''", "has_reason"),
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL)", "withdrawn_by"),
        Index("ix_offer_layer_lasting_id", "lasting_id"),
    )

    lasting_id: Mapped[UUID]
    column: Mapped[str]
    """A name of `derive.LAYERED`."""
    original: Mapped[Any] = mapped_column(JSON(none_as_null=False))
    value: Mapped[Any] = mapped_column(JSON(none_as_null=False))
    source_id: Mapped[UUID] = mapped_column(ForeignKey("source.id"), index=True)
    """The person and the reason."""
    reason: Mapped[str]
    made_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)
    withdrawn_by_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("user_account.id"), default=None, index=True
    )


class DoubtOutcome(StrEnum):
    """What an organisation says when a reader doubts that an offer is still as it stands."""

    STILL_TRUE = "still_true"
    CHANGED = "changed"
    ENDED = "ended"


class OfferDoubt(Base):
    """A reader says that something about an offer is no longer true („Stimmt nicht mehr?“)."""

    __tablename__ = "offer_doubt"
    __table_args__ = (
        CheckConstraint("words <> ''", "has_words"),
        CheckConstraint("(settled_at IS NULL) = (outcome IS NULL)", "settled_with_outcome"),
    )

    lasting_id: Mapped[UUID] = mapped_column(index=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    offer_name: Mapped[str]
    words: Mapped[str]
    reply_to: Mapped[str] = mapped_column(default="")
    """Address of who asked, if they want to hear of it; deleted when it is settled."""
    language: Mapped[str] = mapped_column(default="de")
    """Of the page on which it was said: the answer is mailed in it."""
    said_at: Mapped[datetime]
    outcome: Mapped[DoubtOutcome | None] = mapped_column(default=None)
    answer: Mapped[str] = mapped_column(default="")
    settled_at: Mapped[datetime | None] = mapped_column(default=None)
    settled_by_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("user_account.id"), default=None, index=True
    )
    settled_by_staff: Mapped[bool] = mapped_column(default=False)
    corrected_at: Mapped[datetime | None] = mapped_column(default=None)
    """Staff: what the organisation said has changed stands in the directory now."""


class OfferReply(Base):
    """What is said about an offer between two answers, because a reader had doubts.

    It belongs to the offer as one answer named it. That row is derived anew with the same id, and
    the reply is put upon it again (`services.replies`): "still true" makes it confirmed as of
    that day, "ended" takes it out of the directory until the organisation answers again.
    """

    __tablename__ = "offer_reply"
    __table_args__ = (CheckConstraint("outcome IN ('still_true', 'ended')", "says_something"),)

    offer_id: Mapped[UUID] = mapped_column(index=True)
    """`Offer.id`; no foreign key, because rows go and come again whenever they are derived."""
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    source_id: Mapped[UUID] = mapped_column(ForeignKey("source.id"), index=True)
    """The person and the reason."""
    doubt_id: Mapped[UUID] = mapped_column(ForeignKey("offer_doubt.id"), index=True)
    outcome: Mapped[DoubtOutcome]
    by_staff: Mapped[bool]
    said_at: Mapped[datetime]


class DirectoryEdition(Base):
    """Which edition of the directory the database holds: one row, a new token with each change.

    Web processes keep the directory in memory and ask for the token with each search.
    """

    __tablename__ = "directory_edition"

    number: Mapped[int] = mapped_column(default=1, unique=True)
    """Always 1."""
    token: Mapped[UUID]
