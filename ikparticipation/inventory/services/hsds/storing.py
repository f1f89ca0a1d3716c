"""Storing one offer of a file, in place of what an earlier file said of it."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from ikparticipation.inventory.hsds.reading import ServiceEntry
from ikparticipation.inventory.hsds.said import Service
from ikparticipation.inventory.hsds.schedules import weekdays
from ikparticipation.inventory.models import (
    Offer,
    OfferHours,
    OfferPlace,
    Source,
    SourceKind,
    offer_field,
    offer_language,
    offer_municipality,
    offer_target_group,
)
from ikparticipation.inventory.services.hsds.planning import offer_id
from ikparticipation.surveys.xlsform.question import Publish
from ikparticipation.text import sort_key

_TEXTS = (
    *("description", "kind", "languages_note", "access", "costs", "phone", "email", "website"),
    *("capacity", "capacity_available", "capacity_unit", "funding_until", "county_wide"),
)


def store_offer(
    session: Session,
    entry: ServiceEntry,
    organisation_id: UUID,
    *,
    file: str,
    at: datetime,
) -> None:
    """Store an offer with its source: the file and the row of it. What was there before goes."""
    said, key = entry.service, offer_id(entry.service.id)
    before = session.execute(
        select(Offer.confirmed_at, Offer.assured).where(Offer.id == key)
    ).one_or_none()
    confirmed_at = said.confirmed_at or (before.confirmed_at if before else at)
    assured = said.assured or bool(before and before.assured)
    _forget(session, key)
    source = Source(kind=SourceKind.FILE, file=file, place=_place(entry))
    source.id = uuid5(key, "source")
    session.add(source)
    session.flush()
    offer = _offer(said, key, source.id, organisation_id, confirmed_at)
    offer.assured = assured
    session.add(offer)
    session.flush()
    session.add_all(_places(said, key))
    session.add_all(_hours(said, key))
    _link(session, said, key)
    session.flush()


def _place(entry: ServiceEntry) -> str:
    """Return where in the file it stands: in a package, in which table too."""
    return f"{entry.file} {entry.row}".strip()


def _forget(session: Session, key: UUID) -> None:
    session.execute(delete(Offer).where(Offer.id == key))
    session.execute(delete(Source).where(Source.id == uuid5(key, "source")))


def _offer(
    said: Service, key: UUID, source_id: UUID, organisation_id: UUID, confirmed_at: datetime
) -> Offer:
    places = "; ".join(place.address for place in said.places if place.address)
    offer = Offer(
        source_id=source_id,
        response_id=None,
        wave_id=None,
        organisation_id=organisation_id,
        lasting_id=said.id,
        confirmed_at=confirmed_at,
        current=True,
        name=said.name,
        sort_key=sort_key(said.name),
        search_text=sort_key(f"{said.name} {said.description} {places}"),
        publish=Publish.PUBLIC,
        places=places,
        hours=said.hours_text,
        formats=list(said.formats),
        funding=list(said.funding),
        **{name: getattr(said, name) for name in _TEXTS},
    )
    offer.id = key
    return offer


def _places(said: Service, key: UUID) -> list[OfferPlace]:
    found = []
    for each in said.places:
        place = OfferPlace(
            offer_id=key,
            number=each.number,
            address=each.address,
            ags=each.ags or None,
            longitude=each.longitude,
            latitude=each.latitude,
            languages=list(each.languages),
            note=each.note,
            publish=Publish.PUBLIC,
        )
        place.id = uuid5(key, f"place {each.number}")
        found.append(place)
    return found


def _hours(said: Service, key: UUID) -> list[OfferHours]:
    found = []
    for order, each in enumerate(said.hours):
        hours = OfferHours(
            offer_id=key,
            number=each.number,
            rrule=each.rrule,
            weekdays=weekdays(each.rrule),
            opens=each.opens,
            closes=each.closes,
            valid_from=each.valid_from,
            valid_until=each.valid_until,
            note=each.note,
            publish=Publish.PUBLIC,
        )
        hours.id = uuid5(key, f"hours {order}")
        found.append(hours)
    return found


def _link(session: Session, said: Service, key: UUID) -> None:
    links: tuple[tuple[Any, tuple[str, ...]], ...] = (
        (offer_municipality, said.municipalities),
        (offer_field, said.fields),
        (offer_language, said.languages),
        (offer_target_group, said.target_groups),
    )
    for table, keys in links:
        if keys:
            rows = [(key, value, Publish.PUBLIC) for value in keys]
            names_ = [column.name for column in table.columns]
            session.execute(insert(table), [dict(zip(names_, row, strict=True)) for row in rows])
