"""Which organisations have their name beside them, so that no name stands on another or on a mark.

The closer one looks, the more names have room: a name has the widest view from which it is shown.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

VIEWS = (0.64, 1.0, 2.0, 4.0)
"""How large the picture is: on a phone, on a desk, twice and four times as near."""
MOST = (24, 60, 160, 400)
"""Names that are tried in each view; more would be a wall of words."""
URGENT = (6, 16, 40, 100)
"""Of them, those whose name may cover marks of less weight than all of these."""
LIGHT = 8
"""One of so many organisations may be of that weight."""
CROWDED = 100
"""Among fewer organisations no name covers a mark."""
SIZE = 14.0
"""Height of letters at view 1."""
WIDE = 0.56
"""Of a letter, on average, beside its height."""
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
_LEGAL = re.compile(r",?\s+(e\.\s?V\.|e\.\s?G\.|gGmbH|GmbH)\s*$")
LONGEST = 32
"""Characters of a name in the picture; the whole name is in its title and in the table."""
BUCKET = 80.0

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True)
class Spot:
    """Something drawn, with the name that belongs to it; "" has none."""

    x: float
    y: float
    radius: float
    words: str


@dataclass(frozen=True)
class Lettering:
    words: str
    anchor: str
    """start, middle or end, as SVG has it."""
    dx: float
    dy: float
    """From the middle of the mark to its edge, where the words begin."""
    below: float
    """How many heights of letters the base line lies below that."""
    view: int
    """Place in `VIEWS`: shown in this one and in all nearer ones."""


def lettered(spots: Sequence[Spot], *, width: float) -> dict[int, Lettering]:
    """Return the names that have room; spots come in the order of their weight."""
    found: dict[int, Lettering] = {}
    for view, (scale, most, best) in enumerate(zip(VIEWS, MOST, URGENT, strict=True)):
        urgent = min(best, len(spots) // LIGHT) if len(spots) > CROWDED else 0
        taken, above = _Taken(_marks(spots)), _Taken(_marks(spots[:urgent]))
        size = SIZE / scale
        for number, letters in found.items():
            _take((taken, above), number, _box(spots[number], letters, size))
        for number, spot in enumerate(spots[:most]):
            if spot.words and number not in found:
                fitting = _fitting(number, spot, view, size, taken, width)
                if fitting is None and number < urgent:
                    fitting = _fitting(number, spot, view, size, above, width)
                if fitting is not None:
                    found[number] = fitting
                    _take((taken, above), number, _box(spot, fitting, size))
    return found


def shortened(words: str) -> str:
    """Return a name without what stands in brackets at its end, its legal form, and its rest."""
    plain = _LEGAL.sub("", _BRACKETS.sub("", words)) or words
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1].rstrip()}…"


def _fitting(
    number: int, spot: Spot, view: int, size: float, taken: "_Taken", width: float
) -> Lettering | None:
    for letters in _ways(spot, view):
        box = _box(spot, letters, size)
        if box[0] >= 0 and box[2] <= width and taken.is_free(number, box):
            return letters
    return None


def _ways(spot: Spot, view: int) -> Iterator[Lettering]:
    words, edge = shortened(spot.words), spot.radius + 3
    yield Lettering(words, "middle", 0, edge, 0.85, view)
    yield Lettering(words, "start", edge, 0, 0.35, view)
    yield Lettering(words, "end", -edge, 0, 0.35, view)
    yield Lettering(words, "middle", 0, -edge, -0.15, view)
    aslant = edge * 0.7
    yield Lettering(words, "start", aslant, aslant, 0.7, view)
    yield Lettering(words, "end", -aslant, aslant, 0.7, view)
    yield Lettering(words, "start", aslant, -aslant, 0, view)
    yield Lettering(words, "end", -aslant, -aslant, 0, view)


def _box(spot: Spot, letters: Lettering, size: float) -> Box:
    long = len(letters.words) * WIDE * size
    left = spot.x + letters.dx - {"start": 0.0, "middle": long / 2, "end": long}[letters.anchor]
    base = spot.y + letters.dy + letters.below * size
    return left, base - 0.8 * size, left + long, base + 0.25 * size


def _marks(spots: Sequence[Spot]) -> Iterator[tuple[int, Box]]:
    for number, spot in enumerate(spots):
        r = spot.radius
        yield number, (spot.x - r, spot.y - r, spot.x + r, spot.y + r)


class _Taken:
    """Where something is drawn already, found by rough places."""

    def __init__(self, boxes: Iterable[tuple[int, Box]]) -> None:
        self._boxes: dict[tuple[int, int], list[tuple[int, Box]]] = defaultdict(list)
        for number, box in boxes:
            self.add(number, box)

    def add(self, number: int, box: Box) -> None:
        for place in _buckets(box):
            self._boxes[place].append((number, box))

    def is_free(self, number: int, box: Box) -> bool:
        left, top, right, bottom = box
        return not any(
            other != number and left < east and west < right and top < south and north < bottom
            for place in _buckets(box)
            for other, (west, north, east, south) in self._boxes.get(place, ())
        )


def _take(everywhere: Iterable[_Taken], number: int, box: Box) -> None:
    for taken in everywhere:
        taken.add(number, box)


def _buckets(box: Box) -> Iterator[tuple[int, int]]:
    left, top, right, bottom = (int(edge // BUCKET) for edge in box)
    return product(range(left, right + 1), range(top, bottom + 1))
