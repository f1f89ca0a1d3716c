"""Where one comment went in later versions, and what its answer changed."""

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.consultation.excerpts import excerpt
from ikparticipation.consultation.models import Comment, Disposition, LinkedChange, Round
from ikparticipation.consultation.queries.next_version.changes import Changed, changes_between
from ikparticipation.consultation.queries.reading.stops import Stop, stops_of
from ikparticipation.consultation.queries.visible import COUNTS_AS_ANSWER
from ikparticipation.db import AnyRow
from ikparticipation.drafts.compare import Piece
from ikparticipation.drafts.models import Document, Version


class Pointed(NamedTuple):
    """A passage that an answer points to, in the version it was changed in."""

    number: int
    slug: str
    changed: Changed
    pieces: tuple[Piece, ...]
    """Shortened around what changed."""

    @property
    def versions(self) -> frozenset[int]:
        """The two versions whose words stand here: for those who may see both."""
        return frozenset({self.number - 1, self.number})


class Journey(NamedTuple):
    """Where one comment went, version by version, and what its answer changed."""

    stops: Sequence[Stop]
    changes: Sequence[Pointed]


def journey_of(session: Session, comment_id: UUID, *, visible: Collection[int]) -> Journey:
    """Return what became of a comment after the version it was made on.

    `visible`: the numbers of the versions that this reader may see. Words of others are in none
    of it, not as words that changed either.
    """
    changes = changed_for_all(session, [comment_id]).get(comment_id, ())
    return Journey(
        stops=stops_of(session, comment_id, visible),
        changes=[pointed for pointed in changes if pointed.versions.issubset(visible)],
    )


def changed_for_all(session: Session, comment_ids: Sequence[UUID]) -> dict[UUID, Sequence[Pointed]]:
    """Return the published changes that the answers to comments of one document point to.

    Which of them a reader may see is told by their `versions`.
    """
    links = _links(session, comment_ids)
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
    return {comment_id: _in_order(each.values()) for comment_id, each in found.items()}


def _links(session: Session, comment_ids: Sequence[UUID]) -> Sequence[AnyRow]:
    """Return what the answers that count point to."""
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
        .where(COUNTS_AS_ANSWER, Disposition.comment_id.in_(comment_ids))
        .order_by(LinkedChange.key)
    )
    return session.execute(query).all() if comment_ids else ()


def _by_key(changes: Sequence[Changed]) -> dict[str, Changed]:
    return {key: changed for changed in changes for key in changed.keys}


def _in_order(pointed: Iterable[Pointed]) -> list[Pointed]:
    return sorted(pointed, key=lambda p: (p.number, p.changed.position))


def _versions(session: Session, document_id: UUID) -> Sequence[AnyRow]:
    query = (
        select(Version.id, Version.number, Version.published_at, Document.slug)
        .join(Document, Document.id == Version.document_id)
        .where(Version.document_id == document_id)
        .order_by(Version.number)
    )
    return session.execute(query).all()
