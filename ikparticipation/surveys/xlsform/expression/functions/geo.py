"""Places on earth: "latitude longitude altitude accuracy", lines and areas joined by `;`.

The earth is a sphere with the radius of the equator, 6,378,100 m, and results are rounded to
hundredths, as in the engines of ODK. An area is that of Chamberlain & Duquette, "Some Algorithms
for Polygons on a Sphere" (JPL 2007); its last corner is joined to the first.
"""

import math
from itertools import pairwise

from ikparticipation.surveys.xlsform.expression.compiled import Compiled, booleans, numbers
from ikparticipation.surveys.xlsform.expression.context import Context
from ikparticipation.surveys.xlsform.expression.functions.registry import (
    Arguments,
    Function,
    table,
)
from ikparticipation.surveys.xlsform.expression.values import Value, plain_number, to_text

RADIUS = 6_378_100
Point = tuple[float, float]
"""Latitude and longitude in degrees."""

_MAX_PARTS = 4
_CORNERS = 3


def points_of(value: Value) -> list[Point] | None:
    """Return the places in a text or in all nodes; None if one of them is none."""
    texts = (
        [to_text(value)]
        if isinstance(value, str | float | bool)
        else [node.string() for node in value]
    )
    written = [part.strip() for text in texts for part in text.split(";")]
    found = [_point(part) for part in written if part]
    points = [point for point in found if point is not None]
    return points if len(points) == len(found) else None


def _point(text: str) -> Point | None:
    parts = text.split()
    if not 2 <= len(parts) <= _MAX_PARTS:  # noqa: PLR2004
        return None
    latitude, longitude = plain_number(parts[0]), plain_number(parts[1])
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None  # noqa: PLR2004


def _area(arguments: Arguments) -> Compiled:
    value = arguments[0].value

    def result(context: Context) -> float:
        points = points_of(value(context))
        return math.nan if points is None else area(points)

    return numbers(result)


def _distance(arguments: Arguments) -> Compiled:
    values = [argument.value for argument in arguments.compiled]

    def result(context: Context) -> float:
        parts = [points_of(value(context)) for value in values]
        points = [point for part in parts for point in part or ()]
        return math.nan if None in parts else distance(points)

    return numbers(result)


def _geofence(arguments: Arguments) -> Compiled:
    place, shape = arguments[0].value, arguments[1].value

    def lies_in(context: Context) -> bool:
        points, corners = points_of(place(context)), points_of(shape(context))
        return encloses(corners, points[0]) if points and corners else False

    return booleans(lies_in)


def area(points: list[Point]) -> float:
    """Return square metres."""
    if len(points) < _CORNERS:
        return 0.0
    total = sum(
        math.radians(end[1] - start[1])
        * (2 + math.sin(math.radians(start[0])) + math.sin(math.radians(end[0])))
        for start, end in pairwise([*points, points[0]])
    )
    return abs(_hundredths(total * RADIUS * RADIUS / 2))


def distance(points: list[Point]) -> float:
    """Return metres along the great circles from each point to the next."""
    return _hundredths(sum(_great_circle(start, end) for start, end in pairwise(points)))


def _great_circle(start: Point, end: Point) -> float:
    here, there = math.radians(start[0]), math.radians(end[0])
    between = math.cos(math.radians(start[1] - end[1]))
    cosine = math.sin(here) * math.sin(there) + math.cos(here) * math.cos(there) * between
    return math.acos(min(max(cosine, -1.0), 1.0)) * RADIUS


def _hundredths(number: float) -> float:
    return math.floor(number * 100 + 0.5) / 100


def encloses(corners: list[Point], point: Point) -> bool:
    """Return whether a point lies in a polygon: a ray from it crosses the border oddly often.

    Degrees are taken as a plane; fewer than three corners enclose nothing.
    """
    if len(corners) < _CORNERS:
        return False
    latitude, longitude = point
    is_inside = False
    for (lat1, lon1), (lat2, lon2) in pairwise([*corners, corners[0]]):
        if (lat1 > latitude) is not (lat2 > latitude):
            crossing = lon1 + (latitude - lat1) / (lat2 - lat1) * (lon2 - lon1)
            is_inside = is_inside is not (longitude < crossing)
    return is_inside


FUNCTIONS = table(
    Function("area", 1, 1, _area),
    Function("distance", 1, None, _distance),
    Function("geofence", 2, 2, _geofence),
)
