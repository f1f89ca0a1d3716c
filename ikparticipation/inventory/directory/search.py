"""What is looked for in the directory, and finding it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import islice

from ikparticipation.inventory.directory import bits
from ikparticipation.inventory.directory.index import Entry, Index, Near
from ikparticipation.inventory.directory.sight import Sight
from ikparticipation.inventory.distance import Point, middle
from ikparticipation.text import sort_key

MOST_WORDS = 8
POSTCODE = 5


class Order(StrEnum):
    NAME = "name"
    DISTANCE = "entfernung"
    CONFIRMED = "bestaetigt"


@dataclass(frozen=True)
class Place:
    """Where somebody looks: some municipalities, and their middle to reckon distances from."""

    label: str
    towns: tuple[str, ...]
    centre: Point


@dataclass(frozen=True, kw_only=True)
class Search:
    """What a reader looks for. Empty: everything. Keys are those of the catalogue."""

    words: str = ""
    place: Place | None = None
    within: int = 0
    """Kilometres around `place`; 0: in its municipalities."""
    field: str = ""
    language: str = ""
    target_group: str = ""
    kind: str = ""
    open_at: datetime | None = None
    has_room: bool = False
    order: Order | None = None
    """None: the nearest first where a distance is asked for, else A to Z."""


@dataclass(frozen=True)
class Found:
    """What fits, in order. `hidden` fit as well, but their organisation is not told here.

    Of a search for words it is 0: who tries word after word would learn what stands there.
    """

    entries: Sequence[Entry]
    positions: Sequence[int]
    """Of the entries, in the index."""
    away: Mapping[int, float] = field(default_factory=dict)
    """Place in `entries` → kilometres. Without one: in the whole county, or not asked for."""
    total: int = 0
    hidden: int = 0


def place_named(index: Index, words: str) -> Place | None:
    """Return what somebody calls a place: AGS, postcode, or name, or the beginning of just one."""
    wanted = sort_key(words)
    towns = [town for town in index.towns if wanted in {town.ags, town.postcode, town.sort_key}]
    if not towns and len(wanted) >= 3:  # noqa: PLR2004 - two letters are a slip of the finger
        towns = [town for town in index.towns if town.sort_key.startswith(wanted)]
        towns = towns if len(towns) == 1 else []
    if not towns:
        return None
    is_postcode = len(wanted) == POSTCODE and wanted == towns[0].postcode
    label = wanted if is_postcode else towns[0].name
    centre = middle([town.point for town in towns])
    return Place(label, tuple(town.ags for town in towns), centre)


def find(index: Index, search: Search, sight: Sight, *, skip: int = 0, most: int) -> Found:
    """Return the `most` offers behind the first `skip` that fit, as far as this reader may know.

    An offer for the whole county is near everywhere; by distance it comes last.
    """
    own = 0
    for organisation_id in sight.own:
        own |= index.organisations.get(organisation_id, 0)
    rows = index.everything if sight.everything else index.public | own
    fits = rows & _fitting(index, search, everything=sight.everything)
    shown = fits if sight.everything else fits & (index.named | own)
    near = _near(index, search, everything=sight.everything)
    page = list(islice(_ordered(index, search, shown, near, skip), most))
    away = near.away if near else {}
    return Found(
        entries=[index.entries[position] for position in page],
        positions=page,
        away={number: away[at] for number, at in enumerate(page) if at in away},
        total=shown.bit_count(),
        hidden=0 if search.words else fits.bit_count() - shown.bit_count(),
    )


def open_among(index: Index, found: Found, at: datetime, sight: Sight) -> list[bool]:
    """Return of each found offer whether it is open at this moment."""
    opened = index.open_at(at, everything=sight.everything)
    return [bool(opened >> position & 1) for position in found.positions]


def _fitting(index: Index, search: Search, *, everything: bool) -> int:
    fits = index.everything
    for word in sort_key(search.words).split()[:MOST_WORDS]:
        fits &= index.words.holding(word)
    for kind in ("field", "language", "target_group"):
        if key := getattr(search, kind):
            fits &= index.having(kind, key, everything=everything)
    if search.kind:
        fits &= index.kinds.get(search.kind, 0)
    if search.has_room:
        fits &= index.with_room
    if search.open_at:
        fits &= index.open_at(search.open_at, everything=everything)
    return fits & _there(index, search, everything=everything)


def _there(index: Index, search: Search, *, everything: bool) -> int:
    """Return what is at the place that is looked for, or close enough."""
    if search.place is None:
        return index.everything
    if near := _near(index, search, everything=everything):
        return near.bits | index.county_wide
    there = 0
    for ags in search.place.towns:
        there |= index.having("town", ags, everything=everything)
    return there


def _near(index: Index, search: Search, *, everything: bool) -> Near | None:
    """Return what lies within the distance that is asked for; None: none is."""
    if search.place is None or not search.within:
        return None
    return index.near(search.place.centre, search.within, everything=everything)


def _ordered(
    index: Index, search: Search, shown: int, near: Near | None, skip: int
) -> Iterator[int]:
    """Yield positions as they were asked for, without the first `skip`."""
    order = search.order or (Order.DISTANCE if near else Order.NAME)
    if order is Order.DISTANCE and near:
        return islice(bits.chosen(shown, near.nearest_first), skip, None)
    if order is Order.CONFIRMED:
        return islice(bits.chosen(shown, index.newest_first), skip, None)
    return bits.positions(shown, skip)
