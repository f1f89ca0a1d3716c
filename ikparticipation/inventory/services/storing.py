"""What is derived from responses, written as a whole, and taken away.

Each row hangs on its source, so deleting the sources of a response deletes all it said. As many
statements however many responses and rows there are.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import BindParameter, bindparam, delete, select
from sqlalchemy.orm import Session

from ikparticipation.db import AnyRow
from ikparticipation.inventory.derive import RULES, Derived
from ikparticipation.inventory.models import (
    Derivation,
    NetworkStatement,
    Offer,
    OfferEnd,
    OfferHours,
    OfferPlace,
    Source,
    SourceKind,
    TieStatement,
)
from ikparticipation.inventory.services import rows
from ikparticipation.inventory.services.bulk import write
from ikparticipation.inventory.services.rows import LINKS, OFFER_SILENT, Named, Values
from ikparticipation.surveys.models import ResponseRevision

__all__ = ["OFFER_SILENT", "Told", "forget", "store"]

_responses: BindParameter[Collection[UUID]] = bindparam("responses", expanding=True)
_FORGET = (
    delete(Derivation).where(Derivation.response_id.in_(_responses)),
    delete(Source).where(
        Source.kind == SourceKind.RESPONSE,
        Source.revision_id.in_(
            select(ResponseRevision.id).where(ResponseRevision.response_id.in_(_responses))
        ),
    ),
)


@dataclass(frozen=True, kw_only=True)
class Told:
    """What one accepted response tells."""

    revision: AnyRow
    """As `queries.accepted` reads it."""
    derived: Derived
    current: bool
    """Whether it is the newest of its organisation to its survey."""
    counted: Sequence[UUID] = field(default=())
    """The corrections and layers that counted."""

    @property
    def by(self) -> Values:
        """Return the columns that all its rows have in common."""
        return {
            "response_id": self.revision.response_id,
            "organisation_id": self.revision.organisation_id,
            "wave_id": self.revision.wave_id,
        }


def forget(session: Session, response_ids: Collection[UUID]) -> None:
    """Delete what these responses said, with all that hangs on it."""
    for statement in _FORGET:
        session.connection().execute(statement, {"responses": list(response_ids)})


def store(
    session: Session, told: Sequence[Told], *, partners: Named, groups: Named, at: datetime
) -> None:
    """Write what is derived from some responses, of which nothing may be stored any more."""
    for table, made in _rows(told, partners, groups, at):
        write(session.connection(), table, made)


def _rows(
    told: Sequence[Told], partners: Named, groups: Named, at: datetime
) -> Iterator[tuple[Any, list[Values]]]:
    """Yield each table with its rows, in an order that the foreign keys allow."""

    def of(kind: str, make: Callable[..., Values], *more: Any) -> list[Values]:
        return [
            make(row, by, each, *more)
            for each in told
            for by in (each.by,)
            for row in getattr(each.derived, kind)
        ]

    def of_offers(make: Callable[..., Iterable[Values]], *more: Any) -> list[Values]:
        return [
            made
            for each in told
            for by in (each.by,)
            for row in each.derived.offers
            for made in make(row, by, *more)
        ]

    yield Derivation.__table__, [_derivation(each, at) for each in told]
    yield (
        Source.__table__,
        of("all_rows", lambda row, by, each: rows.source(row, by, each.revision)),
    )
    yield Offer.__table__, of("offers", _offer)
    yield (
        OfferEnd.__table__,
        of("ends", lambda row, by, each: rows.end(row, by, each.revision.submitted_at)),
    )
    yield TieStatement.__table__, of("ties", lambda row, by, _: rows.tie(row, by, partners))
    yield NetworkStatement.__table__, of("groups", lambda row, by, _: rows.group(row, by, groups))
    for table, key, names in LINKS:
        yield table, of_offers(rows.links, key, names)
    yield OfferPlace.__table__, of_offers(rows.places)
    yield OfferHours.__table__, of_offers(rows.hours)


def _offer(row: Any, by: Values, told: Told) -> Values:
    return rows.offer(row, by, told.revision.submitted_at) | {"current": told.current}


def _derivation(told: Told, at: datetime) -> Values:
    response_id = told.revision.response_id
    return {
        "id": uuid5(response_id, "derivation"),
        "response_id": response_id,
        "revision_id": told.revision.id,
        "rules": RULES,
        "derived_at": at,
        "corrections": [str(each) for each in told.counted],
    }
