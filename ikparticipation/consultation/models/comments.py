"""Comments on passages, what organisations say together, and who supports whom."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Connection,
    ForeignKey,
    Index,
    ScalarSelect,
    UniqueConstraint,
    event,
    select,
    text,
)
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from ikparticipation.accounts.models import User
from ikparticipation.consultation.models.rounds import Round, freshen
from ikparticipation.db import Base
from ikparticipation.drafts.models import Passage
from ikparticipation.organisations.models import Organisation


class CommentKind(StrEnum):
    APPROVAL = "approval"
    OBJECTION = "objection"
    CHANGE_PROPOSAL = "change_proposal"
    QUESTION = "question"
    REMARK = "remark"


class CommentStatus(StrEnum):
    DRAFT = "draft"
    """Written for an organisation whose representative has not released it yet."""
    SUBMITTED = "submitted"
    PUBLISHED = "published"
    DECLINED = "declined"
    """Kept from others, before or after it was published; its author reads why."""
    WITHDRAWN = "withdrawn"
    """Taken back by its author. A tombstone stays and is counted."""


class DeclineCategory(StrEnum):
    PERSONAL_DATA = "personal_data"
    INSULT = "insult"
    OFF_TOPIC = "off_topic"
    DUPLICATE = "duplicate"
    UNLAWFUL = "unlawful"


class Channel(StrEnum):
    """How a contribution came in. All but the first are entered by staff."""

    WEB = "web"
    LETTER = "letter"
    TELEPHONE = "telephone"
    MEETING = "meeting"
    WORD = "word"
    """A Word file in which an organisation commented on our exported draft."""


NEXT: dict[CommentStatus, frozenset[CommentStatus]] = {
    CommentStatus.DRAFT: frozenset({CommentStatus.SUBMITTED, CommentStatus.PUBLISHED}),
    CommentStatus.SUBMITTED: frozenset(
        {CommentStatus.PUBLISHED, CommentStatus.DECLINED, CommentStatus.WITHDRAWN}
    ),
    CommentStatus.PUBLISHED: frozenset(
        {CommentStatus.DECLINED, CommentStatus.WITHDRAWN, CommentStatus.SUBMITTED}
    ),
    CommentStatus.DECLINED: frozenset({CommentStatus.PUBLISHED, CommentStatus.WITHDRAWN}),
    CommentStatus.WITHDRAWN: frozenset(),
}
"""A draft that nobody released is deleted, not withdrawn: nobody else has seen it. What is
corrected after it was published goes back to the queue where comments are looked at before."""


class Statement(Base):
    """Comments that an organisation has released together (Stellungnahme)."""

    __tablename__ = "statement"

    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id"), init=False, index=True)
    organisation_id: Mapped[UUID] = mapped_column(
        ForeignKey("organisation.id"), init=False, index=True
    )
    round: Mapped[Round] = relationship()
    organisation: Mapped[Organisation] = relationship()
    released_at: Mapped[datetime]
    released_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    receipt_code: Mapped[str] = mapped_column(unique=True)
    receipt_hash: Mapped[str]
    """SHA-256 over the receipts of its comments."""


class CommentGroup(Base):
    """Comments of a round that say nearly the same; one answer can serve them all."""

    __tablename__ = "comment_group"

    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id"), index=True)
    formed_at: Mapped[datetime]
    formed_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)


class Comment(Base):
    """What somebody said about a text.

    Submitted words change only by a correction, which keeps those before (`CommentRevision`). It
    stands on words of one passage (`end_passage` None), on words from one passage to another,
    or on the whole text (`passage` None).
    """

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
            "status NOT IN ('draft', 'submitted') OR (decided_at IS NULL AND published_at IS NULL)",
            "submitted_is_undecided",
        ),
        CheckConstraint(
            "(status = 'withdrawn') = (withdrawn_at IS NOT NULL)", "withdrawn_has_time"
        ),
        CheckConstraint(
            "status <> 'draft' OR organisation_id IS NOT NULL", "draft_of_organisation"
        ),
        CheckConstraint(
            'CASE WHEN passage_id IS NULL THEN "start" = 0 AND "end" = 0 AND end_passage_id IS NULL'
            ' WHEN end_passage_id IS NULL THEN "start" >= 0 AND "end" > "start"'
            ' ELSE "start" >= 0 AND "end" > 0 AND end_passage_id <> passage_id END',
            "span_is_ordered",
        ),
        CheckConstraint(
            "(kind = 'change_proposal') = (replacement IS NOT NULL)", "proposal_has_words"
        ),
        CheckConstraint("(channel = 'web') = (received_on IS NULL)", "received_by_staff_has_date"),
        CheckConstraint("parent_id IS NULL OR parent_id <> id", "replies_to_another"),
        Index("ix_comment_round_id_status", "round_id", "status", "parent_id"),
        Index(
            "ix_comment_undecided",
            "submitted_at",
            postgresql_where=text("decided_at IS NULL"),
            sqlite_where=text("decided_at IS NULL"),
        ),
    )

    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id"), init=False)
    passage_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("passage.id"), init=False, index=True
    )
    end_passage_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("passage.id"), init=False, index=True
    )
    author_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), init=False, index=True)
    organisation_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("organisation.id"), init=False, index=True
    )
    round: Mapped[Round] = relationship()
    passage: Mapped[Passage | None] = relationship(foreign_keys=[passage_id])
    end_passage: Mapped[Passage | None] = relationship(foreign_keys=[end_passage_id], default=None)
    author: Mapped[User] = relationship(foreign_keys=[author_id])
    """Who wrote it here; of a letter or a call, who of the staff entered it."""
    organisation: Mapped[Organisation | None] = relationship()
    """For whom the author speaks; None: in their own name."""
    submission_id: Mapped[UUID] = mapped_column(unique=True)
    """Made with the form; a form that is sent twice is stored once."""
    kind: Mapped[CommentKind]
    text: Mapped[str]
    replacement: Mapped[str | None] = mapped_column(default=None)
    """Change proposal: the words that are to stand instead of the quoted ones."""
    language: Mapped[str] = mapped_column(default="de")
    """In which language its author read the site, and so probably wrote."""
    start: Mapped[int]
    end: Mapped[int]
    """Code points of the canonical text: `start` in `passage`, `end` (excluded) in `end_passage`,
    or in `passage` too. Both 0 for the whole text."""
    quote: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]
    """The quoted words and up to 32 characters around them (W3C TextQuoteSelector); passages are
    joined by a line end."""
    submitted_at: Mapped[datetime]
    """Also of a draft: when it was last saved."""
    receipt_code: Mapped[str] = mapped_column(unique=True)
    receipt_hash: Mapped[str]
    """SHA-256 of the exact words and their place (`receipt.receipt_document`)."""
    status: Mapped[CommentStatus] = mapped_column(default=CommentStatus.SUBMITTED)
    published_at: Mapped[datetime | None] = mapped_column(default=None)
    """When others could first read it; stays if it is declined afterwards."""
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)
    decided_at: Mapped[datetime | None] = mapped_column(default=None)
    """When a moderator last decided. None: it stands in the queue, also if it is published
    because its round is moderated afterwards."""
    decided_by_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("user_account.id"), default=None, index=True
    )
    decline_category: Mapped[DeclineCategory | None] = mapped_column(default=None)
    decline_reason: Mapped[str] = mapped_column(default="")
    blackened: Mapped[list[Any]] = mapped_column(JSON, default_factory=list)
    """Personal data in `text`: [[start, end], …], code points, which nobody outside reads."""
    channel: Mapped[Channel] = mapped_column(default=Channel.WEB)
    received_on: Mapped[date | None] = mapped_column(default=None)
    sender: Mapped[str] = mapped_column(default="")
    """Entered by staff: who wrote or called, if no organisation; staff only."""
    parent_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("comment.id"), default=None, index=True
    )
    """Replies: to which comment. A reply has no replies and needs no answer."""
    statement_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("statement.id"), default=None, index=True
    )
    group_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("comment_group.id"), default=None, index=True
    )
    corrected: Mapped[int] = mapped_column(default=0)
    """How often its author has corrected it: as many `CommentRevision` rows."""
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}

    def may_become(self, status: CommentStatus) -> bool:
        return status in NEXT[self.status]


@event.listens_for(Comment, "after_insert")
@event.listens_for(Comment, "after_update")
def _freshen_for_comment(_mapper: Mapper[Any], connection: Connection, comment: Comment) -> None:
    if comment.published_at is not None:
        freshen(connection, comment.round_id)


class CommentRevision(Base):
    """The words of a comment before a correction, with the receipt they had."""

    __tablename__ = "comment_revision"
    __table_args__ = (UniqueConstraint("comment_id", "number"),)

    comment_id: Mapped[UUID] = mapped_column(ForeignKey("comment.id"))
    number: Mapped[int]
    """Counts from 1, the first words."""
    kind: Mapped[CommentKind]
    text: Mapped[str]
    replacement: Mapped[str | None]
    submitted_at: Mapped[datetime]
    receipt_code: Mapped[str] = mapped_column(unique=True)
    receipt_hash: Mapped[str]


class Support(Base):
    """An organisation that supports what another has said; once per organisation."""

    __tablename__ = "support"
    __table_args__ = (UniqueConstraint("comment_id", "organisation_id"),)

    comment_id: Mapped[UUID] = mapped_column(ForeignKey("comment.id"), init=False)
    organisation_id: Mapped[UUID] = mapped_column(
        ForeignKey("organisation.id"), init=False, index=True
    )
    comment: Mapped[Comment] = relationship()
    organisation: Mapped[Organisation] = relationship()
    supported_at: Mapped[datetime]
    supported_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)


@event.listens_for(Support, "after_insert")
@event.listens_for(Support, "after_delete")
def _freshen_for_support(_mapper: Mapper[Any], connection: Connection, support: Support) -> None:
    freshen(connection, round_of(support.comment_id))


def round_of(comment_id: UUID) -> ScalarSelect[UUID]:
    return select(Comment.round_id).where(Comment.id == comment_id).scalar_subquery()
