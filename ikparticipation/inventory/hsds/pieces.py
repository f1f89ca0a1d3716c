"""What a service is made of in the standard: areas, places, capacities, attributes."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from ikparticipation.inventory.hsds import schedules, taxonomies
from ikparticipation.inventory.hsds.addresses import postal_address
from ikparticipation.inventory.hsds.ids import made
from ikparticipation.inventory.hsds.said import Names, Place, Service
from ikparticipation.inventory.references import OfOffer, address_of
from ikparticipation.text import BERLIN

Document = dict[str, Any]

_AMOUNTS = {"free": 0}
"""Costs for which an amount is known."""
UNSAID_UNIT = "Plätze"
"""What the standard, which asks for a unit, is told where nobody said what is counted."""


def link_of(text: str) -> str:
    """Return a web address as the standard wants it; empty where it cannot be one."""
    text = text.strip()
    if text and "://" not in text:
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        sound = parts.scheme in {"http", "https"} and "." in host and parts.port != 0
        sound = sound and parts.username is None
    except ValueError:
        return ""
    return text if sound and text.isascii() and text.isprintable() and " " not in text else ""


def mail_of(text: str) -> str:
    text = text.strip()
    name, sign, host = text.partition("@")
    return text if name and sign and host and " " not in text else ""


def told(**found: Any) -> Document:
    """Return what is there; the standard has no word for "not said" but leaving it out."""
    return {name: value for name, value in found.items() if value not in (None, "", [])}


def word(lists: Any, name: str, key: str) -> str:
    return str(lists.get(name, {}).get(key, key))


def day(at: datetime | None) -> str:
    return at.astimezone(BERLIN).date().isoformat() if at else ""


def moment(at: datetime | None) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z") if at else ""


def phones(owner: str, number: str) -> list[Document]:
    return [{"id": made("phone", owner), "number": number, "type": "voice"}] if number else []


def schedules_of(owner: str, said: Service, number: int | None, *, at: datetime) -> list[Document]:
    found = [
        schedules.schedule(owner, order, hours, at=at)
        for order, hours in enumerate(said.hours)
        if hours.number == number
    ]
    if number is None and said.hours_text:
        found.append({"id": made("schedule", owner, "text"), "description": said.hours_text})
    return found


def areas(owner: str, said: Service, names: Names) -> Iterator[Document]:
    if said.county_wide:
        yield {"id": made("service_area", owner), "name": names.county}
    for ags in said.municipalities:
        key, town = made("service_area", owner, ags), names.towns.get(ags)
        yield {
            "id": key,
            "name": town.name if town else ags,
            "attributes": [taxonomies.attribute(key, "municipality", ags, names)],
        }


def location(owner: str, place: Place, names: Names) -> Document:
    key, town = made("location", owner), names.towns.get(place.ags)
    address = postal_address(key, place, names.towns)
    short = town.name if town and (address or not place.address) else place.address
    link = [("municipality", place.ags)] if place.ags else []
    return {
        "id": key,
        "location_type": "physical",
        **told(
            name=short,
            latitude=place.latitude,
            longitude=place.longitude,
            languages=languages(key, place.languages, names),
            addresses=[address] if address else [],
            attributes=[taxonomies.attribute(key, *each, names) for each in link],
        ),
    }


def languages(owner: str, keys: Iterable[str], names: Names) -> list[Document]:
    return [
        {
            "id": made("language", owner, key),
            "name": word(names.lists, "language", key),
            "code": key,
        }
        for key in keys
    ]


def costs(owner: str, said: Service, names: Names) -> list[Document]:
    if said.costs not in names.lists.get("costs", {}):
        return []
    found: Document = {
        "id": made("cost_option", owner),
        "option": word(names.lists, "costs", said.costs),
    }
    if said.costs in _AMOUNTS:
        found |= {"currency": "EUR", "amount": _AMOUNTS[said.costs]}
    return [found]


def capacities(owner: str, said: Service, names: Names) -> list[Document]:
    """Return the free places; the standard has no capacity of which nothing is known but its most.

    That stands among the attributes then.
    """
    if said.capacity_available is None or said.confirmed_at is None:
        return []
    unit = said.capacity_unit
    name = word(names.lists, "capacity_unit", unit) if unit else UNSAID_UNIT
    return [
        {
            "id": made("service_capacity", owner),
            "unit": {"id": made("unit", unit), "name": name, **told(identifier=unit)},
            "available": said.capacity_available,
            **told(maximum=said.capacity),
            "updated": moment(said.confirmed_at),
        }
    ]


def attributes(owner: str, said: Service, names: Names) -> Iterator[Document]:
    links = [("service_kind", said.kind), ("access", said.access), ("costs", said.costs)]
    links += [("field_of_action", key) for key in said.fields]
    links += [("target_group", key) for key in said.target_groups]
    links += [("format", key) for key in said.formats]
    links += [("funding", key) for key in said.funding]
    for name, key in links:
        if key in taxonomies.words_of(name, names):
            yield taxonomies.attribute(owner, name, key, names)
    unknown = said.capacity is not None and said.capacity_available is None
    details = {
        "source": source_address(said, names),
        "page": page_address(said, names),
        "funding_until": said.funding_until.isoformat() if said.funding_until else "",
        "capacity": str(said.capacity) if unknown else "",
        "capacity_unit": said.capacity_unit if unknown else "",
        "county_wide": "true" if said.county_wide else "",
    }
    for key, value in details.items():
        if value:
            yield taxonomies.attribute(owner, "detail", key, names, value)


def page_address(said: Service, names: Names) -> str:
    return f"{names.site}/angebote/{said.id}"


def source_address(said: Service, names: Names) -> str:
    return f"{names.site}{address_of(OfOffer(said.id))}"


def metadata(owner: str, said: Service) -> list[Document]:
    """Return who said so and when; what stood there before is told by no one."""
    if said.confirmed_at is None or not said.assured:
        return []
    return [
        {
            "id": made("metadata", owner),
            "resource_id": owner,
            "resource_type": "service",
            "last_action_date": day(said.confirmed_at),
            "last_action_type": "confirmed",
            "field_name": "assured_date",
            "previous_value": "nicht angegeben",
            "replacement_value": day(said.confirmed_at),
            "updated_by": said.provider.name,
        }
    ]
