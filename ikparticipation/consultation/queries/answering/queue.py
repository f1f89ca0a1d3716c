"""What waits for an answer: comments to answer, answers to release."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from ikparticipation.accounts.models import User
from ikparticipation.consultation.blackening import black_out
from ikparticipation.consultation.models import (
    Assignment,
    Comment,
    CommentKind,
    CommentStatus,
    Disposition,
    Round,
)
from ikparticipation.consultation.queries.visible import (
    IS_PUBLISHED,
    PROPOSED,
    WORDS,
    counts_as_answer,
)
from ikparticipation.db import AnyRow
from ikparticipation.drafts.models import Document, Passage, Version
from ikparticipation.organisations.models import Organisation

MOST_ROWS = 80
"""On one page of a queue: the ids of all fit into an address. Others are counted."""

draft = aliased(Disposition, name="draft")
counting = aliased(Disposition, name="counting")
IS_DRAFT = and_(draft.comment_id == Comment.id, draft.released_at.is_(None))
COUNTS = and_(counting.comment_id == Comment.id, counts_as_answer(counting))
"""Joins the released answer that counts; a deferral too, until the next answer is released."""
NEEDS_ANSWER = and_(
    IS_PUBLISHED,
    Comment.parent_id.is_(None),
    or_(counting.id.is_(None), counting.reopened_at.is_not(None)),
)
WAITS = or_(NEEDS_ANSWER, and_(IS_PUBLISHED, draft.id.is_not(None)))
"""Also a deferral to which the final answer is drafted before its date."""
IN_ORDER = Version.title, Version.number, Passage.position, Comment.submitted_at, Comment.id


class AnswerState(StrEnum):
    """How far the answer to a published comment has come, before it is released."""

    NONE = "none"
    DRAFTED = "drafted"
    REOPENED = "reopened"
    """It was deferred until a day that has come."""


def _placed(*columns: Any) -> Select[*tuple[Any, ...]]:
    """Return the part that is the same in all lists: who said what, and where."""
    return (
        select(
            Comment.id,
            Comment.kind,
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
        .outerjoin(Passage, Passage.id == Comment.passage_id)
        .join(Round, Round.id == Comment.round_id)
        .join(Version, Version.id == Round.version_id)
    )


def _with_answers(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return query.outerjoin(draft, IS_DRAFT).outerjoin(counting, COUNTS)


def answer_queue(
    session: Session,
    *,
    document_id: UUID | None = None,
    kind: CommentKind | None = None,
    state: AnswerState | None = None,
) -> Sequence[AnyRow]:
    """Return published comments that wait for an answer, in the order of the text.

    `total`: how many there are, with those that are not shown yet.
    """
    office = aliased(Organisation)
    query = _with_answers(
        _placed(
            func.substr(Comment.text, 1, 300).label("text"),
            draft.id.label("answer_id"),
            draft.outcome,
            func.substr(draft.reason, 1, 300).label("reason"),
            draft.version.label("answer_version"),
            counting.reopened_at,
            counting.deferred_until,
            Comment.group_id,
            Assignment.due_on,
            office.name.label("office"),
            func.count().over().label("total"),
        )
    )
    query = (
        query.outerjoin(Assignment, Assignment.comment_id == Comment.id)
        .outerjoin(office, office.id == Assignment.organisation_id)
        .where(WAITS, *_chosen(document_id, kind, state))
        .order_by(*IN_ORDER)
        .limit(MOST_ROWS)
    )
    return session.execute(query).all()


def _chosen(
    document_id: UUID | None, kind: CommentKind | None, state: AnswerState | None
) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if document_id is not None:
        conditions.append(Version.document_id == document_id)
    if kind is not None:
        conditions.append(Comment.kind == kind)
    if state is AnswerState.NONE:
        conditions.append(draft.id.is_(None))
    if state is AnswerState.DRAFTED:
        conditions.append(draft.id.is_not(None))
    if state is AnswerState.REOPENED:
        conditions.append(counting.reopened_at.is_not(None))
    return conditions


def unanswered_by_document(session: Session) -> Sequence[AnyRow]:
    """Return per document how many comments wait, and for how many an answer is drafted."""
    query = (
        select(
            Document.id,
            Document.title,
            func.count(Comment.id).label("comments"),
            func.count(draft.id).label("drafted"),
        )
        .select_from(Comment)
        .outerjoin(draft, IS_DRAFT)
        .outerjoin(counting, COUNTS)
        .join(Round, Round.id == Comment.round_id)
        .join(Version, Version.id == Round.version_id)
        .join(Document, Document.id == Version.document_id)
        .where(WAITS)
        .group_by(Document.id, Document.title)
        .order_by(Document.title)
    )
    return session.execute(query).all()


def drafted_answers(session: Session, ids: Sequence[UUID]) -> Sequence[AnyRow]:
    """Return the answers among `ids` that could be released, with the whole of their comments."""
    query = (
        _placed(
            Comment.text,
            Comment.blackened,
            Comment.quote,
            Comment.replacement,
            Comment.version.label("comment_version"),
            draft.id.label("answer_id"),
            draft.outcome,
            draft.reason,
            draft.deferred_until,
            draft.version.label("answer_version"),
        )
        .join(draft, IS_DRAFT)
        .where(IS_PUBLISHED, draft.id.in_(ids))
        .order_by(Version.title, Version.number, Passage.position, Comment.submitted_at)
    )
    return session.execute(query).all()


def same_in_group(session: Session, ids: Sequence[UUID]) -> Sequence[UUID]:
    """Return the drafts with the words of one of `ids`, to comments of the same group."""
    chosen, its = aliased(Disposition), aliased(Comment)
    query = (
        select(draft.id)
        .join(Comment, IS_DRAFT)
        .join(its, its.group_id == Comment.group_id)
        .join(chosen, chosen.comment_id == its.id)
        .where(
            chosen.id.in_(ids),
            chosen.outcome == draft.outcome,
            chosen.reason == draft.reason,
            chosen.deferred_until.is_not_distinct_from(draft.deferred_until),
        )
    )
    return session.scalars(query).all()


def comments_among(session: Session, ids: Iterable[UUID]) -> Sequence[Comment]:
    return session.scalars(select(Comment).where(Comment.id.in_(ids))).all()


def dispositions(session: Session, ids: Iterable[UUID]) -> Sequence[Disposition]:
    return session.scalars(select(Disposition).where(Disposition.id.in_(ids))).all()


class Answers(NamedTuple):
    """What was answered to a comment: the draft, and the released answer that counts."""

    draft: AnyRow | None
    released: AnyRow | None


def answers_to(session: Session, comment_id: UUID) -> Answers:
    """Return the answers to a comment, for the administration."""
    query = (
        select(
            Disposition.id,
            Disposition.outcome,
            Disposition.reason,
            Disposition.deferred_until,
            Disposition.drafted_at,
            User.name.label("drafted_by"),
            Disposition.released_at,
            Disposition.reopened_at,
            Disposition.version,
        )
        .join(User, User.id == Disposition.drafted_by_id)
        .where(Disposition.comment_id == comment_id, Disposition.superseded_at.is_(None))
    )
    found = session.execute(query).all()
    return Answers(
        draft=next((row for row in found if row.released_at is None), None),
        released=next((row for row in found if row.released_at is not None), None),
    )


class Fellow(NamedTuple):
    """Another comment of the same group."""

    id: UUID
    organisation: str | None
    text: str
    """As everybody reads it, with personal data blackened."""
    is_answered: bool
    """For good."""


def group_of(session: Session, comment_id: UUID) -> list[Fellow]:
    """Return the other published comments of its group."""
    group = select(Comment.group_id).where(Comment.id == comment_id).scalar_subquery()
    query = (
        select(
            Comment.id,
            Organisation.name.label("organisation"),
            Comment.text,
            Comment.blackened,
            and_(counting.id.is_not(None), counting.deferred_until.is_(None)).label("is_answered"),
        )
        .outerjoin(Organisation, Organisation.id == Comment.organisation_id)
        .outerjoin(counting, COUNTS)
        .where(Comment.group_id == group, Comment.id != comment_id, IS_PUBLISHED)
        .order_by(Comment.submitted_at, Comment.id)
    )
    return [
        Fellow(row.id, row.organisation, black_out(row.text, row.blackened), row.is_answered)
        for row in session.execute(query)
    ]


def case_of(session: Session, comment_id: UUID) -> AnyRow | None:
    """Return all that staff need to answer one comment; None for a draft, which is not theirs."""
    end_passage = aliased(Passage)
    query = (
        _placed(
            WORDS,
            PROPOSED,
            Comment.start,
            Comment.end,
            Comment.quote,
            Comment.version,
            Comment.parent_id,
            Comment.group_id,
            Comment.blackened,
            Comment.language,
            Comment.sender,
            Passage.text.label("passage"),
            Passage.key,
            end_passage.text.label("end_passage"),
            Document.id.label("document_id"),
            Document.slug,
        )
        .join(Document, Document.id == Version.document_id)
        .outerjoin(end_passage, end_passage.id == Comment.end_passage_id)
        .where(Comment.id == comment_id, Comment.status != CommentStatus.DRAFT)
    )
    return session.execute(query).one_or_none()
