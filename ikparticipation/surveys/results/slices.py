"""Which figures one response is in, and what changes in them when it does.

Two sums are kept beside each other: what counts in published figures (`ACCEPTED`: of each response
the revision that was accepted), and what staff look at before all is reviewed (`NEWEST`: of each
the newest revision that was submitted, unless it was refused). Each is kept for all, and by kind,
municipality and field of action of the organisation.

The counter table has one line for each wave, standing, slice, question and key, all texts, which
together are its primary key, and a number `n`. A worker keeps it with one statement on both
databases, in the order of `deltas` so that two workers do not wait for each other in a circle:

    INSERT INTO … (wave_id, standing, slice, question, key, n) VALUES …
    ON CONFLICT (wave_id, standing, slice, question, key) DO UPDATE SET n = ….n + excluded.n

`n` has no CHECK, which PostgreSQL would hold against the number to be added. Lines with 0 are read
as if they were not there. What was added for a response is kept as JSON with it, and exactly that
is taken away later: so it does not matter what the organisation or the program is like by then.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from ikparticipation.surveys.results.keys import RESPONSES, Counted, Counts

ALL = "all"
PRELIMINARY: Counted = ("", "#preliminary")
"""Responses whose answers were not accepted yet; 0 where only accepted ones count."""


class Standing(StrEnum):
    """Stored as text; never rename one."""

    ACCEPTED = "accepted"
    NEWEST = "newest"


@dataclass(frozen=True)
class Filter:
    """Whose responses are looked at. At most one of them has counters of its own."""

    kind: str | None = None
    municipality: str | None = None
    field: str | None = None
    standing: Standing = Standing.NEWEST

    @property
    def slice(self) -> str | None:
        """Return the slice that has the counts; None: several filters, count the documents."""
        given = [f"{name}:{value}" for name, value in self._given.items() if value is not None]
        return None if len(given) > 1 else next(iter(given), ALL)

    @property
    def _given(self) -> Mapping[str, str | None]:
        return {"kind": self.kind, "municipality": self.municipality, "field": self.field}

    def takes(self, slices: Iterable[str]) -> bool:
        """Whether a response in these slices is among those looked at."""
        wanted = {f"{name}:{value}" for name, value in self._given.items() if value is not None}
        return wanted <= set(slices)


def slices_of(
    *, kind: str | None = None, municipality: str | None = None, fields: Iterable[str] = ()
) -> tuple[str, ...]:
    """Return the slices of a response: of an organisation of two fields, both. No name, no slice.

    A response to an anonymous survey is in ALL alone.
    """
    found = [ALL]
    found += [f"kind:{kind}"] if kind else []
    found += [f"municipality:{municipality}"] if municipality else []
    return (*found, *(f"field:{field}" for field in sorted(set(fields))))


@dataclass(frozen=True)
class Contribution:
    """What one response adds to one standing."""

    slices: tuple[str, ...]
    counts: Counts
    is_preliminary: bool = False

    def as_json(self) -> dict[str, Any]:
        counts = [[question, key, n] for (question, key), n in sorted(self.counts.items())]
        plain = {"slices": list(self.slices), "counts": counts}
        return plain | ({"preliminary": True} if self.is_preliminary else {})

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Contribution":
        counts = {(question, key): n for question, key, n in stored["counts"]}
        return cls(tuple(stored["slices"]), counts, stored.get("preliminary", False))

    @property
    def all_counts(self) -> Counts:
        return {**self.counts, PRELIMINARY: 1} if self.is_preliminary else self.counts


Line = tuple[Standing, str, str, str]
"""Standing, slice, question and key."""
Contributions = Mapping[Standing, Contribution]


def deltas(old: Contributions, new: Contributions) -> dict[Line, int]:
    """Return what is to be added to which line of the counter table, in the order of the lines."""
    found: Counter[Line] = Counter()
    for contributions, sign in ((old, -1), (new, 1)):
        for standing, each in contributions.items():
            for name in each.slices:
                for (question, key), number in each.all_counts.items():
                    found[standing, name, question, key] += sign * number
    return {line: number for line, number in sorted(found.items()) if number}


class Placement(NamedTuple):
    """Where a revision counts."""

    standing: Standing
    slices: tuple[str, ...]
    is_preliminary: bool = False


def counters(groups: Mapping[tuple[Placement, ...], Counts]) -> dict[Line, int]:
    """Return the whole counter table from a `recount` of revisions, grouped by where they count.

    An accepted revision that is the newest one as well has two placements, and is read once.
    """
    found: Counter[Line] = Counter()
    for placements, counts in groups.items():
        for standing, slices, is_preliminary in placements:
            more = {PRELIMINARY: counts[RESPONSES]} if is_preliminary else {}
            for name in slices:
                for (question, key), number in {**counts, **more}.items():
                    found[standing, name, question, key] += number
    return {line: number for line, number in sorted(found.items()) if number}


def counts_in(lines: Iterable[tuple[str, str, int]]) -> Counts:
    """Return the counts of one slice from its lines of the table: question, key, n."""
    return {(question, key): number for question, key, number in lines if number}
