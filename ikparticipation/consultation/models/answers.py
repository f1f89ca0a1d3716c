"""The administration's answers to comments (Abwägung), and what the next version makes of them."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Connection,
    ForeignKey,
    Index,
    UniqueConstraint,
    event,
    text,
)
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from ikparticipation.consultation.models.comments import Comment, round_of
from ikparticipation.consultation.models.rounds import freshen
from ikparticipation.db import Base
from ikparticipation.drafts.models import Document
from ikparticipation.organisations.models import Organisation


class Outcome(StrEnum):
    """What the administration does with a comment (Abwägung)."""

    ADOPTED = "adopted"
    PARTLY = "partly"
    REJECTED = "rejected"
    NOTED = "noted"
    DEFERRED = "deferred"


class Disposition(Base):
    """The official answer to a comment: drafted inside the administration, then released.

    A deferral opens again on its date (`reopened_at`): it stands until the next answer is
    released, which sets `superseded_at`. So a comment has at most one draft and one answer that
    counts.
    """

    __tablename__ = "disposition"
    __table_args__ = (
        CheckConstraint("(outcome = 'deferred') = (deferred_until IS NOT NULL)", "deferral_dated"),
        CheckConstraint("reason <> ''", "has_reason"),
        CheckConstraint("(released_at IS NULL) = (released_by_id IS NULL)", "released_by_somebody"),
        CheckConstraint(
            "reopened_at IS NULL OR (outcome = 'deferred' AND released_at IS NOT NULL)",
            "only_deferrals_reopen",
        ),
        CheckConstraint(
            "superseded_at IS NULL OR released_at IS NOT NULL", "only_released_is_superseded"
        ),
        Index(
            "uq_disposition_draft",
            "comment_id",
            unique=True,
            postgresql_where=text("released_at IS NULL"),
            sqlite_where=text("released_at IS NULL"),
        ),
        Index(
            "uq_disposition_released",
            "comment_id",
            unique=True,
            postgresql_where=text("released_at IS NOT NULL AND superseded_at IS NULL"),
            sqlite_where=text("released_at IS NOT NULL AND superseded_at IS NULL"),
        ),
        Index("ix_disposition_released_at", "released_at"),
        Index("ix_disposition_deferred_until", "deferred_until"),
    )

    comment_id: Mapped[UUID] = mapped_column(ForeignKey("comment.id"), init=False, index=True)
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
    reopened_at: Mapped[datetime | None] = mapped_column(default=None)
    superseded_at: Mapped[datetime | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}


@event.listens_for(Disposition, "after_insert")
@event.listens_for(Disposition, "after_update")
def _freshen(_mapper: Mapper[Any], connection: Connection, answer: Disposition) -> None:
    if answer.released_at is not None:
        freshen(connection, round_of(answer.comment_id))


class Assignment(Base):
    """Which Fachdienst is to draft the answer to a comment, and by when."""

    __tablename__ = "assignment"
    __table_args__ = (UniqueConstraint("comment_id"),)

    comment_id: Mapped[UUID] = mapped_column(ForeignKey("comment.id"), init=False)
    organisation_id: Mapped[UUID] = mapped_column(
        ForeignKey("organisation.id"), init=False, index=True
    )
    comment: Mapped[Comment] = relationship()
    organisation: Mapped[Organisation] = relationship()
    due_on: Mapped[date]
    note: Mapped[str] = mapped_column(default="")
    assigned_at: Mapped[datetime]
    assigned_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)


class TextBlock(Base):
    """Words that are used in many answers."""

    __tablename__ = "text_block"

    title: Mapped[str] = mapped_column(unique=True)
    text: Mapped[str]
    written_at: Mapped[datetime]
    written_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}


class ChangeReason(StrEnum):
    """Why a passage changed, if no comment asked for it."""

    EDITORIAL = "editorial"
    OWN_INITIATIVE = "own_initiative"


class LinkedChange(Base):
    """An answer points to a passage that the next version changes.

    `key` is that of the passage in the next version, or, for words that are gone, the key they
    had. Keys are known before publication (`drafts.services.planned_passages`).
    """

    __tablename__ = "linked_change"
    __table_args__ = (UniqueConstraint("disposition_id", "key"),)

    disposition_id: Mapped[UUID] = mapped_column(ForeignKey("disposition.id"))
    key: Mapped[str]


class ExplainedChange(Base):
    """A passage that changes in version `number` for a reason of the administration's own."""

    __tablename__ = "explained_change"
    __table_args__ = (UniqueConstraint("document_id", "number", "key"),)

    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"), init=False)
    document: Mapped[Document] = relationship()
    number: Mapped[int]
    key: Mapped[str]
    reason: Mapped[ChangeReason]
    explained_at: Mapped[datetime]
    explained_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
