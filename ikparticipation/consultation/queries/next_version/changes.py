"""Which passages change from one version to the next, and why."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from ikparticipation.consultation.models import (
    ChangeReason,
    Comment,
    Disposition,
    ExplainedChange,
    LinkedChange,
    Outcome,
    Round,
)
from ikparticipation.consultation.queries.visible import IS_PUBLISHED
from ikparticipation.db import AnyRow
from ikparticipation.drafts.alignment import Unit
from ikparticipation.drafts.compare import Change, Piece, compare
from ikparticipation.drafts.models import Document, Version
from ikparticipation.drafts.planning import planned_passages
from ikparticipation.drafts.queries import latest_version, passages_of
from ikparticipation.organisations.models import Organisation

POINTING = (Outcome.ADOPTED, Outcome.PARTLY)
"""The outcomes that change the text."""


class Changed(NamedTuple):
    """A passage that changes; of one that was split or merged all keys, the first one its own."""

    key: str
    """In the next version; of words that are gone the key they had."""
    keys: tuple[str, ...]
    change: Change
    position: int
    """In the next version; of words that are gone where they stood."""
    pieces: tuple[Piece, ...]
    words: str
    """What is or was to be read there, to name the passage by."""

    @property
    def is_removed(self) -> bool:
        return self.change is Change.REMOVED


@lru_cache(16)
def _changes(old: tuple[Unit, ...], new: tuple[Unit, ...]) -> tuple[Changed, ...]:
    found = []
    for row in compare(old, new):
        if row.change is Change.SAME:
            continue
        side, places = (new, row.new) if row.new else (old, row.old)
        keys = tuple(str(side[place].key) for place in places)
        earlier = tuple(str(old[place].key) for place in row.old)
        words = side[places[0]].text
        known = tuple(dict.fromkeys(keys + earlier)) if row.new else keys
        found.append(Changed(keys[0], known, row.change, places[0] + 1, row.pieces, words))
    return tuple(found)


def units_of(session: Session, version_id: UUID) -> tuple[Unit, ...]:
    return tuple(Unit(p.text, p.key) for p in passages_of(session, version_id))


def changes_between(session: Session, before: UUID, after: UUID) -> tuple[Changed, ...]:
    """Return what changed from one published version to another, in the order of the text."""
    return _changes(units_of(session, before), units_of(session, after))


def next_changes(session: Session, document: Document) -> tuple[Changed, ...]:
    """Return what the working text changes; nothing as long as there is no version."""
    newest = latest_version(session, document)
    if newest is None or newest.source == document.working_text:
        return ()
    planned = tuple(Unit(p.block.text, p.key) for p in planned_passages(session, document))
    return _changes(units_of(session, newest.id), planned)


@dataclass(frozen=True)
class Reasons:
    """Why passages change in the next version, by their keys."""

    links: Mapping[str, Sequence[AnyRow]]
    """The comments (`id`, `text`, `organisation`, `outcome`, `released_at`) whose answers, drafts
    too, point there."""
    explained: Mapping[str, ChangeReason]

    def links_of(self, changed: Changed) -> list[AnyRow]:
        """Return the comments behind a change, each once."""
        rows = {row.id: row for key in changed.keys for row in self.links.get(key, ())}
        return list(rows.values())

    def explanation_of(self, changed: Changed) -> ChangeReason | None:
        return next((self.explained[key] for key in changed.keys if key in self.explained), None)

    def has_any(self, changed: Changed) -> bool:
        """Tell whether anything is named as the reason, be it an answer not yet released."""
        return bool(self.links_of(changed) or self.explanation_of(changed))

    @property
    def reasoned(self) -> frozenset[str]:
        """The keys that a released answer points to, or that are explained."""
        released = {key for key, rows in self.links.items() if any(row.released_at for row in rows)}
        return frozenset(released | self.explained.keys())


def reasons_for_next(session: Session, newest: Version) -> Reasons:
    """Return the reasons for what comes after the newest version."""
    links: dict[str, list[AnyRow]] = defaultdict(list)
    query = (
        select(
            LinkedChange.key,
            Comment.id,
            Comment.text,
            Organisation.name.label("organisation"),
            Disposition.outcome,
            Disposition.released_at,
        )
        .join(Disposition, Disposition.id == LinkedChange.disposition_id)
        .join(Comment, Comment.id == Disposition.comment_id)
        .join(Round, Round.id == Comment.round_id)
        .join(Version, Version.id == Round.version_id)
        .outerjoin(Organisation, Organisation.id == Comment.organisation_id)
        .where(
            Version.document_id == newest.document_id,
            Disposition.superseded_at.is_(None),
            or_(
                and_(Disposition.released_at.is_(None), IS_PUBLISHED),
                Disposition.released_at >= newest.published_at,
            ),
        )
        .order_by(Comment.submitted_at, Comment.id)
    )
    for row in session.execute(query):
        links[row.key].append(row)
    explained = session.execute(
        select(ExplainedChange.key, ExplainedChange.reason).where(
            ExplainedChange.document_id == newest.document_id,
            ExplainedChange.number == newest.number + 1,
        )
    )
    return Reasons(links, {row.key: row.reason for row in explained})


def linked_keys(session: Session, disposition_id: UUID) -> list[str]:
    """Return the keys of the passages that an answer points to."""
    return sorted(links_of(session, [disposition_id])[disposition_id])


def links_of(session: Session, ids: Collection[UUID]) -> dict[UUID, set[str]]:
    """Return the keys that each of these answers points to."""
    links: dict[UUID, set[str]] = {each: set() for each in ids}
    query = select(LinkedChange.disposition_id, LinkedChange.key)
    for row in session.execute(query.where(LinkedChange.disposition_id.in_(ids))):
        links[row.disposition_id].add(row.key)
    return links
