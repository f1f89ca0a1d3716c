"""The offers of the directory in the order of the list, with a set for each property."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, partial
from operator import attrgetter
from typing import TypeVar
from uuid import UUID

from ikparticipation.inventory.directory import bits
from ikparticipation.inventory.directory.words import Words
from ikparticipation.inventory.distance import Point, around, kilometres
from ikparticipation.inventory.timetable import Rule
from ikparticipation.text import BERLIN

Key = tuple[str, str]
"""Kind of a property (`field`, `language`, `target_group`, `town`) and the key of the catalogue."""
V = TypeVar("V")
MOST_KEPT = 100


@dataclass(frozen=True)
class Near:
    """What lies within a distance: position → kilometres, the same as a set, and the order."""

    away: Mapping[int, float]
    bits: int
    nearest_first: Sequence[int]
    """All positions of the index: first what is near, then the others, each A to Z."""


@dataclass(frozen=True, kw_only=True)
class Town:
    """A municipality of today."""

    ags: str
    name: str
    sort_key: str
    postcode: str
    point: Point


@dataclass(kw_only=True, slots=True)
class Entry:
    """One offer. Lists hold (value, whether everybody may know it)."""

    id: UUID
    organisation_id: UUID
    sort_key: str
    text: str
    """What words are looked for in: the offer's and the organisation's name among it."""
    kind: str
    confirmed_at: datetime
    is_named: bool
    """The organisation stands in the directory."""
    is_public: bool
    has_room: bool
    county_wide: bool
    keys: list[tuple[Key, bool]] = field(default_factory=list)
    places: list[tuple[Point, bool]] = field(default_factory=list)
    rules: list[tuple[Rule, bool]] = field(default_factory=list)

    def known(self, kind: str, *, everything: bool) -> list[str]:
        """Return its keys of one kind for a reader of everything, or for the public."""
        return [key for (of, key), public in self.keys if of == kind and (everything or public)]

    def points(self, towns: Mapping[str, Town], *, everything: bool) -> list[Point]:
        """Return where it is: its places, else its municipalities; none for the whole county."""
        placed = [point for point, public in self.places if everything or public]
        if placed or self.county_wide:
            return placed
        named = self.known("town", everything=everything)
        return [towns[ags].point for ags in named if ags in towns]


class Index:
    """All offers of the directory as they were at one moment. It never changes.

    Sets are numbers with a bit for each position in `entries`, which are A to Z.
    """

    def __init__(self, entries: Sequence[Entry], towns: Sequence[Town]) -> None:
        self.entries = sorted(entries, key=lambda each: (each.sort_key, each.id.hex))
        self.towns = sorted(towns, key=attrgetter("sort_key"))
        self._towns = {town.ags: town for town in towns}
        self.words = Words([entry.text for entry in self.entries])
        self.everything = (1 << len(self.entries)) - 1
        self.named = self._where(lambda entry: entry.is_named)
        self.public = self._where(lambda entry: entry.is_public)
        self.with_room = self._where(lambda entry: entry.has_room)
        self.county_wide = self._where(lambda entry: entry.county_wide)
        self.kinds = self._grouped(lambda entry: [entry.kind])
        self.organisations = self._grouped(lambda entry: [entry.organisation_id])
        self._keys = {level: self._keyed(everything=level) for level in (False, True)}
        self._open: dict[tuple[bool, datetime], int] = {}
        self._near: dict[tuple[Point, float, bool], Near] = {}

    def having(self, kind: str, key: str, *, everything: bool) -> int:
        return self._keys[everything].get((kind, key), 0)

    @cached_property
    def newest_first(self) -> list[int]:
        """Positions by the day of confirmation, the newest first, else A to Z."""
        stamps = [entry.confirmed_at for entry in self.entries]
        return sorted(range(len(stamps)), key=lambda at: (-stamps[at].timestamp(), at))

    def open_at(self, at: datetime, *, everything: bool) -> int:
        """Return the set of offers whose opening hours say so, to the minute."""
        moment = (everything, at.replace(second=0, microsecond=0))
        return _kept(self._open, moment, lambda: self._opened(everything=everything, at=at))

    def near(self, centre: Point, km: float, *, everything: bool) -> Near:
        """Return how far away offers are, of those within a distance."""
        answer = partial(self._within, centre, km, everything=everything)
        return _kept(self._near, (centre, km, everything), answer)

    def _opened(self, *, everything: bool, at: datetime) -> int:
        here = at.astimezone(BERLIN)
        day, minute = here.date(), here.hour * 60 + here.minute
        found = {
            position
            for position, rule in self._rules[everything]
            if rule.opens <= minute < rule.closes and rule.holds_on(day)
        }
        return bits.of(found, len(self.entries))

    @cached_property
    def _rules(self) -> dict[bool, list[tuple[int, Rule]]]:
        return {
            level: [
                (position, rule)
                for position, entry in enumerate(self.entries)
                for rule, public in entry.rules
                if level or public
            ]
            for level in (False, True)
        }

    @cached_property
    def _points(self) -> dict[bool, dict[Point, list[int]]]:
        """Level → point → positions: many offers are in the same municipality."""
        found: dict[bool, dict[Point, list[int]]] = {False: {}, True: {}}
        for level, by_point in found.items():
            for position, entry in enumerate(self.entries):
                for point in entry.points(self._towns, everything=level):
                    by_point.setdefault(point, []).append(position)
        return found

    def _within(self, centre: Point, km: float, *, everything: bool) -> Near:
        box, away, size = around(centre, km), dict[int, float](), len(self.entries)
        for point, positions in self._points[everything].items():
            if box.holds(point) and (distance := kilometres(centre, point)) <= km:
                for position in positions:
                    away[position] = min(distance, away.get(position, distance))
        first = sorted(away, key=lambda at: (away[at], at))
        return Near(
            away, bits.of(away, size), [*first, *(at for at in range(size) if at not in away)]
        )

    def _where(self, holds: Callable[[Entry], bool]) -> int:
        found = (position for position, entry in enumerate(self.entries) if holds(entry))
        return bits.of(found, len(self.entries))

    def _keyed(self, *, everything: bool) -> dict[Key, int]:
        return self._grouped(
            lambda entry: [key for key, public in entry.keys if everything or public]
        )

    def _grouped(self, keys: Callable[[Entry], Sequence[V]]) -> dict[V, int]:
        found: dict[V, list[int]] = {}
        for position, entry in enumerate(self.entries):
            for key in keys(entry):
                found.setdefault(key, []).append(position)
        return {key: bits.of(positions, len(self.entries)) for key, positions in found.items()}


K = TypeVar("K")


def _kept(known: dict[K, V], key: K, answer: Callable[[], V]) -> V:
    """Return an answer, kept for who asks the same: a moment, the surroundings of a town."""
    if key not in known:
        if len(known) >= MOST_KEPT:
            known.clear()
        known[key] = answer()
    return known[key]
