"""The municipalities as SVG paths, drawn from the shipped polygons.

Projection: equirectangular (plate carrée) with the cosine of the middle latitude, so x and y have
the same scale in the middle of the map. Over the 68 km from south to north of the county that is
wrong by less than one per cent at the edges, which is less than one pixel of a border 100 px long.
"""

import heapq
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise, product
from math import ceil, cos, dist, hypot, radians, sqrt
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple, Self

SHIPPED = Path(__file__).parent / "data" / "municipalities.geojson"
MARGIN = 4.0

Point = tuple[float, float]
Ring = tuple[Point, ...]
"""A closed line: the last point is the first one."""


@dataclass(frozen=True)
class MapShape:
    """One municipality. Holes and exclaves are in one path: draw it with `fill-rule="evenodd"`."""

    ags: str
    path_d: str
    label_x: float
    label_y: float


@dataclass(frozen=True)
class CountyMap:
    width: float
    height: float
    shapes: tuple[MapShape, ...]

    @property
    def view_box(self) -> str:
        return f"0 0 {self.width:g} {self.height:g}"


@cache
def county_map() -> CountyMap:
    """Return the map of the county, 800 wide, ordered by AGS."""
    return draw(json.loads(SHIPPED.read_text(encoding="utf-8")))


def draw(collection: dict[str, Any], width: float = 800.0) -> CountyMap:
    """Return the shapes of a GeoJSON FeatureCollection whose features have the property `ags`."""
    areas = {
        feature["properties"]["ags"]: rings_of(feature["geometry"])
        for feature in collection["features"]
    }
    projection = _fitting(areas.values(), width)
    projected = (
        (ags, [tuple(map(projection.project, ring)) for ring in rings])
        for ags, rings in areas.items()
    )
    shapes = tuple(_shape(ags, rings) for ags, rings in sorted(projected))
    return CountyMap(width, projection.height, shapes)


@dataclass(frozen=True)
class Projection:
    """From degrees to the units of a map `width` wide, and back."""

    west: float
    north: float
    narrow: float
    """Cosine of the middle latitude."""
    scale: float
    """Units for a degree of latitude."""
    width: float
    height: float

    def project(self, point: Point) -> Point:
        """Return x and y of longitude and latitude."""
        lon, lat = point
        x = MARGIN + (lon - self.west) * self.narrow * self.scale
        return x, MARGIN + (self.north - lat) * self.scale

    def place(self, point: Point) -> Point:
        """Return longitude and latitude of x and y."""
        x, y = point
        lon = self.west + (x - MARGIN) / (self.narrow * self.scale)
        return lon, self.north - (y - MARGIN) / self.scale


@cache
def county_projection() -> Projection:
    """Return the projection of `county_map`."""
    collection = json.loads(SHIPPED.read_text(encoding="utf-8"))
    return _fitting([rings_of(each["geometry"]) for each in collection["features"]], 800.0)


def _fitting(areas: Iterable[list[Ring]], width: float) -> Projection:
    """Return the projection that fits all areas into a map of this width."""
    points = list(chain.from_iterable(chain.from_iterable(areas)))
    west, east = min(lon for lon, _ in points), max(lon for lon, _ in points)
    south, north = min(lat for _, lat in points), max(lat for _, lat in points)
    narrow = cos(radians((south + north) / 2))
    scale = (width - 2 * MARGIN) / ((east - west) * narrow)
    height = round((north - south) * scale + 2 * MARGIN, 1)
    return Projection(west, north, narrow, scale, width, height)


def rings_of(geometry: dict[str, Any]) -> list[Ring]:
    """Return all rings of a Polygon or MultiPolygon, outer ones and holes alike."""
    kinds = {"Polygon": [geometry["coordinates"]], "MultiPolygon": geometry["coordinates"]}
    if geometry["type"] not in kinds:
        raise ValueError(f"not an area: {geometry['type']}")
    return [
        tuple((float(x), float(y)) for x, y, *_ in ring)
        for polygon in kinds[geometry["type"]]
        for ring in polygon
    ]


def _shape(ags: str, rings: Sequence[Ring]) -> MapShape:
    x, y = label_point(rings)
    return MapShape(ags, "".join(map(_path, rings)), round(x, 1), round(y, 1))


def _path(ring: Ring) -> str:
    corners: list[str] = []
    for x, y in ring[:-1]:
        corner = f"{round(x, 1):g},{round(y, 1):g}"
        if not corners or corners[-1] != corner:
            corners.append(corner)
    return f"M{' '.join(corners)}Z"


def contains(rings: Iterable[Ring], point: Point) -> bool:
    """Return whether the point lies inside by the even-odd rule."""
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in _sides(rings):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def label_point(rings: Sequence[Ring], precision: float = 0.5) -> Point:
    """Return the inner point farthest from every border, to within `precision`.

    Quadtree search for the pole of inaccessibility as in Mapbox's polylabel: a cell is looked
    into only while its centre's distance plus its half diagonal can still beat the best.
    """
    xs, ys = zip(*chain.from_iterable(rings), strict=True)
    half = max(min(max(xs) - min(xs), max(ys) - min(ys)) / 2, precision)
    cells = [
        _Cell.at(rings, (x, y), half)
        for x in _steps(min(xs), max(xs), half)
        for y in _steps(min(ys), max(ys), half)
    ]
    heapq.heapify(cells)
    best = max(cells, key=attrgetter("distance"))
    while cells and -cells[0].negated_bound - best.distance > precision:
        cell = heapq.heappop(cells)
        for quarter in cell.quarters(rings):
            best = max(best, quarter, key=attrgetter("distance"))
            heapq.heappush(cells, quarter)
    return best.centre


class _Cell(NamedTuple):
    """A square of the search; sorts by how far inside a point in it may be at most."""

    negated_bound: float
    half: float
    centre: Point
    distance: float

    @classmethod
    def at(cls, rings: Sequence[Ring], centre: Point, half: float) -> Self:
        distance = border_distance(rings, centre)
        return cls(-(distance + half * sqrt(2)), half, centre, distance)

    def quarters(self, rings: Sequence[Ring]) -> Iterator[Self]:
        (x, y), half = self.centre, self.half / 2
        for dx, dy in product((-half, half), repeat=2):
            yield self.at(rings, (x + dx, y + dy), half)


def _steps(low: float, high: float, half: float) -> Iterator[float]:
    """Yield the centres of the cells of width `2 * half` that cover `low` to `high`."""
    for step in range(max(1, ceil((high - low) / (2 * half)))):
        yield low + (2 * step + 1) * half


def border_distance(rings: Sequence[Ring], point: Point) -> float:
    """Return the distance to the nearest border; negative outside."""
    nearest = min(_side_distance(point, *side) for side in _sides(rings))
    return nearest if contains(rings, point) else -nearest


def _sides(rings: Iterable[Ring]) -> Iterator[tuple[Point, Point]]:
    return chain.from_iterable(map(pairwise, rings))


def _side_distance(point: Point, start: Point, end: Point) -> float:
    (x, y), (x1, y1), (x2, y2) = point, start, end
    length = dist(start, end)
    if not length:
        return dist(point, start)
    along = ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length**2
    along = min(1.0, max(0.0, along))
    return hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1))
