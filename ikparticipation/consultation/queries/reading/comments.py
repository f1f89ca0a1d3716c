"""Comments as readers, authors and the home page see them."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from types import SimpleNamespace
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, bindparam, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from ikparticipation.accounts.models import User
from ikparticipation.consultation.blackening import black_out
from ikparticipation.consultation.models import (
    Channel,
    Comment,
    CommentKind,
    CommentPlace,
    CommentStatus,
    Disposition,
    LinkedChange,
    Outcome,
    Round,
    Support,
)
from ikparticipation.consultation.queries.visible import (
    COUNTS_AS_ANSWER,
    IS_ANSWERED,
    IS_OURS,
    IS_OWN,
    IS_PUBLISHED,
    IS_READ,
    IS_TOMBSTONE,
    PROPOSED,
    SPEAKER,
    WORDS,
    Audience,
    audience_of,
    author_name,
    reading,
    visible_to,
)
from ikparticipation.db import AnyRow, rows
from ikparticipation.drafts.models import Document, Passage, Version
from ikparticipation.organisations.models import Organisation


class Card(NamedTuple):
    """All that is printed of a comment among others, for one kind of reader."""

    id: UUID
    key: str | None
    """Of its first passage; None: it is about the whole text."""
    position: int | None
    kind: CommentKind
    text: str
    """As this reader may read it: with blackened words, empty when it was withdrawn."""
    replacement: str | None
    quote: str
    status: CommentStatus
    channel: Channel
    language: str
    submitted_at: datetime
    corrected: int
    is_own: bool | None
    author: str | None
    organisation: str | None
    """A tombstone tells neither."""
    supports: int
    replies: int
    outcome: Outcome | None
    reason: str | None
    deferred_until: datetime | None
    released_at: datetime | None


_REPLY = aliased(Comment)
_SUPPORTS = select(func.count(Support.id)).where(Support.comment_id == Comment.id).scalar_subquery()
_REPLIES = (
    select(func.count(_REPLY.id))
    .where(_REPLY.parent_id == Comment.id, _REPLY.status == CommentStatus.PUBLISHED)
    .scalar_subquery()
)


@cache
def _cards(audience: Audience) -> Select[*tuple[Any, ...]]:
    """Return the columns of `Card` in its order, then what the text still needs."""
    query = (
        select(
            Comment.id,
            Passage.key,
            Passage.position,
            Comment.kind,
            WORDS,
            PROPOSED,
            Comment.quote,
            Comment.status,
            Comment.channel,
            Comment.language,
            Comment.submitted_at,
            Comment.corrected,
            IS_OWN.label("is_own"),
            author_name(audience),
            SPEAKER,
            _SUPPORTS.label("supports"),
            _REPLIES.label("replies"),
            Disposition.outcome,
            Disposition.reason,
            Disposition.deferred_until,
            Disposition.released_at,
            Comment.blackened,
        )
        .join(Round, Round.id == Comment.round_id)
        .outerjoin(Passage, Passage.id == Comment.passage_id)
        .outerjoin(Organisation, Organisation.id == Comment.organisation_id)
        .outerjoin(Disposition, IS_ANSWERED)
        .order_by(Passage.position, Comment.submitted_at, Comment.id)
    )
    if audience is Audience.STAFF:
        query = query.join(User, User.id == Comment.author_id)
    return query


@cache
def _chosen_cards(audience: Audience) -> Select[*tuple[Any, ...]]:
    return _cards(audience).where(
        Comment.id.in_(bindparam("ids", expanding=True)), visible_to(audience)
    )


@cache
def _our_cards(audience: Audience) -> Select[*tuple[Any, ...]]:
    """Return statements for what only this reader sees of a round, besides what all see."""
    unseen = IS_OURS if audience is Audience.PERSON else visible_to(audience) & ~IS_READ
    return (
        _cards(audience)
        .where(Comment.round_id == bindparam("round_id"), Comment.parent_id.is_(None), unseen)
        .limit(bindparam("most"))
    )


def cards_of(session: Session, ids: Sequence[UUID], *, reader: User | None) -> list[Card]:
    """Return those of these comments that this reader may see, in the order of the text."""
    if not ids:
        return []
    audience = audience_of(reader)
    found = rows(session, _chosen_cards(audience), {"ids": list(ids), **reading(reader)})
    return [_card(row, audience) for row in found]


def our_cards(session: Session, round_id: UUID, *, reader: User, most: int) -> list[Card]:
    """Return what a reader sees of a round besides what all see.

    To authors and members: what is theirs, also if it is published. To staff: what is not
    published.
    """
    audience = audience_of(reader)
    facts = {"round_id": round_id, "most": most, **reading(reader)}
    return [_card(row, audience) for row in rows(session, _our_cards(audience), facts)]


def _card(row: AnyRow, audience: Audience) -> Card:
    card = Card._make(row[:-1])
    if row.blackened and not card.is_own and audience is not Audience.STAFF:
        return card._replace(text=black_out(card.text, row.blackened))
    return card


class Shown(SimpleNamespace):
    """One comment with its place, as one reader may read it: the columns of `_comment_for`."""


def comment_for(session: Session, comment_id: UUID, *, reader: User | None) -> Shown | None:
    """Return one comment with its place, or None if it is not for this reader to see.

    Its author and the staff read blackened words too; `blackened` says which these are.
    """
    audience = audience_of(reader)
    found = rows(session, _comment_for(audience), {"id": comment_id, **reading(reader)})
    if not found:
        return None
    shown = Shown(**found[0]._asdict())
    if audience is not Audience.STAFF and not shown.is_ours:
        shown.text, shown.blackened = black_out(shown.text, shown.blackened), []
    return shown


_ALONE = (
    "round_id", "author_id", "organisation_id", "start", "end", "receipt_code", "receipt_hash",
    "published_at", "withdrawn_at", "decided_at", "decline_category", "decline_reason",
    "blackened", "channel", "received_on", "language", "corrected", "parent_id", "statement_id",
    "group_id",
)  # fmt: skip
_SENDER = case((IS_TOMBSTONE, ""), else_=Comment.sender).label("sender")
_WENT_ON = or_(
    exists().where(CommentPlace.comment_id == Comment.id),
    exists().where(LinkedChange.disposition_id == Disposition.id),
).label("went_on")


@cache
def _comment_for(audience: Audience) -> Select[*tuple[Any, ...]]:
    last = aliased(Passage)
    return (
        _placed(
            IS_OWN.label("is_own"),
            IS_OURS.label("is_ours"),
            author_name(audience),
            *(getattr(Comment, name) for name in _ALONE),
            _SENDER,
            Passage.text.label("passage"),
            last.key.label("end_key"),
            last.position.label("end_position"),
            last.text.label("end_passage"),
            Round.opens_at,
            Round.closes_at,
            Round.sealed,
            _WENT_ON,
        )
        .outerjoin(last, last.id == Comment.end_passage_id)
        .where(Comment.id == bindparam("id"), visible_to(audience))
    )


def _placed(*columns: Any) -> Select[*tuple[Any, ...]]:
    """Return what all lists across texts have: words, place, organisation, released answer."""
    return (
        select(
            Comment.id,
            Comment.kind,
            WORDS,
            PROPOSED,
            Comment.quote,
            Comment.status,
            Comment.submitted_at,
            SPEAKER,
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
        .join(Round, Round.id == Comment.round_id)
        .join(Version, Version.id == Round.version_id)
        .join(Document, Document.id == Version.document_id)
        .join(User, User.id == Comment.author_id)
        .outerjoin(Passage, Passage.id == Comment.passage_id)
        .outerjoin(Organisation, Organisation.id == Comment.organisation_id)
        .outerjoin(Disposition, IS_ANSWERED)
    )


def my_comments(session: Session, user: User, *, limit: int = 50) -> Sequence[AnyRow]:
    """Return what this person has submitted, newest first, with place, state and answer."""
    query = (
        _placed()
        .where(Comment.author_id == user.id, Comment.channel == Channel.WEB)
        .order_by(Comment.submitted_at.desc(), Comment.id)
        .limit(limit)
    )
    return session.execute(query).all()


@cache
def _newest_answers(limit: int) -> Select[*tuple[Any, ...]]:
    """Go through the answers from the newest on, not through all comments for their answers."""
    can_be_read = (
        exists()
        .where(Comment.id == Disposition.comment_id, Round.id == Comment.round_id)
        .where(IS_PUBLISHED, visible_to(Audience.VISITOR))
        .correlate(Disposition)
    )
    newest = (
        select(Disposition.comment_id)
        .where(COUNTS_AS_ANSWER, can_be_read)
        .order_by(Disposition.released_at.desc(), Disposition.comment_id)
        .limit(limit)
        .subquery()
    )
    return (
        _placed(Comment.blackened)
        .where(Comment.id.in_(select(newest.c.comment_id)))
        .order_by(Disposition.released_at.desc(), Comment.id)
    )


def newest_answers(session: Session, limit: int) -> list[Shown]:
    """Return the answers released last, with their published comments, for everybody to read."""
    found = [Shown(**row._asdict()) for row in rows(session, _newest_answers(limit), reading(None))]
    for shown in found:
        shown.text = black_out(shown.text, shown.blackened)
    return found
