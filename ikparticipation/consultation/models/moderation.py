"""What comes back to moderators: appeals of authors, and reports of readers."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ikparticipation.consultation.models.comments import Comment
from ikparticipation.db import Base


class Appeal(Base):
    """An author asks a second moderator to look at a comment that was declined."""

    __tablename__ = "appeal"
    __table_args__ = (
        CheckConstraint("(decided_at IS NULL) = (decided_by_id IS NULL)", "decided_by_somebody"),
        CheckConstraint("(decided_at IS NULL) = (upheld IS NULL)", "decided_either_way"),
        Index(
            "uq_appeal_open",
            "comment_id",
            unique=True,
            postgresql_where=text("decided_at IS NULL"),
            sqlite_where=text("decided_at IS NULL"),
        ),
    )

    comment_id: Mapped[UUID] = mapped_column(ForeignKey("comment.id"), init=False, index=True)
    comment: Mapped[Comment] = relationship()
    text: Mapped[str]
    appealed_at: Mapped[datetime]
    appealed_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    decided_at: Mapped[datetime | None] = mapped_column(default=None)
    decided_by_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("user_account.id"), default=None, index=True
    )
    """Never the moderator who declined the comment."""
    upheld: Mapped[bool | None] = mapped_column(default=None)
    """True: the comment is published after all."""


class ReportReason(StrEnum):
    PERSONAL_DATA = "personal_data"
    INSULT = "insult"
    UNLAWFUL = "unlawful"
    OTHER = "other"


class Report(Base):
    """A reader tells that a published comment should not stand there."""

    __tablename__ = "report"
    __table_args__ = (
        CheckConstraint("(settled_at IS NULL) = (settled_by_id IS NULL)", "settled_by_somebody"),
        Index(
            "ix_report_open",
            "reported_at",
            postgresql_where=text("settled_at IS NULL"),
            sqlite_where=text("settled_at IS NULL"),
        ),
    )

    comment_id: Mapped[UUID] = mapped_column(ForeignKey("comment.id"), init=False, index=True)
    comment: Mapped[Comment] = relationship()
    reason: Mapped[ReportReason]
    text: Mapped[str] = mapped_column(default="")
    reported_at: Mapped[datetime]
    reported_by_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("user_account.id"), default=None, index=True
    )
    """None: a visitor without an account."""
    settled_at: Mapped[datetime | None] = mapped_column(default=None)
    settled_by_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("user_account.id"), default=None, index=True
    )
