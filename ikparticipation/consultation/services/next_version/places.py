"""The places of comments in a new version: worked out once, confirmed by a person where needed."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import insert
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.consultation import policies
from ikparticipation.consultation.anchors import Span
from ikparticipation.consultation.mapping import (
    ALGORITHM,
    AUTOMATIC,
    Mapped,
    MappedStatus,
    Text,
    map_anchors,
)
from ikparticipation.consultation.models import CommentPlace, PlaceStatus
from ikparticipation.consultation.queries.next_version.places import anchored_comments, sure_places
from ikparticipation.db import AnyRow
from ikparticipation.drafts.models import Passage, Version
from ikparticipation.drafts.queries import passages_of
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.text import N_

CHUNK = 1000
MOST_SUGGESTIONS = 3
_WORST_LAST = [MappedStatus.UNCHANGED, MappedStatus.MOVED, MappedStatus.CHANGED]


class Where(NamedTuple):
    """A place in a version: passages by their row there, from 0."""

    first: int
    start: int
    last: int
    end: int


def map_places(session: Session, version: Version, *, at: datetime) -> int:
    """Store where all comments on earlier versions stand in this one; return how many are new.

    Each comment is mapped once, from the newest version in which its place is sure. What has a
    place in this version already is left alone.
    """
    comments = anchored_comments(session, version)
    if not comments:
        return 0
    sure = {place.comment_id: place for place in sure_places(session, version)}
    by_version: dict[UUID, list[tuple[UUID, AnyRow]]] = defaultdict(list)
    for comment in comments:
        place = sure.get(comment.id, comment)
        by_version[place.from_version].append((comment.id, place))
    passages, rows = passages_of(session, version.id), []
    for from_version, placed in by_version.items():
        before = passages_of(session, from_version)
        found = _map(before, passages, [place for _, place in placed])
        rows += [
            {
                "id": uuid4(),
                "comment_id": comment_id,
                "version_id": version.id,
                "algorithm": ALGORITHM,
                "mapped_at": at,
                "confirmed_at": None,
                "confirmed_by_id": None,
                **values,
            }
            for (comment_id, _), values in zip(placed, found, strict=True)
        ]
    rows.sort(key=lambda row: row["comment_id"])  # storing holds the comments: in everybody's order
    for begin in range(0, len(rows), CHUNK):
        session.execute(insert(CommentPlace), rows[begin : begin + CHUNK])
    return len(comments)


def _map(
    before: Sequence[AnyRow], after: Sequence[AnyRow], places: Sequence[AnyRow]
) -> list[dict[str, Any]]:
    """Return what is stored of each place: status, passages, span, suggestions, method, score."""
    row_of = {passage.key: row for row, passage in enumerate(before)}
    parts, borders = [], [0]
    for place in places:
        end_key = place.end_key or place.key
        where = Where(row_of[place.key], place.start, row_of[end_key], place.end)
        parts += _parts(where, before)
        borders.append(len(parts))
    mapped = map_anchors(
        [Text(p.key, p.text) for p in before], [Text(p.key, p.text) for p in after], parts
    )
    return [_stored(mapped[begin:end], after) for begin, end in pairwise(borders)]


def _parts(where: Where, passages: Sequence[AnyRow]) -> list[tuple[int, Span]]:
    """Return the span in each passage that the words reach through."""
    if where.first == where.last:
        return [(where.first, Span(where.start, where.end))]
    first = (where.first, Span(where.start, len(passages[where.first].text)))
    between = [
        (row, Span(0, len(passages[row].text))) for row in range(where.first + 1, where.last)
    ]
    return [first, *between, (where.last, Span(0, where.end))]


def _stored(parts: Sequence[Mapped], passages: Sequence[AnyRow]) -> dict[str, Any]:
    """Return one place made of its parts: sure if it is where they begin and where they end."""
    first, last = parts[0], parts[-1]
    worst = min(parts, key=lambda part: part.score)
    stored: dict[str, Any] = {
        "passage_id": None,
        "end_passage_id": None,
        "start": None,
        "end": None,
        "suggestions": [],
        "method": worst.method.value,
        "score": worst.score,
    }
    if all(part.status is MappedStatus.DELETED for part in parts):
        return stored | {"status": PlaceStatus.DELETED}
    if first.place and last.place and {first.status, last.status} <= AUTOMATIC:
        begin = (first.place.block, first.place.span.start)
        end = (last.place.block, last.place.span.end)
        if begin < end:
            return stored | {
                "status": _status(parts),
                "passage_id": passages[begin[0]].id,
                "start": begin[1],
                "end_passage_id": passages[end[0]].id if end[0] != begin[0] else None,
                "end": end[1],
            }
    return stored | {
        "status": PlaceStatus.SUGGESTED,
        "suggestions": _suggestions(parts, passages),
        "method": parts[0].method.value,
    }


def _status(parts: Sequence[Mapped]) -> PlaceStatus:
    """Return the worst status of the parts; what lies between two sure ends only changes it."""
    statuses = {part.status for part in parts}
    if not statuses <= AUTOMATIC:
        return PlaceStatus.CHANGED
    return PlaceStatus(max(statuses, key=_WORST_LAST.index).value)


def _suggestions(parts: Sequence[Mapped], passages: Sequence[AnyRow]) -> list[dict[str, Any]]:
    """Return the places to choose from, the best first, each once."""
    found: dict[tuple[int, int, int], float] = {}
    for part in parts:
        offered = [(s.place, s.score) for s in part.suggestions]
        offered += [(part.place, part.score)] if part.place else []
        for place, score in offered:
            at = (place.block, place.span.start, place.span.end)
            found[at] = max(found.get(at, 0.0), score)
    best = sorted(found.items(), key=lambda item: (-item[1], item[0]))[:MOST_SUGGESTIONS]
    return [
        {"key": passages[block].key, "start": start, "end": end, "score": score}
        for (block, start, end), score in best
    ]


def confirm_place(
    session: Session,
    place: CommentPlace,
    *,
    passage: Passage | None,
    span: Span | None = None,
    actor: User,
    at: datetime,
) -> None:
    """Say where a comment stands in this version, or that its words are gone (`passage` None).

    Raises ConflictError if somebody else has said so already; saying the same twice is once.
    """
    if not policies.may_moderate(actor):
        raise NotAllowedError(N_("Über den Ort eines Kommentars entscheidet die Verwaltung."))
    session.refresh(place, with_for_update=True)
    wanted = (passage.id, span.start, span.end) if passage and span else (None, None, None)
    if place.confirmed_at is not None:
        if (place.passage_id, place.start, place.end) == wanted:
            return
        raise ConflictError(N_("Jemand anders hat diesen Kommentar inzwischen zugeordnet."))
    if passage is not None:
        _check_place(place, passage, span)
    before, status = place.status, _confirmed_status(place, passage, span)
    place.status, place.passage, place.end_passage = status, passage, None
    place.start, place.end = wanted[1:]
    place.confirmed_at, place.confirmed_by_id = at, actor.id
    session.flush()
    record(
        session,
        Action.PLACE_CONFIRMED,
        place.comment,
        actor_id=actor.id,
        version=str(place.version_id),
        was=before.value,
        is_now=place.status.value,
    )


def _check_place(place: CommentPlace, passage: Passage, span: Span | None) -> None:
    if passage.version_id != place.version_id:
        raise InvalidError(N_("Dieser Abschnitt gehört nicht zu dieser Fassung."))
    if span is None or not 0 <= span.start < span.end <= len(passage.text):
        raise InvalidError(N_("Diese Stelle gibt es hier nicht. Bitte wählen Sie eine andere."))


def _confirmed_status(
    place: CommentPlace, passage: Passage | None, span: Span | None
) -> PlaceStatus:
    if passage is None or span is None:
        return PlaceStatus.DELETED
    same = passage.text[span.start : span.end] == place.comment.quote
    return PlaceStatus.MOVED if same else PlaceStatus.CHANGED
