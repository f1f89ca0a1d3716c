"""What the address of the directory asks for, and the way back from each part of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from ikparticipation.catalogue.queries import Catalogue, Choice
from ikparticipation.inventory.directory import Index, Order, Search, place_named
from ikparticipation.inventory.views.blueprint import given
from ikparticipation.surveys.xlsform.vocabulary import VOCABULARIES
from ikparticipation.text import N_
from ikparticipation.web import current_language, gettext

HERE = "/angebote/"
RADII = (5, 10, 20, 50)
"""Kilometres to choose from."""
NAMES = ("suche", "ort", "umkreis", "feld", "sprache", "zielgruppe", "art", "offen", "plaetze")
"""Of the filters, as they stand in the address."""
_FIELDS = (*NAMES, "sortierung")
ORDERS = {
    Order.NAME: N_("von A bis Z"),
    Order.DISTANCE: N_("die nächsten zuerst"),
    Order.CONFIRMED: N_("zuletzt bestätigte zuerst"),
}


@dataclass(frozen=True)
class Asked:
    """The search, how the address says it, and each filter in words with the way without it."""

    search: Search
    given: Mapping[str, str]
    unknown_place: str
    """What was written as a place and is none of the county; empty: all is known."""
    filters: list[tuple[str, str]]
    """Words, and the address without this filter."""

    @property
    def everything(self) -> bool:
        return not self.filters

    @property
    def values(self) -> dict[str, str]:
        """Return what each field of the form says; empty where nothing was asked."""
        return {**dict.fromkeys(_FIELDS, ""), **self.given}

    @property
    def folded(self) -> int:
        """How many filters hold that are folded away."""
        return sum(name in self.given for name in NAMES[3:])

    def path(self, **other: str) -> str:
        """Return the address of the same search with some values put otherwise; empty: left out."""
        return _path({**self.given, **other})


def asked_for(index: Index, names: Catalogue, *, at: datetime) -> Asked:
    """Return what the address asks for; values that do not exist are left out or find nothing."""
    values = {name: value for name in _FIELDS if (value := given(name))}
    place = place_named(index, values["ort"]) if "ort" in values else None
    search = Search(
        words=values.get("suche", ""),
        place=place,
        within=_radius(values.get("umkreis", "")),
        field=values.get("feld", ""),
        language=values.get("sprache", ""),
        target_group=values.get("zielgruppe", ""),
        kind=values.get("art", ""),
        open_at=at if "offen" in values else None,
        has_room="plaetze" in values,
        order=next((each for each in Order if each == values.get("sortierung")), None),
    )
    unknown = values.get("ort", "") if place is None else ""
    told = [(words, _path(_without(values, name))) for name, words in _told(search, values, names)]
    return Asked(search, values, unknown, told)


def _radius(value: str) -> int:
    return int(value) if value in {str(each) for each in RADII} else 0


def _without(values: Mapping[str, str], name: str) -> dict[str, str]:
    """Return the values without one; without a place there is nothing to measure from."""
    gone = {"ort", "umkreis"} if name == "ort" else {name}
    return {each: value for each, value in values.items() if each not in gone}


def _path(values: Mapping[str, str]) -> str:
    query = urlencode({name: value for name, value in values.items() if value})
    return f"{HERE}?{query}" if query else HERE


def _told(search: Search, values: Mapping[str, str], names: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield each filter that holds: its name, and what it says in words."""
    kinds = VOCABULARIES["offer.kind"]
    lists: tuple[tuple[str, Callable[[str], str]], ...] = (
        ("suche", lambda words: gettext("„%(words)s“", words=words)),
        ("ort", lambda words: _place(search, words)),
        ("feld", lambda key: _named(names.fields, key)),
        ("sprache", lambda key: _named(names.languages, key)),
        ("zielgruppe", lambda key: _named(names.target_groups, key)),
        ("art", lambda key: gettext(kinds[key]) if key in kinds else key),
        ("offen", lambda _: gettext("jetzt geöffnet")),
        ("plaetze", lambda _: gettext("freie Plätze")),
    )
    for name, words in lists:
        if name in values:
            yield name, words(values[name])


def _place(search: Search, words: str) -> str:
    if search.place is None:
        return gettext("„%(words)s“", words=words)
    if not search.within:
        return search.place.label
    label, km = search.place.label, search.within
    return gettext("bis %(km)s km um %(place)s", km=km, place=label)


def _named(entries: Mapping[str, Choice], key: str) -> str:
    return entries[key].name(current_language()) if key in entries else key
