"""Where one comment went in later versions, and what its answer changed."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from ikparticipation.consultation.excerpts import excerpt
from ikparticipation.consultation.models import (
    Comment,
    CommentPlace,
    Disposition,
    LinkedChange,
    PlaceStatus,
    Round,
)
from ikparticipation.consultation.queries.next_version.changes import Changed, changes_between
from ikparticipation.db import AnyRow
from ikparticipation.drafts.compare import Piece, pieces
from ikparticipation.drafts.models import Document, Passage, Version

_end = aliased(Passage)


class Stop(NamedTuple):
    """What became of a comment's words in one version."""

    version_id: UUID
    number: int
    slug: str
    status: PlaceStatus
    is_confirmed: bool
    key: str | None
    position: int | None
    words: str
    """At the new place; empty without one."""
    pieces: tuple[Piece, ...]
    """From the words before to those at the new place; empty if nothing changed."""


class Pointed(NamedTuple):
    """A passage that an answer points to, in the version it was changed in."""

    number: int
    slug: str
    changed: Changed
    pieces: tuple[Piece, ...]
    """Shortened around what changed."""


class Journey(NamedTuple):
    """Where one comment went, version by version, and what its answer changed."""

    stops: Sequence[Stop]
    changes: Sequence[Pointed]


def journey_of(session: Session, comment_id: UUID) -> Journey:
    """Return what became of a comment after the version it was made on; public with it."""
    return Journey(_stops(session, comment_id), changed_for(session, comment_id))


def _stops(session: Session, comment_id: UUID) -> list[Stop]:
    query = (
        select(
            Version.id,
            Version.number,
            Document.slug,
            CommentPlace.status,
            CommentPlace.confirmed_at,
            Passage.key,
            Passage.position,
            Passage.text,
            CommentPlace.start,
            CommentPlace.end,
            _end.text.label("end_text"),
            Comment.quote,
        )
        .select_from(CommentPlace)
        .join(Comment, Comment.id == CommentPlace.comment_id)
        .join(Version, Version.id == CommentPlace.version_id)
        .join(Document, Document.id == Version.document_id)
        .outerjoin(Passage, Passage.id == CommentPlace.passage_id)
        .outerjoin(_end, _end.id == CommentPlace.end_passage_id)
        .where(CommentPlace.comment_id == comment_id)
        .order_by(Version.number)
    )
    stops: list[Stop] = []
    before = None
    for row in session.execute(query):
        before = row.quote if before is None else before
        words = words_at(row.text, row.start, row.end, row.end_text)
        changed = tuple(excerpt(pieces(before, words))) if words and words != before else ()
        stops.append(
            Stop(
                row.id,
                row.number,
                row.slug,
                row.status,
                row.confirmed_at is not None,
                row.key,
                row.position,
                words,
                changed,
            )
        )
        before = words or before
    return stops


def words_at(text: str | None, start: int | None, end: int | None, end_text: str | None) -> str:
    """Return the words of a place; passages between its first and last one are left out."""
    if text is None:
        return ""
    if end_text is None:
        return text[start:end]
    return f"{text[start:]}\n{end_text[:end]}"


def changed_for(session: Session, comment_id: UUID) -> list[Pointed]:
    """Return the published changes that the released answer to a comment points to."""
    return list(changed_for_all(session, [comment_id]).get(comment_id, ()))


def changed_for_all(session: Session, comment_ids: Sequence[UUID]) -> dict[UUID, Sequence[Pointed]]:
    """Return the same for many comments of one document."""
    query = (
        select(
            Disposition.comment_id,
            Disposition.released_at,
            LinkedChange.key,
            Version.document_id,
        )
        .join(LinkedChange, LinkedChange.disposition_id == Disposition.id)
        .join(Comment, Comment.id == Disposition.comment_id)
        .join(Round, Round.id == Comment.round_id)
        .join(Version, Version.id == Round.version_id)
        .where(
            Disposition.released_at.is_not(None),
            Disposition.superseded_at.is_(None),
            Disposition.comment_id.in_(comment_ids),
        )
        .order_by(LinkedChange.key)
    )
    links = session.execute(query).all() if comment_ids else ()
    if not links:
        return {}
    pairs = list(pairwise(_versions(session, links[0].document_id)))
    changes: dict[UUID, dict[str, Changed]] = {}
    found: dict[UUID, dict[str, Pointed]] = {}
    for link in links:
        pair = next((pair for pair in pairs if pair[1].published_at >= link.released_at), None)
        if pair is None:
            continue
        before, after = pair
        if after.id not in changes:
            changes[after.id] = _by_key(changes_between(session, before.id, after.id))
        changed = changes[after.id].get(link.key)
        if changed is not None:
            words = tuple(excerpt(changed.pieces))
            pointed = Pointed(after.number, after.slug, changed, words)
            found.setdefault(link.comment_id, {})[changed.key] = pointed
    return {
        comment_id: sorted(each.values(), key=lambda p: (p.number, p.changed.position))
        for comment_id, each in found.items()
    }


def _by_key(changes: Sequence[Changed]) -> dict[str, Changed]:
    return {key: changed for changed in changes for key in changed.keys}


def _versions(session: Session, document_id: UUID) -> Sequence[AnyRow]:
    query = (
        select(Version.id, Version.number, Version.published_at, Document.slug)
        .join(Document, Document.id == Version.document_id)
        .where(Version.document_id == document_id)
        .order_by(Version.number)
    )
    return session.execute(query).all()
