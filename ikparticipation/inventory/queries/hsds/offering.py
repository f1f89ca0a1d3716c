"""Services and their places, page by page and all of them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import count
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from ikparticipation.inventory.hsds.said import Place, Service
from ikparticipation.inventory.models import Offer, OfferPlace
from ikparticipation.inventory.queries.hsds.rows import offers, service_of, whole_services
from ikparticipation.inventory.queries.hsds.wanted import (
    PUBLIC_OFFER,
    PUBLIC_PROVIDER,
    Wanted,
    matching,
)
from ikparticipation.organisations.models import Organisation
from ikparticipation.surveys.xlsform.question import Publish

BATCH = 500


def count_services(session: Session, wanted: Wanted) -> int:
    query = select(func.count(Offer.id)).join(
        Organisation, Organisation.id == Offer.organisation_id
    )
    return session.scalar(query.where(PUBLIC_PROVIDER, *matching(wanted))) or 0


def services(
    session: Session, wanted: Wanted, *, limit: int, offset: int = 0, whole: bool
) -> list[Service]:
    """Return services, A to Z; `whole`: with everything that belongs to them."""
    query = offers().where(PUBLIC_PROVIDER, *matching(wanted)).limit(limit).offset(offset)
    rows = session.execute(query).all()
    return whole_services(session, rows) if whole else [service_of(row) for row in rows]


def service(session: Session, lasting_id: UUID) -> Service | None:
    query = offers().where(PUBLIC_PROVIDER, PUBLIC_OFFER, Offer.lasting_id == lasting_id)
    rows = session.execute(query.order_by(None).order_by(Offer.confirmed_at.desc())).all()
    return whole_services(session, rows[:1])[0] if rows else None


def all_services(session: Session) -> Iterator[Service]:
    """Return every service, a batch at a time."""
    for start in count(0, BATCH):
        batch = services(session, Wanted(), limit=BATCH, offset=start, whole=True)
        yield from batch
        if len(batch) < BATCH:
            return


def services_by_id(session: Session, ids: Sequence[UUID]) -> dict[UUID, Service]:
    """Return what stands in the directory under these lasting ids, whoever may see it."""
    found: dict[UUID, Service] = {}
    for start in range(0, len(ids), BATCH):
        query = offers().where(
            Offer.current.is_(True), Offer.lasting_id.in_(ids[start : start + BATCH])
        )
        for each in whole_services(session, session.execute(query).all()):
            found[each.id] = each
    return found


def services_of(
    session: Session, organisation_ids: Sequence[UUID], *, whole: bool
) -> dict[UUID, list[Service]]:
    query = offers().where(PUBLIC_OFFER, Offer.organisation_id.in_(organisation_ids))
    rows = session.execute(query).all()
    found: dict[UUID, list[Service]] = defaultdict(list)
    for each in whole_services(session, rows) if whole else map(service_of, rows):
        found[each.provider.id].append(each)
    return found


def newest(session: Session) -> datetime | None:
    """Return when something public was last confirmed: the state of the data."""
    query = select(func.max(Offer.confirmed_at)).join(
        Organisation, Organisation.id == Offer.organisation_id
    )
    return session.scalar(query.where(PUBLIC_PROVIDER, PUBLIC_OFFER))


def count_places(session: Session, wanted: Wanted) -> int:
    return session.scalar(_places_query(wanted, func.count(OfferPlace.id))) or 0


def places(
    session: Session, wanted: Wanted, *, limit: int, offset: int
) -> list[tuple[Service, Place]]:
    """Return public places with their services, in the order of these."""
    query = _places_query(wanted, Offer.id, OfferPlace.number)
    ordered = query.order_by(Offer.sort_key, Offer.id, OfferPlace.number)
    found = session.execute(ordered.limit(limit).offset(offset)).all()
    rows = session.execute(offers().where(Offer.id.in_({row.id for row in found}))).all()
    whole = dict(zip([row.Offer.id for row in rows], whole_services(session, rows), strict=True))
    return [
        (whole[row.id], place)
        for row in found
        for place in whole[row.id].places
        if place.number == row.number
    ]


def all_places(session: Session) -> Iterator[tuple[UUID, int]]:
    """Return lasting id and number of every public place: what its id is made from."""
    for row in session.execute(_places_query(Wanted(), Offer.lasting_id, OfferPlace.number)):
        yield row.lasting_id, row.number


def _places_query(wanted: Wanted, *columns: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(*columns)
        .select_from(OfferPlace)
        .join(Offer, Offer.id == OfferPlace.offer_id)
        .join(Organisation, Organisation.id == Offer.organisation_id)
        .where(OfferPlace.publish == Publish.PUBLIC, PUBLIC_PROVIDER, *matching(wanted))
    )
