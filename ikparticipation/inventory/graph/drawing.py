"""The picture of a network as geometry: a template draws it as SVG, for the page and for print.

Units are those of a viewBox that is `WIDTH` wide; y grows downwards. What is left out by a filter
moves nothing that is shown.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin, sqrt
from typing import Any

from ikparticipation.inventory.graph.lettering import Lettering, Spot, lettered
from ikparticipation.inventory.network import TieState

WIDTH = 1000.0
MARGIN = 60.0
LOWEST, HIGHEST = 400.0, 660.0
"""Of the height of the picture."""
STRETCHED = 1.6
"""How much longer a unit may be from left to right than from top to bottom, to use the room."""
LARGEST_UNIT = 90.0
"""User units for one unit of the map: a network of three is not blown up."""
SMALLEST, LARGEST = 3.5, 26.0
"""Of the radius of a mark."""
MOST_STOPS = 100
"""Of the tabulator key; the table has everybody."""
HEAD = 7.0
"""Length of the head of an arrow."""
CORNERS = {
    "verein": (0, 0.0),
    "verband": (4, pi / 4),
    "traeger": (4, 0.0),
    "einrichtung": (3, 0.0),
    "behoerde": (6, 0.0),
    "fachdienst": (5, 0.0),
}
"""Kind of organisation → corners of its mark and how far it is turned; 0 corners: a circle."""

Point = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Look:
    """How an organisation is shown to this reader."""

    name: str | None
    """None: it is not to be named. It is drawn all the same, without kind and link."""
    kind: str = ""
    title: str = ""
    """What is said of it when it is pointed at, and to a screen reader."""
    href: str | None = None


ON_PAPER = 1
"""The view (place in `lettering.VIEWS`) whose names a printed picture has."""


@dataclass(frozen=True, kw_only=True)
class Mark:
    """An organisation in the picture."""

    number: int
    """Its place in the snapshot."""
    x: float
    y: float
    d: str
    look: Look
    letters: Lettering | None
    near: tuple[int, ...]
    """Numbers of the marks it is tied to in this picture."""
    denied: tuple[int, ...]
    """Those of them with whom all that is said is denied by the other side."""
    is_stop: bool
    """Whether the tabulator key halts here: nobody wants to go past a thousand marks."""


@dataclass(frozen=True, kw_only=True)
class Picture:
    height: float
    marks: tuple[Mark, ...]
    confirmed: str
    claimed: str
    contradicted: str
    """Paths of all ties of a kind at once."""
    claimed_heads: str
    contradicted_heads: str
    ties: int
    """Pairs that are drawn."""

    @property
    def width(self) -> float:
        return WIDTH


def picture(
    nodes: Sequence[Mapping[str, Any]],
    edges: Iterable[Sequence[Any]],
    looks: Mapping[int, Look],
    *,
    states: Collection[TieState] = tuple(TieState),
) -> Picture:
    """Draw those of a snapshot's nodes that have a look, and ties of these states between them."""
    places, height = _places(nodes)
    radii = {number: _radius(nodes[number], places.unit) for number in looks}
    pairs = _pairs(edge for edge in edges if edge[2] in states and {edge[0], edge[1]} <= set(looks))
    lines = _Lines(places, radii)
    for (one, other), said in pairs.items():
        lines.add(one, other, said)
    near: dict[int, list[int]] = {number: [] for number in looks}
    denied: dict[int, list[int]] = {number: [] for number in looks}
    for (one, other), said in pairs.items():
        for here, there in ((one, other), (other, one)):
            near[here].append(there)
            if _is_denied(said):
                denied[here].append(there)
    order = sorted(looks, key=lambda n: (-nodes[n]["claimed"]["degree"], n))
    spots = [Spot(*places.at[n], radii[n], looks[n].name or "") for n in order]
    letters = {order[place]: each for place, each in lettered(spots, width=WIDTH).items()}
    stops = set(order[:MOST_STOPS])
    marks = tuple(
        Mark(
            number=number,
            x=places.at[number][0],
            y=places.at[number][1],
            d=_shape(places.at[number], radii[number], look.kind),
            look=look,
            letters=letters.get(number),
            near=tuple(sorted(near[number])),
            denied=tuple(sorted(denied[number])),
            is_stop=number in stops,
        )
        for number, look in looks.items()
    )
    return Picture(height=height, marks=marks, ties=len(pairs), **lines.paths())


@dataclass(frozen=True)
class _Places:
    at: Sequence[Point]
    unit: float


def _places(nodes: Sequence[Mapping[str, Any]]) -> tuple[_Places, float]:
    """Fit all places of the map into the picture, whoever is shown; return its height, too."""
    if not nodes:
        return _Places((), 1.0), LOWEST
    xs, ys = [node["x"] for node in nodes], [node["y"] for node in nodes]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    room = WIDTH - 2 * MARGIN
    unit = min(room / (wide or 1), (HIGHEST - 2 * MARGIN) / (high or 1), LARGEST_UNIT)
    along = min(room / (wide or 1), unit * STRETCHED)
    height = max(LOWEST, high * unit + 2 * MARGIN)
    left = (WIDTH - wide * along) / 2 - min(xs) * along
    top = (height - high * unit) / 2 - min(ys) * unit
    at = [
        (round(x * along + left, 1), round(y * unit + top, 1)) for x, y in zip(xs, ys, strict=True)
    ]
    return _Places(at, unit), round(height, 1)


