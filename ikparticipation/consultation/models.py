"""Rounds of consultation, comments on passages, and the administration's answers to them."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ikparticipation.accounts.models import User
from ikparticipation.db import Base
from ikparticipation.drafts.models import Passage, Version
from ikparticipation.organisations.models import Organisation


class Moderation(StrEnum):
    """When a comment is seen by others: after a moderator's look, or at once."""

    PRE = "pre"
    POST = "post"


class CommentKind(StrEnum):
    APPROVAL = "approval"
    OBJECTION = "objection"
    CHANGE_PROPOSAL = "change_proposal"
    QUESTION = "question"
    REMARK = "remark"


class CommentStatus(StrEnum):
    SUBMITTED = "submitted"
    PUBLISHED = "published"
    DECLINED = "declined"


class DeclineCategory(StrEnum):
    PERSONAL_DATA = "personal_data"
    INSULT = "insult"
    OFF_TOPIC = "off_topic"
    DUPLICATE = "duplicate"
    UNLAWFUL = "unlawful"


class Outcome(StrEnum):
    """What the administration does with a comment (Abwägung)."""

    ADOPTED = "adopted"
    PARTLY = "partly"
    REJECTED = "rejected"
    NOTED = "noted"
    DEFERRED = "deferred"


NEXT: dict[CommentStatus, frozenset[CommentStatus]] = {
    CommentStatus.SUBMITTED: frozenset({CommentStatus.PUBLISHED, CommentStatus.DECLINED}),
    CommentStatus.PUBLISHED: frozenset({CommentStatus.DECLINED}),
    CommentStatus.DECLINED: frozenset({CommentStatus.PUBLISHED}),
}


class Round(Base):
    """A period in which a version is open for comments."""

    __tablename__ = "round"
    __table_args__ = (
        UniqueConstraint("version_id"),
        CheckConstraint("closes_at > opens_at", "closes_after_opening"),
    )

    version_id: Mapped[UUID] = mapped_column(ForeignKey("document_version.id"), init=False)
    version: Mapped[Version] = relationship()
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    """The first moment at which it is closed again; normally a midnight in Berlin."""
    moderation: Mapped[Moderation] = mapped_column(default=Moderation.PRE)

    def is_open(self, at: datetime) -> bool:
        return self.opens_at <= at < self.closes_at


class Comment(Base):
    """What somebody said about a passage. Its words never change once submitted."""

    __tablename__ = "comment"
    __table_args__ = (
        CheckConstraint(
            "(status = 'declined') = (decline_category IS NOT NULL AND decline_reason <> '')",
            "declined_has_reason",
        ),
        CheckConstraint("(decided_at IS NULL) = (decided_by_id IS NULL)", "decided_by_somebody"),
        CheckConstraint("status <> 'declined' OR decided_at IS NOT NULL", "declined_is_decided"),
        CheckConstraint("status <> 'published' OR published_at IS NOT NULL", "published_has_time"),
        CheckConstraint(
            "status <> 'submitted' OR (decided_at IS NULL AND published_at IS NULL)",
            "submitted_is_undecided",
        ),
        CheckConstraint('"start" >= 0 AND "end" > "start"', "span_is_ordered"),
        CheckConstraint(
            "(kind = 'change_proposal') = (replacement IS NOT NULL)", "proposal_has_words"
        ),
        Index("ix_comment_round_id_status", "round_id", "status"),
        Index(
            "ix_comment_undecided",
            "submitted_at",
            postgresql_where=text("decided_at IS NULL"),
            sqlite_where=text("decided_at IS NULL"),
        ),
    )

    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id"), init=False)
    passage_id: Mapped[UUID] = mapped_column(ForeignKey("passage.id"), init=False, index=True)
    author_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), init=False, index=True)
    organisation_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("organisation.id"), init=False, index=True
    )
    round: Mapped[Round] = relationship()
    passage: Mapped[Passage] = relationship()
    author: Mapped[User] = relationship(foreign_keys=[author_id])
    organisation: Mapped[Organisation | None] = relationship()
    """For whom the author speaks; None: in their own name."""
    submission_id: Mapped[UUID] = mapped_column(unique=True)
    """Made with the form; a form that is sent twice is stored once."""
    kind: Mapped[CommentKind]
    text: Mapped[str]
    replacement: Mapped[str | None] = mapped_column(default=None)
    """Change proposal: the words that are to stand instead of the quoted ones."""
    start: Mapped[int]
    end: Mapped[int]
    """Span in the passage's canonical text, code points, end excluded."""
    quote: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]
    """The quoted words and up to 32 characters around them (W3C TextQuoteSelector)."""
    submitted_at: Mapped[datetime]
    receipt_code: Mapped[str] = mapped_column(unique=True)
    receipt_hash: Mapped[str]
    """SHA-256 of the exact words and their place (`receipt.receipt_document`)."""
    status: Mapped[CommentStatus] = mapped_column(default=CommentStatus.SUBMITTED)
    published_at: Mapped[datetime | None] = mapped_column(default=None)
    """When others could first read it; stays if it is declined afterwards."""
    decided_at: Mapped[datetime | None] = mapped_column(default=None)
    """When a moderator last decided. None: it stands in the queue, also if it is published
    because its round is moderated afterwards."""
    decided_by_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("user_account.id"), default=None, index=True
    )
    decline_category: Mapped[DeclineCategory | None] = mapped_column(default=None)
    decline_reason: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}

    def may_become(self, status: CommentStatus) -> bool:
        return status in NEXT[self.status]


class Disposition(Base):
    """The official answer to a comment: drafted inside the administration, then released."""

    __tablename__ = "disposition"
    __table_args__ = (
        UniqueConstraint("comment_id"),
        CheckConstraint("(outcome = 'deferred') = (deferred_until IS NOT NULL)", "deferral_dated"),
        CheckConstraint("reason <> ''", "has_reason"),
        CheckConstraint("(released_at IS NULL) = (released_by_id IS NULL)", "released_by_somebody"),
        Index("ix_disposition_released_at", "released_at"),
    )

    comment_id: Mapped[UUID] = mapped_column(ForeignKey("comment.id"), init=False)
    comment: Mapped[Comment] = relationship()
    outcome: Mapped[Outcome]
    reason: Mapped[str]
    deferred_until: Mapped[datetime | None] = mapped_column(default=None)
    """The beginning of the day by which the comment is to be answered for good."""
    drafted_at: Mapped[datetime]
    drafted_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    released_at: Mapped[datetime | None] = mapped_column(default=None)
    released_by_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("user_account.id"), default=None, index=True
    )
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}
