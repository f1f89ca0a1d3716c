"""The index of the directory, read from the database once for each edition and web process."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Any
from uuid import UUID

from sqlalchemy import Float, String, cast, func, literal, null, select, union_all
from sqlalchemy.orm import Session

from ikparticipation.catalogue.models import Municipality
from ikparticipation.catalogue.queries import Catalogue, Choice, catalogue
from ikparticipation.db import AnyRow, rows
from ikparticipation.inventory.directory import Entry, Index, Town
from ikparticipation.inventory.distance import Point
from ikparticipation.inventory.models import (
    DirectoryEdition,
    Offer,
    OfferHours,
    OfferPlace,
    offer_field,
    offer_language,
    offer_municipality,
    offer_target_group,
)
from ikparticipation.inventory.timetable import Rule
from ikparticipation.organisations.models import Organisation
from ikparticipation.surveys.xlsform.question import Publish
from ikparticipation.text import sort_key

MOST_AGE = timedelta(minutes=5)
"""An index is read anew then, whatever its edition: also what nobody has told gets in."""

_EDITION = select(
    DirectoryEdition.token,
    select(func.count(Organisation.id)).scalar_subquery().label("organisations"),
    select(func.sum(Organisation.version)).scalar_subquery().label("changes"),
)
"""With what changes when an entry of the register does: that lies below and tells nobody here."""
Edition = tuple[UUID, int, int]
_OFFERS = (
    select(
        Offer.id,
        Offer.organisation_id,
        Offer.sort_key,
        Offer.search_text,
        Offer.kind,
        Offer.confirmed_at,
        Offer.publish,
        Offer.capacity_available,
        Offer.county_wide,
        Organisation.public,
        Organisation.sort_key.label("organisation"),
    )
    .join(Organisation, Organisation.id == Offer.organisation_id)
    .where(Offer.current.is_(True))
)
_NO_NUMBER = cast(null(), Float)
_LINKS = tuple(
    select(
        literal(kind).label("kind"),
        table.c.offer_id.label("offer_id"),
        cast(table.columns[1], String).label("key"),
        table.c.publish.label("publish"),
        _NO_NUMBER.label("latitude"),
        _NO_NUMBER.label("longitude"),
        cast(null(), String).label("name"),
    )
    .join(Offer, Offer.id == table.c.offer_id)
    .where(Offer.current.is_(True))
    for kind, table in (
        ("field", offer_field),
        ("language", offer_language),
        ("target_group", offer_target_group),
        ("town", offer_municipality),
    )
)
_PLACES = (
    select(
        literal("place"),
        OfferPlace.offer_id,
        OfferPlace.ags,
        OfferPlace.publish,
        OfferPlace.latitude,
        OfferPlace.longitude,
        OfferPlace.address,
    )
    .join(Offer, Offer.id == OfferPlace.offer_id)
    .where(Offer.current.is_(True))
)
_TOWNS = select(
    literal("municipality"),
    cast(null(), Offer.id.type),
    Municipality.ags,
    cast(null(), offer_field.c.publish.type),
    Municipality.latitude,
    Municipality.longitude,
    Municipality.postcode,
).where(Municipality.retired_at.is_(None))
_ABOUT = union_all(*_LINKS, _PLACES, _TOWNS)
"""All that offers have several of, and the municipalities: one statement instead of six."""
_HOURS = (
    select(
        OfferHours.offer_id,
        OfferHours.rrule,
        OfferHours.weekdays,
        OfferHours.opens,
        OfferHours.closes,
        OfferHours.valid_from,
        OfferHours.valid_until,
        OfferHours.publish,
    )
    .join(Offer, Offer.id == OfferHours.offer_id)
    .where(Offer.current.is_(True), OfferHours.opens < OfferHours.closes)
)


@dataclass(frozen=True)
class Kept:
    """An edition of the directory with the words of the catalogue."""

    index: Index
    names: Catalogue
    edition: Edition | None
    read_at: datetime
    drawn: dict[str, Any] = field(default_factory=dict)
    """What a page drew of it and keeps, by language: gone with this edition."""
    drawn_cards: dict[Any, Any] = field(default_factory=dict)
    """What everybody may see of each offer, drawn; by all that it hangs on."""
    _words: dict[tuple[str, str], dict[str, tuple[int, str]]] = field(default_factory=dict)

    def words(self, kind: str, keys: Iterable[str], language: str) -> list[str]:
        """Return the names of `languages` or `municipalities` in the order of the catalogue."""
        asked = (kind, language)
        if asked not in self._words:
            entries: Mapping[str, Choice] = getattr(self.names, kind)
            self._words[asked] = {
                key: (place, entry.name(language))
                for place, (key, entry) in enumerate(entries.items())
            }
        known = self._words[asked]
        return [name for _, name in sorted(known[key] for key in keys if key in known)]


_kept: dict[Edition, Kept] = {}
_reading = Lock()


def directory_index(session: Session, *, at: datetime) -> Kept:
    """Return the newest edition; one statement, and four more for who sees it first."""
    found = rows(session, _EDITION)
    edition = (found[0].token, found[0].organisations, found[0].changes) if found else None
    known = _fresh(edition, at)
    if known is not None:
        return known
    with _reading:  # of many who come at once one reads, the others wait
        return _fresh(edition, at) or _keep(_read(session, edition, at))


def _fresh(edition: Edition | None, at: datetime) -> Kept | None:
    known = _kept.get(edition) if edition else None
    return known if known and abs(at - known.read_at) < MOST_AGE else None


def _keep(kept: Kept) -> Kept:
    """Remember this edition, and no other."""
    if kept.edition is not None:
        _kept.clear()
        _kept[kept.edition] = kept
    return kept


def _read(session: Session, edition: Edition | None, at: datetime) -> Kept:
    entries = {row.id: _entry(row) for row in rows(session, _OFFERS)}
    names = catalogue(session)
    towns: dict[str, Town] = {}
    places = []
    for row in rows(session, _ABOUT):
        if row.kind == "municipality":
            towns[row.key] = _town(row, names)
        elif row.kind == "place":
            places.append(row)
        elif row.offer_id in entries:
            entry = entries[row.offer_id]
            entry.keys.append(((row.kind, row.key), row.publish == Publish.PUBLIC))
    for row in places:
        _put_place(entries, row, towns)
    for row in rows(session, _HOURS):
        if row.offer_id in entries:
            entries[row.offer_id].rules.append((_rule(row), row.publish is Publish.PUBLIC))
    index = Index(list(entries.values()), list(towns.values()))
    return Kept(index, names, edition, at)


def _entry(row: AnyRow) -> Entry:
    return Entry(
        id=row.id,
        organisation_id=row.organisation_id,
        sort_key=row.sort_key,
        text=f"{row.search_text}\n{row.organisation}",
        kind=row.kind,
        confirmed_at=row.confirmed_at,
        is_named=row.public,
        is_public=row.publish is Publish.PUBLIC,
        has_room=bool(row.capacity_available),
        county_wide=row.county_wide,
    )


def _town(row: AnyRow, names: Catalogue) -> Town:
    name = names.municipalities[row.key].name("de")
    point = Point(row.latitude, row.longitude)
    return Town(ags=row.key, name=name, sort_key=sort_key(name), postcode=row.name, point=point)


def _put_place(entries: Mapping[UUID, Entry], row: AnyRow, towns: Mapping[str, Town]) -> None:
    """Give an offer a place where it is known where that lies.

    One without address and coordinates says no more than the municipality does.
    """
    if row.offer_id not in entries:
        return
    point = None
    if row.latitude is not None and row.longitude is not None:
        point = Point(row.latitude, row.longitude)
    elif row.name and row.key in towns:
        point = towns[row.key].point
    if point is not None:
        entries[row.offer_id].places.append((point, row.publish == Publish.PUBLIC))


def _rule(row: AnyRow) -> Rule:
    return Rule(
        rrule=row.rrule,
        weekdays=row.weekdays,
        opens=row.opens,
        closes=row.closes,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
    )
