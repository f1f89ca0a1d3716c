"""What waits for staff: comments to moderate, comments to answer, answers to release."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from ikparticipation.accounts.models import User
from ikparticipation.consultation.models import Comment, CommentKind, Disposition, Round
from ikparticipation.consultation.queries.visible import IS_PUBLISHED
from ikparticipation.db import AnyRow
from ikparticipation.drafts.models import Document, Passage, Version
from ikparticipation.organisations.models import Organisation

MOST_ROWS = 100
"""On one page of a queue. What is not shown yet is counted."""

_IS_UNDECIDED = Comment.decided_at.is_(None)
_IS_UNANSWERED = IS_PUBLISHED & Disposition.released_at.is_(None)


class AnswerState(StrEnum):
    """How far the answer to a published comment has come, before it is released."""

    NONE = "none"
    DRAFTED = "drafted"


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """How much waits. `unanswered` counts what nobody has begun to answer."""

    undecided: int
    oldest_undecided_at: datetime | None
    unanswered: int
    drafted: int


def waiting(session: Session) -> Waiting:
    """Return what the overview of the administration shows, in one statement."""
    undecided = select(func.count(Comment.id)).where(_IS_UNDECIDED).scalar_subquery()
    oldest = select(func.min(Comment.submitted_at)).where(_IS_UNDECIDED).scalar_subquery()
    answers = (
        select(Comment.id, Disposition.id.label("answer"))
        .outerjoin(Disposition, Disposition.comment_id == Comment.id)
        .where(_IS_UNANSWERED)
        .subquery()
    )
    total = select(func.count()).select_from(answers).scalar_subquery()
    drafted = select(func.count(answers.c.answer)).scalar_subquery()
    row = session.execute(select(undecided, oldest, total, drafted)).one()
    return Waiting(
        undecided=row[0], oldest_undecided_at=row[1], unanswered=row[2] - row[3], drafted=row[3]
    )


def _placed(*columns: Any) -> Select[*tuple[Any, ...]]:
    """Return the part that is the same in both queues: who said what, and where."""
    return (
        select(
            Comment.id,
            Comment.kind,
            func.substr(Comment.text, 1, 300).label("text"),
            Comment.status,
            Comment.submitted_at,
            User.name.label("author"),
            Organisation.name.label("organisation"),
            Passage.position,
            Version.title,
            Version.number,
            *columns,
        )
        .select_from(Comment)
        .join(User, User.id == Comment.author_id)
        .outerjoin(Organisation, Organisation.id == Comment.organisation_id)
        .join(Passage, Passage.id == Comment.passage_id)
        .join(Version, Version.id == Passage.version_id)
    )


def moderation_queue(session: Session, *, document_id: UUID | None = None) -> Sequence[AnyRow]:
    """Return the oldest comments on which nobody has decided yet, oldest first."""
    query = (
        _placed().where(_IS_UNDECIDED).order_by(Comment.submitted_at, Comment.id).limit(MOST_ROWS)
    )
    if document_id is not None:
        query = query.where(Version.document_id == document_id)
    return session.execute(query).all()


def undecided_by_document(session: Session) -> Sequence[AnyRow]:
    """Return id, title and number of waiting comments of each document that has any."""
    query = (
        select(Document.id, Document.title, func.count(Comment.id).label("comments"))
        .select_from(Comment)
        .join(Round, Round.id == Comment.round_id)
        .join(Version, Version.id == Round.version_id)
        .join(Document, Document.id == Version.document_id)
        .where(_IS_UNDECIDED)
        .group_by(Document.id, Document.title)
        .order_by(Document.title)
    )
    return session.execute(query).all()


def answer_queue(
    session: Session,
    *,
    document_id: UUID | None = None,
    kind: CommentKind | None = None,
    state: AnswerState | None = None,
) -> Sequence[AnyRow]:
    """Return published comments without a released answer, in the order of the text."""
    query = (
        _placed(
            Disposition.id.label("answer_id"),
            Disposition.outcome,
            func.substr(Disposition.reason, 1, 300).label("reason"),
            Disposition.version.label("answer_version"),
        )
        .outerjoin(Disposition, Disposition.comment_id == Comment.id)
        .where(_IS_UNANSWERED)
        .order_by(Version.title, Version.number, Passage.position, Comment.submitted_at, Comment.id)
        .limit(MOST_ROWS)
    )
    if document_id is not None:
        query = query.where(Version.document_id == document_id)
    if kind is not None:
        query = query.where(Comment.kind == kind)
    if state is AnswerState.NONE:
        query = query.where(Disposition.id.is_(None))
    if state is AnswerState.DRAFTED:
        query = query.where(Disposition.id.is_not(None))
    return session.execute(query).all()


def unanswered_by_document(session: Session) -> Sequence[AnyRow]:
    """Return per document how many comments wait, and for how many an answer is drafted."""
    query = (
        select(
            Document.id,
            Document.title,
            func.count(Comment.id).label("comments"),
            func.count(Disposition.id).label("drafted"),
        )
        .select_from(Comment)
        .outerjoin(Disposition, Disposition.comment_id == Comment.id)
        .join(Round, Round.id == Comment.round_id)
        .join(Version, Version.id == Round.version_id)
        .join(Document, Document.id == Version.document_id)
        .where(_IS_UNANSWERED)
        .group_by(Document.id, Document.title)
        .order_by(Document.title)
    )
    return session.execute(query).all()


def drafted_answers(session: Session, ids: Sequence[UUID]) -> Sequence[AnyRow]:
    """Return the answers among `ids` that could be released, with their comments."""
    query = (
        _placed(
            Disposition.id.label("answer_id"),
            Disposition.outcome,
            Disposition.reason,
            Disposition.deferred_until,
            Disposition.version.label("answer_version"),
        )
        .join(Disposition, Disposition.comment_id == Comment.id)
        .where(_IS_UNANSWERED, Disposition.id.in_(ids))
        .order_by(Version.title, Version.number, Passage.position, Comment.submitted_at)
    )
    return session.execute(query).all()


def dispositions(session: Session, ids: Iterable[UUID]) -> Sequence[Disposition]:
    return session.scalars(select(Disposition).where(Disposition.id.in_(ids))).all()


def case_of(session: Session, comment_id: UUID) -> AnyRow | None:
    """Return all that staff need to decide on one comment, and what was decided already."""
    moderator, writer = aliased(User), aliased(User)
    query = (
        _placed(
            Comment.text.label("full_text"),
            Comment.replacement,
            Comment.start,
            Comment.end,
            Comment.receipt_code,
            Comment.published_at,
            Comment.decided_at,
            moderator.name.label("decided_by"),
            Comment.decline_category,
            Comment.decline_reason,
            Comment.version,
            Passage.text.label("passage"),
            Passage.key,
            Document.slug,
            Disposition.id.label("answer_id"),
            Disposition.outcome,
            Disposition.reason,
            Disposition.deferred_until,
            Disposition.drafted_at,
            writer.name.label("drafted_by"),
            Disposition.released_at,
            func.coalesce(Disposition.version, 0).label("answer_version"),
        )
        .join(Document, Document.id == Version.document_id)
        .outerjoin(moderator, moderator.id == Comment.decided_by_id)
        .outerjoin(Disposition, Disposition.comment_id == Comment.id)
        .outerjoin(writer, writer.id == Disposition.drafted_by_id)
        .where(Comment.id == comment_id)
    )
    return session.execute(query).one_or_none()
