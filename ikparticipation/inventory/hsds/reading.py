"""Nested documents of somebody else as services and providers in our terms.

What has no counterpart here is left out and told: whole entries as faults, words of other
taxonomies in `unknown`.
"""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from ikparticipation.inventory.hsds import faults, schedules, taxonomies, values
from ikparticipation.inventory.hsds.addresses import ags_of, line_of
from ikparticipation.inventory.hsds.faults import Fault, RefusedError
from ikparticipation.inventory.hsds.ids import taken_over
from ikparticipation.inventory.hsds.pieces import link_of, mail_of
from ikparticipation.inventory.hsds.said import Names, Place, Provider, Service
from ikparticipation.inventory.hsds.uploads import FILE, ROW, Opened
from ikparticipation.inventory.hsds.values import LONGEST_LINE, LONGEST_NAME, LONGEST_TEXT

Document = dict[str, Any]

MOST_UNKNOWN = 50


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A service or an organisation with what it is called there, and where it stood."""

    foreign_id: str
    file: str
    row: int


@dataclass(frozen=True, kw_only=True)
class ServiceEntry(Entry):
    service: Service


@dataclass(frozen=True, kw_only=True)
class ProviderEntry(Entry):
    provider: Provider


@dataclass
class Read:
    services: list[ServiceEntry] = field(default_factory=list)
    providers: dict[UUID, ProviderEntry] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    unknown: dict[str, None] = field(default_factory=dict)
    """Words of other taxonomies that none of our lists has, in the order they were met."""


def read(opened: Opened, names: Names) -> Read:
    """Return what an opened file says, with what could not be read."""
    return _Reader(opened, names).read()


class _Reader:
    def __init__(self, opened: Opened, names: Names) -> None:
        self._opened, self._names = opened, names
        self._found = Read(faults=list(opened.faults))
        self._terms = {
            term["id"]: (name, term["code"])
            for name in taxonomies.TAXONOMIES
            for term in (
                taxonomies.term(name, key, taxonomies.words_of(name, names))
                for key in taxonomies.words_of(name, names)
            )
        }
        self._words = {
            (name, word.casefold()): key
            for name in taxonomies.TAXONOMIES
            for key, word in taxonomies.words_of(name, names).items()
        }

    def read(self) -> Read:
        seen = set[str]()
        for document in self._opened.organizations:
            self._guarded(document, self._provider)
        for document in self._opened.services:
            key = values.text(document, "id")
            if key and key in seen:
                self._fault(document, faults.TWICE, key)
                continue
            seen.add(key)
            self._guarded(document, self._service)
        return self._found

    def _guarded(self, document: Document, take: Any) -> None:
        try:
            take(document)
        except RefusedError as refused:
            self._fault(document, refused.words, refused.about)

    def _fault(self, document: Document, words: str, about: str) -> None:
        if len(self._found.faults) < 200:  # noqa: PLR2004 - as many as anybody reads
            fault = Fault(document.get(FILE, ""), document.get(ROW, 0), words, about[:80])
            self._found.faults.append(fault)

    def _provider(self, document: Document) -> Provider:
        foreign = values.text(document, "id")
        if not foreign:
            raise RefusedError(faults.NO_ID)
        known = self._found.providers.get(taken_over(foreign))
        if known is not None:
            return known.provider
        name = values.text(document, "name", most=LONGEST_NAME)
        if not name:
            raise RefusedError(faults.NO_NAME)
        terms = self._attributes(document)
        kind = values.first(terms, "organization_kind")
        provider = Provider(
            id=taken_over(foreign),
            name=name,
            description=values.description(document, kind, self._names),
            kind=kind,
            legal_form=values.text(document, "legal_status"),
            ags=values.first(terms, "municipality") or self._place_of(document),
            email=mail_of(values.text(document, "email")),
            phone=values.phone(document),
            website=link_of(values.text(document, "website")),
            fields=values.keys_of(terms, "field_of_action"),
        )
        self._found.providers[provider.id] = ProviderEntry(
            provider=provider,
            foreign_id=foreign,
            file=document.get(FILE, ""),
            row=document.get(ROW, 0),
        )
        return provider

    def _place_of(self, document: Document) -> str:
        for location in values.entries(document, "locations"):
            for address in values.entries(location, "addresses"):
                return ags_of(address, self._names.towns)
        return ""

    def _service(self, document: Document) -> None:
        foreign = values.text(document, "id")
        if not foreign:
            raise RefusedError(faults.NO_ID)
        name = values.text(document, "name", most=LONGEST_NAME)
        if not name:
            raise RefusedError(faults.NO_NAME)
        if values.text(document, "status") not in {"", "active"}:
            raise RefusedError(faults.NOT_ACTIVE, name)
        owner = document.get("organization")
        if not isinstance(owner, dict):
            raise RefusedError(faults.NO_ORGANISATION, name)
        where = {FILE: document.get(FILE, ""), ROW: document.get(ROW, 0)}
        provider = self._provider(where | owner)
        service = self._said(document, name, provider, taken_over(foreign))
        self._found.services.append(
            ServiceEntry(service=service, foreign_id=foreign, file=where[FILE], row=where[ROW])
        )

    def _said(self, document: Document, name: str, provider: Provider, key: UUID) -> Service:
        terms = self._attributes(document)
        details = {k: v for (n, k), v in terms.items() if n == "detail"}
        places, online = self._places(document)
        areas, everywhere = self._areas(document)
        everywhere = everywhere or "county_wide" in details
        formats = values.keys_of(terms, "format")
        available, most, unit = values.capacity(document)
        return Service(
            id=key,
            provider=provider,
            name=name,
            confirmed_at=values.confirmed(document),
            assured=values.is_assured(document),
            description=values.text(document, "description", most=LONGEST_TEXT),
            kind=values.first(terms, "service_kind"),
            access=values.first(terms, "access") or values.text(document, "application_process"),
            costs=values.first(terms, "costs") or values.costs(document),
            hours_text=values.hours_text(document),
            languages_note=values.text(document, "interpretation_services"),
            phone=values.phone(document),
            email=mail_of(values.text(document, "email")),
            website=link_of(values.text(document, "url")),
            formats=formats or (("online",) if online else ()),
            funding=values.keys_of(terms, "funding"),
            funding_until=schedules.day_of(details.get("funding_until")),
            capacity=values.number(details.get("capacity")) if most is None else most,
            capacity_available=available,
            capacity_unit=unit or details.get("capacity_unit", ""),
            county_wide=everywhere,
            municipalities=areas or (tuple(sorted(self._names.towns)) if everywhere else ()),
            fields=values.keys_of(terms, "field_of_action"),
            languages=self._languages(document),
            target_groups=values.keys_of(terms, "target_group"),
            places=places,
            hours=tuple(values.hours(document, places)),
        )

    def _attributes(self, document: Document) -> dict[tuple[str, str], str]:
        """Return (taxonomy, key) → value of the attributes whose terms are ours."""
        found: dict[tuple[str, str], str] = {}
        for attribute in values.entries(document, "attributes"):
            term = attribute.get("taxonomy_term")
            term = term if isinstance(term, dict) else {}
            key = self._terms.get(values.text(term, "id")) or self._by_word(
                values.text(attribute, "link_type"), values.text(term, "name")
            )
            if key is not None:
                found[key] = values.text(attribute, "value")
            elif values.text(term, "name"):
                self._is_unknown(values.text(term, "name"))
        return found

    def _by_word(self, link_type: str, word: str) -> tuple[str, str] | None:
        """Return the term that has this word in our lists: of its kind, else of the first."""
        for name in (link_type, "field_of_action", "target_group", "service_kind"):
            key = self._words.get((name, word.casefold()))
            if key:
                return name, key
        return None

    def _is_unknown(self, word: str) -> None:
        if len(self._found.unknown) < MOST_UNKNOWN:
            self._found.unknown[word[:80]] = None

    def _languages(self, document: Document) -> tuple[str, ...]:
        ours, found = self._names.lists.get("language", {}), dict[str, None]()
        words = {word.casefold(): key for key, word in ours.items()}
        for language in values.entries(document, "languages"):
            code, name = values.text(language, "code").casefold(), values.text(language, "name")
            key = code if code in ours else words.get(name.casefold(), "")
            if key:
                found[key] = None
            elif name or code:
                self._is_unknown(name or code)
        return tuple(sorted(found))

    def _areas(self, document: Document) -> tuple[tuple[str, ...], bool]:
        """Return the municipalities served, and whether the county as a whole is."""
        found, everywhere = set[str](), False
        for area in values.entries(document, "service_areas"):
            name = values.text(area, "name")
            ags = values.first(self._attributes(area), "municipality") or self._words.get(
                ("municipality", name.casefold()), ""
            )
            if ags:
                found.add(ags)
            elif name and name.casefold() == self._names.county.casefold():
                everywhere = True
            elif name:
                self._is_unknown(name)
        return tuple(sorted(found)), everywhere

    def _places(self, document: Document) -> tuple[tuple[Place, ...], bool]:
        """Return the places, and whether there is one that is no place but online."""
        found, online = list[Place](), False
        for number, link in enumerate(values.entries(document, "service_at_locations"), start=1):
            location = link.get("location")
            if not isinstance(location, dict):
                continue
            if values.text(location, "location_type") == "virtual":
                online = True
                continue
            found.append(self._place(number, link, location))
        return tuple(found), online

    def _place(self, number: int, link: Document, location: Document) -> Place:
        addresses = values.entries(location, "addresses")
        ags = values.first(self._attributes(location), "municipality")
        if addresses and not ags:
            ags = ags_of(addresses[0], self._names.towns)
        name = values.text(location, "name")
        town = self._names.towns.get(ags)
        alone = "" if town and town.name == name else name
        latitude, longitude = (
            values.degrees(location, "latitude", 90),
            values.degrees(location, "longitude"),
        )
        known = latitude is not None and longitude is not None
        return Place(
            number=number,
            address=line_of(addresses[0])[:LONGEST_LINE] if addresses else alone,
            ags=ags,
            longitude=longitude if known else None,
            latitude=latitude if known else None,
            languages=self._languages(location),
            note=values.text(link, "description"),
        )