def _radius(node: Mapping[str, Any], unit: float) -> float:
    """Larger with every partner: its area grows with their number."""
    size = unit * (0.14 + 0.055 * sqrt(node["claimed"]["degree"]))
    return round(min(max(size, SMALLEST), LARGEST), 1)


def _pairs(edges: Iterable[Sequence[Any]]) -> dict[tuple[int, int], list[tuple[int, int, str]]]:
    found: dict[tuple[int, int], list[tuple[int, int, str]]] = {}
    for speaker, partner, state in edges:
        key = (min(speaker, partner), max(speaker, partner))
        found.setdefault(key, []).append((speaker, partner, state))
    return found


def _is_denied(said: Iterable[tuple[int, int, str]]) -> bool:
    return {state for _, _, state in said} == {TieState.CONTRADICTED}


class _Lines:
    """Ties while they are drawn: one path for all of a kind keeps the page small."""

    def __init__(self, places: _Places, radii: Mapping[int, float]) -> None:
        self._places, self._radii = places, radii
        self._strokes: dict[TieState, list[str]] = {}
        self._heads: dict[TieState, list[str]] = {}

    def add(self, one: int, other: int, said: Sequence[tuple[int, int, str]]) -> None:
        states = {state for _, _, state in said}
        if TieState.CONFIRMED in states:
            self._stroke(TieState.CONFIRMED, one, other)
            return
        kind = TieState.CONTRADICTED if _is_denied(said) else TieState.CLAIMED
        self._stroke(kind, one, other)
        for speaker, partner, _ in said:
            self._head(kind, speaker, partner)

    def paths(self) -> dict[str, str]:
        return {
            "confirmed": "".join(self._strokes.get(TieState.CONFIRMED, ())),
            "claimed": "".join(self._strokes.get(TieState.CLAIMED, ())),
            "contradicted": "".join(self._strokes.get(TieState.CONTRADICTED, ())),
            "claimed_heads": "".join(self._heads.get(TieState.CLAIMED, ())),
            "contradicted_heads": "".join(self._heads.get(TieState.CONTRADICTED, ())),
        }

    def _stroke(self, kind: TieState, one: int, other: int) -> None:
        (x1, y1), (x2, y2) = self._places.at[one], self._places.at[other]
        self._strokes.setdefault(kind, []).append(f"M{x1:g} {y1:g}L{x2:g} {y2:g}")

    def _head(self, kind: TieState, speaker: int, partner: int) -> None:
        """Draw an arrow that ends at the mark of who is named."""
        (x1, y1), (x2, y2) = self._places.at[speaker], self._places.at[partner]
        far = hypot(x2 - x1, y2 - y1) or 1.0
        ux, uy = (x2 - x1) / far, (y2 - y1) / far
        tip_x, tip_y = x2 - ux * (self._radii[partner] + 1), y2 - uy * (self._radii[partner] + 1)
        back_x, back_y, side = tip_x - ux * HEAD, tip_y - uy * HEAD, HEAD * 0.4
        corners = (
            (tip_x, tip_y),
            (back_x - uy * side, back_y + ux * side),
            (back_x + uy * side, back_y - ux * side),
        )
        self._heads.setdefault(kind, []).append(_polygon(corners))


def _polygon(corners: Iterable[Point]) -> str:
    return "M" + "L".join(f"{round(x, 1):g} {round(y, 1):g}" for x, y in corners) + "Z"


def _shape(at: Point, radius: float, kind: str) -> str:
    """Return the outline of a mark; shapes of one radius have about the same area."""
    (x, y), (corners, turned) = at, CORNERS.get(kind, (0, 0.0))
    if not corners:
        left = round(x - radius, 1)
        arc = f"a{radius:g} {radius:g} 0 1 0"
        return f"M{left:g} {y:g}{arc} {2 * radius:g} 0{arc} {-2 * radius:g} 0Z"
    wide = radius * {3: 1.4, 4: 1.22, 5: 1.12, 6: 1.08}[corners]
    steps = (turned - pi / 2 + 2 * pi * corner / corners for corner in range(corners))
    return _polygon((x + wide * cos(step), y + wide * sin(step)) for step in steps)


def is_told_whole(mark: Mark) -> bool:
    """Whether its whole name (without its legal form) stands beside it on paper."""
    letters = mark.letters
    return letters is not None and letters.view <= ON_PAPER and not letters.words.endswith("…")


def legend_shape(kind: str) -> str:
    """Return the outline of a kind for a legend of 20 by 20."""
    return _shape((10.0, 10.0), 7.0, kind)
