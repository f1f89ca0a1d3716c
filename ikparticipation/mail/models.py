"""The outbox."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from ikparticipation.db import Base


class MailState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    KEPT = "kept"
    """Not sent, because this installation has no mail server; read in the page „Postausgang“."""
    FAILED = "failed"


class OutgoingMail(Base):
    __tablename__ = "outgoing_mail"
    __table_args__ = (
        Index(
            "ix_outgoing_mail_unsent",
            "due_at",
            postgresql_where=text("state IN ('queued', 'sending')"),
            sqlite_where=text("state IN ('queued', 'sending')"),
        ),
        Index("ix_outgoing_mail_written_at", "written_at"),
        CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", "sent_has_time"),
        CheckConstraint("state <> 'sent' OR secret IS NULL", "sent_keeps_no_secret"),
    )

    key: Mapped[str] = mapped_column(unique=True)
    """What the mail is about and for whom; a reaction that runs twice stores it once."""
    to: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    secret: Mapped[str | None] = mapped_column(default=None)
    """The part of the body that opens a door; blacked out once the mail is sent."""
    written_at: Mapped[datetime]
    state: Mapped[MailState] = mapped_column(default=MailState.QUEUED)
    tries: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    sent_at: Mapped[datetime | None] = mapped_column(default=None)
    error: Mapped[str | None] = mapped_column(default=None)
