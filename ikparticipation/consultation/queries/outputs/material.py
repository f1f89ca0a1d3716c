"""What the outputs are made of, read in a fixed number of statements.

Only released answers are read. In the public variant only what everybody may read: nothing of a
closed circle, and of a sealed round nothing but its figures until it ends.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from ikparticipation.consultation.models import (
    Circle,
    Comment,
    CommentStatus,
    Disposition,
    Round,
    Support,
)
from ikparticipation.consultation.outputs.synopsis import (
    Audience,
    Figures,
    Row,
    Synopsis,
    state_of,
)
from ikparticipation.consultation.policies import is_sealed
from ikparticipation.consultation.queries.outputs.rows import Changes, Text, in_order, row
from ikparticipation.consultation.queries.visible import IS_ANSWERED, IS_READ
from ikparticipation.db import AnyRow
from ikparticipation.drafts.models import Document, Version
from ikparticipation.organisations.models import Organisation


class Source(NamedTuple):
    """A version in a round, and the next one, if it is published: for those who may see it."""

    round_id: UUID
    version_id: UUID
    next_id: UUID | None
    next_number: int | None
    slug: str
    title: str
    number: int
    published_at: datetime
    next_published_at: datetime | None
    next_circle: Circle | None
    opens_at: datetime
    closes_at: datetime
    circle: Circle
    sealed: bool

    def is_public(self) -> bool:
        return self.circle is not Circle.CLOSED

    def for_everybody(self) -> "Source":
        """Return it without a next version that is for a closed circle only."""
        if self.next_circle is not Circle.CLOSED:
            return self
        return self._replace(next_id=None, next_number=None, next_published_at=None)


def source_at(session: Session, slug: str, number: int) -> Source | None:
    """Return the round at an address; None also for a version that has none."""
    query = _sources().where(Document.slug == slug, Version.number == number)
    return _source(session, query)


def source_of(session: Session, round_id: UUID) -> Source | None:
    return _source(session, _sources().where(Round.id == round_id))


def _source(session: Session, query: Select[*tuple[Any, ...]]) -> Source | None:
    row = session.execute(query).one_or_none()
    return Source._make(row) if row else None


def _sources() -> Select[*tuple[Any, ...]]:
    later, later_round = aliased(Version), aliased(Round)
    follows = and_(later.document_id == Version.document_id, later.number == Version.number + 1)
    return (
        select(
            Round.id,
            Version.id,
            later.id,
            later.number,
            Document.slug,
            Version.title,
            Version.number,
            Version.published_at,
            later.published_at,
            later_round.circle,
            Round.opens_at,
            Round.closes_at,
            Round.circle,
            Round.sealed,
        )
        .join(Version, Version.id == Round.version_id)
        .join(Document, Document.id == Version.document_id)
        .outerjoin(later, follows)
        .outerjoin(later_round, later_round.version_id == later.id)
    )


def synopsis_of(
    session: Session, source: Source, *, audience: Audience, at: datetime, site: str
) -> Synopsis:
    """Return all that this audience may read of a round. `site`: the address of the site."""
    figures = _figures(session, source.round_id)
    if audience is Audience.PUBLIC:
        source = source.for_everybody()
    hidden = audience is Audience.PUBLIC and (is_sealed(source, at) or not source.is_public())
    found = [] if hidden else _comments(session, source.round_id, audience)
    rows = _rows(session, source, found, for_staff=audience is Audience.STAFF)
    head = {
        "version": f"{source.slug}/{source.number}",
        "title": source.title,
        "opens_at": source.opens_at,
        "closes_at": source.closes_at,
        "next": source.next_number,
        "audience": audience.value,
    }
    return Synopsis(
        slug=source.slug,
        title=source.title,
        number=source.number,
        published_at=source.published_at,
        address=f"{site}/entwuerfe/{source.slug}/{source.number}",
        opens_at=source.opens_at,
        closes_at=source.closes_at,
        next_number=source.next_number,
        audience=audience,
        figures=figures,
        rows=rows,
        as_of=_as_of(source, found),
        state=state_of(head, rows, figures),
    )


def _rows(
    session: Session, source: Source, found: Sequence[AnyRow], *, for_staff: bool
) -> tuple[Row, ...]:
    if not found:
        return ()
    text = Text.read(session, source.version_id, source.next_id)
    changes = Changes.read(session, source.round_id, source.next_published_at, text)
    return in_order([row(comment, text, changes, for_staff=for_staff) for comment in found])


def _as_of(source: Source, comments: Iterable[AnyRow]) -> datetime:
    moments = [source.published_at, source.next_published_at]
    for comment in comments:
        moments += [comment.submitted_at, comment.published_at, comment.withdrawn_at]
        moments += [comment.decided_at, comment.released_at]
    return max(moment for moment in moments if moment is not None)


def _figures(session: Session, round_id: UUID) -> Figures:
    query = (
        select(Comment.status, Comment.decline_category, func.count(Comment.id))
        .where(Comment.round_id == round_id, Comment.status != CommentStatus.DRAFT)
        .group_by(Comment.status, Comment.decline_category)
    )
    counts: dict[CommentStatus, int] = defaultdict(int)
    categories: dict[str, int] = {}
    for status, category, count in session.execute(query):
        counts[status] += count
        if category is not None:
            categories[category.value] = count
    return Figures(
        published=counts[CommentStatus.PUBLISHED],
        declined=counts[CommentStatus.DECLINED],
        withdrawn=counts[CommentStatus.WITHDRAWN],
        pending=counts[CommentStatus.SUBMITTED],
        categories=tuple(sorted(categories.items())),
    )


def _comments(session: Session, round_id: UUID, audience: Audience) -> Sequence[AnyRow]:
    support = (
        select(func.count(Support.id))
        .where(Support.comment_id == Comment.id)
        .correlate(Comment)
        .scalar_subquery()
    )
    wanted = IS_READ if audience is Audience.PUBLIC else Comment.status != CommentStatus.DRAFT
    query = (
        select(
            *(getattr(Comment, name) for name in _COLUMNS),
            Organisation.name.label("organisation"),
            support.label("support"),
            Disposition.id.label("answer_id"),
            Disposition.outcome,
            Disposition.reason,
            Disposition.deferred_until,
            Disposition.released_at,
        )
        .outerjoin(Organisation, Organisation.id == Comment.organisation_id)
        .outerjoin(Disposition, IS_ANSWERED)
        .where(Comment.round_id == round_id, wanted)
    )
    return session.execute(query).all()


_COLUMNS = (
    "id", "parent_id", "passage_id", "end_passage_id", "start", "end", "quote", "before", "after",
    "kind", "text", "replacement", "blackened", "sender", "channel", "received_on", "status",
    "submitted_at", "published_at", "withdrawn_at", "decided_at", "decline_category",
    "receipt_code", "receipt_hash",
)  # fmt: skip
