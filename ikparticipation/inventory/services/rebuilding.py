"""Deriving the whole inventory again, and comparing what stands there with what would.

In batches, each one transaction: a rebuild may be stopped and begun again at any time, and
answers may come in meanwhile.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Table, select
from sqlalchemy.orm import Session

from ikparticipation.inventory.models import (
    Derivation,
    NetworkStatement,
    Offer,
    OfferEnd,
    OfferHours,
    OfferPlace,
    Source,
    TieStatement,
    offer_field,
    offer_language,
    offer_municipality,
    offer_target_group,
)
from ikparticipation.inventory.services.deriving import derive_responses
from ikparticipation.surveys.models import Response, ResponseRevision

BATCH = 25
"""Responses in one transaction: others wait for it, on SQLite all, on PostgreSQL for these."""
_SAID: tuple[Any, ...] = (Derivation, Offer, OfferEnd, TieStatement, NetworkStatement)
_OF_OFFERS: tuple[Any, ...] = (
    *(OfferPlace.__table__, OfferHours.__table__),
    *(offer_municipality, offer_field, offer_language, offer_target_group),
)
_RUN = "derived_at"
"""When it was derived is the one thing that two runs do not have in common."""


@dataclass(frozen=True)
class Difference:
    """One row that does not stand as it would be derived; None: not at all."""

    table: str
    stands: Mapping[str, Any] | None
    should: Mapping[str, Any] | None


def batches(session: Session, size: int = BATCH) -> Iterator[list[UUID]]:
    """Yield the accepted responses; those of one organisation stand together."""
    ids = session.scalars(
        select(Response.id)
        .where(Response.accepted_number.is_not(None))
        .order_by(Response.organisation_id, Response.id)
    ).all()
    for start in range(0, len(ids), size):
        yield list(ids[start : start + size])


def rebuild(session: Session) -> int:
    """Derive every accepted response again; return their number. Equal to the incremental one."""
    return sum(len(derive_responses(session, some)) for some in batches(session))


def differences(session: Session, response_ids: Collection[UUID]) -> Sequence[Difference]:
    """Return which rows of some responses a rebuild would change. The caller rolls back."""
    stands = _rows(session, response_ids)
    derive_responses(session, response_ids)
    should = _rows(session, response_ids)
    return [
        Difference(table, stands[table].get(key), should[table].get(key))
        for table in should
        for key in sorted(stands[table].keys() | should[table].keys())
        if stands[table].get(key) != should[table].get(key)
    ]


def _rows(
    session: Session, response_ids: Collection[UUID]
) -> dict[str, dict[str, Mapping[str, Any]]]:
    """Return table → key → row, of all that is derived from these responses."""
    ids = list(response_ids)
    offers = select(Offer.id).where(Offer.response_id.in_(ids))
    revisions = select(ResponseRevision.id).where(ResponseRevision.response_id.in_(ids))
    found = {
        Source.__tablename__: _of(session, Source.__table__, Source.revision_id.in_(revisions))
    }
    for model in _SAID:
        found[model.__tablename__] = _of(session, model.__table__, model.response_id.in_(ids))
    for table in _OF_OFFERS:
        found[table.name] = _of(session, table, table.c.offer_id.in_(offers))
    return found


def _of(session: Session, table: Any, which: ColumnElement[bool]) -> dict[str, Mapping[str, Any]]:
    stored: Table = table
    keys = [column.name for column in stored.primary_key.columns]
    columns = [column for column in stored.columns if column.name != _RUN]
    rows = session.connection().execute(select(*columns).where(which)).mappings()
    return {" ".join(str(row[key]) for key in keys): dict(row) for row in rows}
