"""Answers that came on paper or by telephone, and that staff enter."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ikparticipation.db import Base
from ikparticipation.surveys.models.responses import Channel, ResponseRevision
from ikparticipation.surveys.models.waves import WaveInvitation
from ikparticipation.text import N_

CHANNEL_NAMES = {
    Channel.ONLINE: N_("Online"),
    Channel.PAPER: N_("Papier"),
    Channel.TELEPHONE: N_("Telefon"),
}


class Entry(Base):
    """Somebody of the administration fills in for an organisation what it said or wrote.

    Open until it is submitted or discarded; of an invitation at most one is open. What was
    submitted by it the organisation may object to, once.
    """

    __tablename__ = "response_entry"
    __table_args__ = (
        Index(
            "uq_response_entry_open",
            "invitation_id",
            unique=True,
            postgresql_where=text("closed_at IS NULL"),
            sqlite_where=text("closed_at IS NULL"),
        ),
        Index("ix_response_entry_invitation_id", "invitation_id"),
        CheckConstraint("channel IN ('paper', 'telephone')", "came_by_other_channel"),
        CheckConstraint("source <> ''", "has_source"),
        CheckConstraint("revision_id IS NULL OR closed_at IS NOT NULL", "submitted_is_closed"),
        CheckConstraint("(objected_at IS NULL) = (objection = '')", "objection_has_time"),
        CheckConstraint("objected_at IS NULL OR revision_id IS NOT NULL", "objection_to_something"),
        CheckConstraint("(settled_at IS NULL) = (settlement = '')", "settled_has_words"),
        CheckConstraint("settled_at IS NULL OR objected_at IS NOT NULL", "settled_was_objected"),
    )

    invitation_id: Mapped[UUID] = mapped_column(ForeignKey("wave_invitation.id"), init=False)
    invitation: Mapped[WaveInvitation] = relationship()
    channel: Mapped[Channel]
    received_on: Mapped[date]
    """The day it came in, or was said: it decides whether it was in time."""
    source: Mapped[str]
    """Who said it, and where the paper is kept."""
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    revision_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("response_revision.id"), default=None, init=False, unique=True
    )
    revision: Mapped[ResponseRevision | None] = relationship(default=None)
    """What was submitted by it. None though closed: discarded, or it said nothing new."""
    objection: Mapped[str] = mapped_column(default="")
    """What is not so, in the words of the organisation."""
    objected_at: Mapped[datetime | None] = mapped_column(default=None)
    objected_by_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("user_account.id"), default=None, index=True
    )
    settlement: Mapped[str] = mapped_column(default="")
    """What the administration says to the objection."""
    settled_at: Mapped[datetime | None] = mapped_column(default=None)
    settled_by_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("user_account.id"), default=None, index=True
    )

    @property
    def is_disputed(self) -> bool:
        """Whether an objection waits for an answer."""
        return self.objected_at is not None and self.settled_at is None
