"""Where the words of one comment stand in later versions, and what became of them."""

from collections.abc import Collection
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session, aliased

from ikparticipation.consultation.excerpts import about, excerpt
from ikparticipation.consultation.models import Comment, CommentPlace, PlaceStatus
from ikparticipation.db import AnyRow, rows
from ikparticipation.drafts.compare import Piece, PieceKind, pieces
from ikparticipation.drafts.models import Document, Passage, Version

_end = aliased(Passage)
_first = aliased(Passage)


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


class _Place(NamedTuple):
    """Where words stood in the last version that was shown."""

    key: str | None
    """None: in more than one passage."""
    text: str
    start: int
    end: int
    words: str


def stops_of(session: Session, comment_id: UUID, visible: Collection[int]) -> list[Stop]:
    """Return what became of the words from one visible version to the next.

    `visible`: the numbers of the versions that this reader may see.
    """
    stops: list[Stop] = []
    before = None
    facts = {"comment_id": comment_id, "visible": list(visible)}
    for row in session.execute(_of_comment(), facts):
        before = before or _said(row)
        words = words_at(row.text, row.start, row.end, row.end_text)
        changed = _changed(before, row, words)
        stops.append(_stop(row, words, changed))
        if words:
            key = None if row.end_text is not None else row.key
            before = _Place(key, row.text, row.start, row.end, words)
    return stops


def stops_in(session: Session, version_id: UUID, comment_ids: Collection[UUID]) -> dict[UUID, Stop]:
    """Return what became of the words of many comments from when they were made to one version."""
    facts = {"version_id": version_id, "comment_ids": list(comment_ids)}
    found = {}
    for row in rows(session, _in_version(), facts) if comment_ids else ():
        words = words_at(row.text, row.start, row.end, row.end_text)
        found[row.comment_id] = _stop(row, words, _changed(_said(row), row, words))
    return found


@cache
def _of_comment() -> Select[*tuple[Any, ...]]:
    return (
        _places()
        .where(
            CommentPlace.comment_id == bindparam("comment_id"),
            Version.number.in_(bindparam("visible", expanding=True)),
        )
        .order_by(Version.number)
    )


@cache
def _in_version() -> Select[*tuple[Any, ...]]:
    return _places().where(
        CommentPlace.version_id == bindparam("version_id"),
        CommentPlace.comment_id.in_(bindparam("comment_ids", expanding=True)),
    )


def _places() -> Select[*tuple[Any, ...]]:
    return (
        select(
            CommentPlace.comment_id,
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
            Comment.start.label("first_start"),
            Comment.end.label("first_end"),
            Comment.end_passage_id.label("first_goes_on"),
            _first.key.label("first_key"),
            _first.text.label("first_text"),
        )
        .select_from(CommentPlace)
        .join(Comment, Comment.id == CommentPlace.comment_id)
        .join(_first, _first.id == Comment.passage_id)
        .join(Version, Version.id == CommentPlace.version_id)
        .join(Document, Document.id == Version.document_id)
        .outerjoin(Passage, Passage.id == CommentPlace.passage_id)
        .outerjoin(_end, _end.id == CommentPlace.end_passage_id)
    )


def _said(row: AnyRow) -> _Place:
    """Return where the comment was made."""
    key = None if row.first_goes_on else row.first_key
    return _Place(key, row.first_text, row.first_start, row.first_end, row.quote)


def words_at(text: str | None, start: int | None, end: int | None, end_text: str | None) -> str:
    """Return the words of a place; passages between its first and last one are left out."""
    if text is None:
        return ""
    if end_text is None:
        return text[start:end]
    return f"{text[start:]}\n{end_text[:end]}"


def _changed(before: _Place, row: AnyRow, words: str) -> tuple[Piece, ...]:
    """Return what changed in the words.

    In the same passage it is what changed there: the place itself ends where words surely stand,
    and may leave out what replaced the last of them.
    """
    if not words or words == before.words:
        return ()
    if row.confirmed_at or row.end_text is not None or row.key != before.key:
        return tuple(excerpt(pieces(before.words, words)))
    found = about(pieces(before.text, row.text), before.start, before.end)
    is_same = all(piece.kind is PieceKind.SAME for piece in found)
    return () if is_same else tuple(excerpt(found))


def _stop(row: AnyRow, words: str, changed: tuple[Piece, ...]) -> Stop:
    """After versions that are not shown, unchanged words can be others than those before."""
    stays = row.status is not PlaceStatus.UNCHANGED or not changed
    return Stop(
        version_id=row.id,
        number=row.number,
        slug=row.slug,
        status=row.status if stays else PlaceStatus.CHANGED,
        is_confirmed=row.confirmed_at is not None,
        key=row.key,
        position=row.position,
        words=words,
        pieces=changed,
    )
