"""Where comments stand in later versions, worked out once at publication."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ikparticipation.consultation.models.comments import Comment
from ikparticipation.db import Base
from ikparticipation.drafts.models import Passage, Version


class PlaceStatus(StrEnum):
    """How a comment's words came into a version. A value each of `mapping.Mapped.status`."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    MOVED = "moved"
    SUGGESTED = "suggested"
    """Up to three places, none of them sure: a person decides."""
    DELETED = "deleted"


class Standing(StrEnum):
    """Where a comment on an earlier version is in a later one. The values stand in addresses."""

    HERE = "hier"
    """At a passage, and that is sure."""
    GONE = "gestrichen"
    """Its words were dropped, in this version or in one before."""
    OPEN = "offen"
    """A person decides, or it is not worked out yet."""
    WHOLE = "ganzer-text"
    """It was on the whole text, and so has no place."""


class CommentPlace(Base):
    """The place of one comment in one later version.

    The first anchor, in the version it was made on, is the comment's own and never overwritten.
    """

    __tablename__ = "comment_place"
    __table_args__ = (
        UniqueConstraint("comment_id", "version_id"),
        CheckConstraint(
            "(status IN ('unchanged', 'changed', 'moved')) = (passage_id IS NOT NULL)",
            "placed_has_passage",
        ),
        CheckConstraint(
            '(passage_id IS NULL) = ("start" IS NULL) AND (passage_id IS NULL) = ("end" IS NULL)',
            "placed_has_span",
        ),
        CheckConstraint(
            "(confirmed_at IS NULL) = (confirmed_by_id IS NULL)", "confirmed_by_somebody"
        ),
        CheckConstraint("score BETWEEN 0 AND 1", "score_is_a_share"),
        Index(
            "ix_comment_place_suggested",
            "version_id",
            postgresql_where=text("status = 'suggested'"),
            sqlite_where=text("status = 'suggested'"),
        ),
    )

    comment_id: Mapped[UUID] = mapped_column(ForeignKey("comment.id"), init=False)
    version_id: Mapped[UUID] = mapped_column(
        ForeignKey("document_version.id"), init=False, index=True
    )
    comment: Mapped[Comment] = relationship()
    to_version: Mapped[Version] = relationship()
    status: Mapped[PlaceStatus]
    passage_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("passage.id"), init=False, index=True
    )
    passage: Mapped[Passage | None] = relationship(foreign_keys=[passage_id], default=None)
    end_passage_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("passage.id"), init=False, index=True
    )
    end_passage: Mapped[Passage | None] = relationship(foreign_keys=[end_passage_id], default=None)
    start: Mapped[int | None] = mapped_column(default=None)
    end: Mapped[int | None] = mapped_column(default=None)
    suggestions: Mapped[list[Any]] = mapped_column(JSON, default_factory=list)
    """[{"key", "start", "end", "score"}], the best first, at most three."""
    algorithm: Mapped[str]
    method: Mapped[str]
    score: Mapped[float]
    mapped_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None] = mapped_column(default=None)
    confirmed_by_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("user_account.id"), default=None, index=True
    )
