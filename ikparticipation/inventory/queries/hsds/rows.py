"""Rows of the database as `hsds.said` has them; only what everybody may read of them."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, literal, select, union_all
from sqlalchemy.orm import Session, aliased

from ikparticipation.db import AnyRow
from ikparticipation.inventory.hsds.said import Hours, Place, Provider, Service
from ikparticipation.inventory.models import Offer, OfferHours, OfferPlace
from ikparticipation.inventory.queries.hsds.wanted import LINKS
from ikparticipation.organisations.models import (
    LEGAL_FORM_NAMES,
    Organisation,
    OrganisationStatus,
)
from ikparticipation.surveys.xlsform.question import Publish

_UMBRELLA = aliased(Organisation)
_STATUS = {
    OrganisationStatus.RESTING: "inactive",
    OrganisationStatus.DISSOLVED: "defunct",
}
_PROVIDER = (
    Organisation.id.label("provider_id"),
    Organisation.name.label("provider"),
    Organisation.description.label("provider_description"),
    Organisation.kind.label("provider_kind"),
    Organisation.legal_form,
    Organisation.ags,
    case((Organisation.contact_public, Organisation.email), else_="").label("provider_email"),
    case((Organisation.contact_public, Organisation.phone), else_="").label("provider_phone"),
    Organisation.website.label("provider_website"),
    Organisation.status,
    _UMBRELLA.id.label("parent_id"),
)
_OWN_UMBRELLA = (
    (_UMBRELLA.id == Organisation.umbrella_id)
    & _UMBRELLA.public.is_(True)
    & (_UMBRELLA.status != OrganisationStatus.MERGED)
)


def offers() -> Select[*tuple[Any, ...]]:
    return (
        select(Offer, *_PROVIDER)
        .join(Organisation, Organisation.id == Offer.organisation_id)
        .outerjoin(_UMBRELLA, _OWN_UMBRELLA)
        .order_by(Offer.sort_key, Offer.id)
    )


def organisations() -> Select[*tuple[Any, ...]]:
    return (
        select(*_PROVIDER)
        .outerjoin(_UMBRELLA, _OWN_UMBRELLA)
        .order_by(Organisation.sort_key, Organisation.id)
    )


def whole_services(session: Session, rows: Sequence[AnyRow]) -> list[Service]:
    """Return offers with their links, places and hours, by three statements."""
    ids = [row.Offer.id for row in rows]
    links: dict[tuple[UUID, str], list[str]] = defaultdict(list)
    for offer_id, name, key in session.execute(_links_of(ids)):
        links[offer_id, name].append(key)
    places, hours = _places_of(session, ids), _hours_of(session, ids)
    return [
        service_of(
            row,
            municipalities=tuple(sorted(links[row.Offer.id, "municipality"])),
            fields=tuple(sorted(links[row.Offer.id, "field_of_action"])),
            languages=tuple(sorted(links[row.Offer.id, "language"])),
            target_groups=tuple(sorted(links[row.Offer.id, "target_group"])),
            places=tuple(places.get(row.Offer.id, ())),
            hours=tuple(hours.get(row.Offer.id, ())),
        )
        for row in rows
    ]


def service_of(row: AnyRow, **sets: Any) -> Service:
    offer: Offer = row.Offer
    return Service(
        id=offer.lasting_id,
        provider=provider_of(row),
        name=offer.name,
        confirmed_at=offer.confirmed_at,
        assured=offer.assured,
        status=_STATUS.get(row.status, "active"),
        description=offer.description,
        kind=offer.kind,
        access=offer.access,
        costs=offer.costs,
        hours_text=offer.hours,
        places_text=offer.places,
        languages_note=offer.languages_note,
        phone=offer.phone,
        email=offer.email,
        website=offer.website,
        formats=tuple(sorted(offer.formats)),
        funding=tuple(sorted(offer.funding)),
        funding_until=offer.funding_until,
        capacity=offer.capacity,
        capacity_available=offer.capacity_available,
        capacity_unit=offer.capacity_unit,
        county_wide=offer.county_wide,
        **sets,
    )


def provider_of(row: AnyRow, fields: Sequence[str] = ()) -> Provider:
    return Provider(
        id=row.provider_id,
        name=row.provider,
        description=row.provider_description,
        kind=row.provider_kind.value,
        legal_form=LEGAL_FORM_NAMES.get(row.legal_form, ""),
        ags=row.ags or "",
        email=row.provider_email,
        phone=row.provider_phone,
        website=row.provider_website,
        parent_id=row.parent_id,
        fields=tuple(sorted(fields)),
    )


def in_the_week(hours: Hours) -> tuple[Any, ...]:
    """Return the order of hours: they have no other of their own."""
    return (hours.number or 0, hours.rrule, hours.opens, hours.closes, str(hours.valid_from))


def _links_of(ids: Sequence[UUID]) -> Any:
    return union_all(
        *(
            select(table.c.offer_id, literal(name), table.columns[1]).where(
                table.c.offer_id.in_(ids), table.c.publish == Publish.PUBLIC
            )
            for name, table in LINKS.items()
        )
    )


def _places_of(session: Session, ids: Sequence[UUID]) -> dict[UUID, list[Place]]:
    found: dict[UUID, list[Place]] = defaultdict(list)
    query = select(OfferPlace).where(
        OfferPlace.offer_id.in_(ids), OfferPlace.publish == Publish.PUBLIC
    )
    for row in session.scalars(query.order_by(OfferPlace.offer_id, OfferPlace.number)):
        place = Place(
            number=row.number,
            address=row.address,
            ags=row.ags or "",
            longitude=row.longitude,
            latitude=row.latitude,
            languages=tuple(sorted(row.languages)),
            note=row.note,
        )
        found[row.offer_id].append(place)
    return found


def _hours_of(session: Session, ids: Sequence[UUID]) -> dict[UUID, list[Hours]]:
    found: dict[UUID, list[Hours]] = defaultdict(list)
    query = select(OfferHours).where(
        OfferHours.offer_id.in_(ids), OfferHours.publish == Publish.PUBLIC
    )
    for row in session.scalars(query):
        hours = Hours(
            rrule=row.rrule,
            opens=row.opens,
            closes=row.closes,
            number=row.number,
            valid_from=row.valid_from,
            valid_until=row.valid_until,
            note=row.note,
        )
        found[row.offer_id].append(hours)
    for each in found.values():
        each.sort(key=in_the_week)
    return found
