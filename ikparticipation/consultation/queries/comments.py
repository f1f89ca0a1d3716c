"""Comments as readers, authors and the home page see them."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.consultation.models import (
    Comment,
    CommentKind,
    CommentStatus,
    Disposition,
    Outcome,
)
from ikparticipation.consultation.queries.visible import (
    IS_ANSWERED,
    IS_OWN,
    IS_PUBLISHED,
    Audience,
    audience_of,
    author_name,
    reader_id,
    visible_to,
)
from ikparticipation.db import AnyRow, rows
from ikparticipation.drafts.models import Document, Passage, Version
from ikparticipation.organisations.models import Organisation


class Card(NamedTuple):
    """All that is printed of a comment among others, for one kind of reader."""

    id: UUID
    key: str
    """Of its passage."""
    kind: CommentKind
    text: str
    replacement: str | None
    quote: str
    status: CommentStatus
    submitted_at: datetime
    is_own: bool | None
    author: str | None
    organisation: str | None
    outcome: Outcome | None
    reason: str | None
    deferred_until: datetime | None
    released_at: datetime | None


@cache
def _comments_on(
    audience: Audience, *, of_kind: bool, answered: bool | None
) -> Select[*tuple[Any, ...]]:
    query = (
        select(
            Comment.id,
            Passage.key,
            Comment.kind,
            Comment.text,
            Comment.replacement,
            Comment.quote,
            Comment.status,
            Comment.submitted_at,
            IS_OWN.label("is_own"),
            author_name(audience),
            Organisation.name.label("organisation"),
            Disposition.outcome,
            Disposition.reason,
            Disposition.deferred_until,
            Disposition.released_at,
        )
        .join(Passage, Passage.id == Comment.passage_id)
        .outerjoin(Organisation, Organisation.id == Comment.organisation_id)
        .outerjoin(Disposition, IS_ANSWERED)
        .where(Comment.round_id == bindparam("round_id"), visible_to(audience))
        .order_by(Comment.submitted_at, Comment.id)
    )
    if audience is Audience.STAFF:
        query = query.join(User, User.id == Comment.author_id)
    if of_kind:
        query = query.where(Comment.kind == bindparam("kind", type_=Comment.kind.type))
    if answered is not None:
        is_answered = Disposition.id.is_not(None)
        query = query.where(IS_PUBLISHED, is_answered if answered else ~is_answered)
    return query


def comments_on(
    session: Session,
    round_id: UUID,
    *,
    reader: User | None,
    kind: CommentKind | None = None,
    answered: bool | None = None,
) -> list[Card]:
    """Return the comments of a round that this reader may see, oldest first.

    `answered`: None for all, True for those with a released answer, False for published ones
    without.
    """
    query = _comments_on(audience_of(reader), of_kind=kind is not None, answered=answered)
    facts = {"round_id": round_id, "kind": kind, **reader_id(reader)}
    return [Card._make(row) for row in rows(session, query, facts)]


class Tally(NamedTuple):
    """The public figures of a round: comments, and how many of them are answered."""

    comments: int
    answered: int


def tally(session: Session, round_id: UUID) -> Tally:
    query = (
        select(func.count(Comment.id), func.count(Disposition.id))
        .outerjoin(Disposition, IS_ANSWERED)
        .where(Comment.round_id == round_id, IS_PUBLISHED)
    )
    return Tally._make(session.execute(query).one())


def tally_of(comments: Sequence[Card]) -> Tally:
    """Return the same figures from all comments of a round, whoever was asking for them."""
    published = [c for c in comments if c.status is CommentStatus.PUBLISHED]
    return Tally(len(published), sum(c.released_at is not None for c in published))


def comment_for(session: Session, comment_id: UUID, *, reader: User | None) -> AnyRow | None:
    """Return one comment with its place, or None if it is not for this reader to see."""
    audience = audience_of(reader)
    query = _placed(
        IS_OWN.label("is_own"),
        author_name(audience),
        Comment.start,
        Comment.end,
        Comment.receipt_code,
        Comment.receipt_hash,
        Comment.published_at,
        Comment.decided_at,
        Comment.decline_category,
        Comment.decline_reason,
        Passage.text.label("passage"),
    ).where(Comment.id == comment_id, visible_to(audience))
    return session.execute(query, reader_id(reader)).one_or_none()


def _placed(*columns: Any) -> Select[*tuple[Any, ...]]:
    """Return what all lists across texts have: words, place, organisation, released answer."""
    return (
        select(
            Comment.id,
            Comment.kind,
            Comment.text,
            Comment.replacement,
            Comment.quote,
            Comment.status,
            Comment.submitted_at,
            Organisation.name.label("organisation"),
            Disposition.outcome,
            Disposition.reason,
            Disposition.deferred_until,
            Disposition.released_at,
            Passage.position,
            Passage.key,
            Version.number,
            Version.title,
            Document.slug,
            *columns,
        )
        .select_from(Comment)
        .outerjoin(Organisation, Organisation.id == Comment.organisation_id)
        .outerjoin(Disposition, IS_ANSWERED)
        .join(User, User.id == Comment.author_id)
        .join(Passage, Passage.id == Comment.passage_id)
        .join(Version, Version.id == Passage.version_id)
        .join(Document, Document.id == Version.document_id)
    )


def my_comments(session: Session, user: User, *, limit: int = 50) -> Sequence[AnyRow]:
    """Return what this person has submitted, newest first, with place, state and answer."""
    query = (
        _placed()
        .where(Comment.author_id == user.id)
        .order_by(Comment.submitted_at.desc(), Comment.id)
        .limit(limit)
    )
    return session.execute(query).all()


@cache
def _newest_answers(limit: int) -> Select[*tuple[Any, ...]]:
    return (
        _placed()
        .where(IS_PUBLISHED, Disposition.released_at.is_not(None))
        .order_by(Disposition.released_at.desc(), Comment.id)
        .limit(limit)
    )


def newest_answers(session: Session, limit: int) -> Sequence[AnyRow]:
    """Return the answers released last, with their published comments, for everybody to read."""
    return rows(session, _newest_answers(limit))
