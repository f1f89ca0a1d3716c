"""Distances between places on the earth taken as a sphere (haversine)."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import asin, cos, degrees, radians, sin, sqrt

EARTH_KM = 6371.0088
"""Mean radius (IUGG). The error against the ellipsoid is below 0.6 %."""


@dataclass(frozen=True)
class Point:
    """Degrees of WGS 84."""

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        if not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180):  # noqa: PLR2004
            raise ValueError(f"not on the earth: {self.latitude}, {self.longitude}")


@dataclass(frozen=True)
class Box:
    """Latitudes and longitudes outside of which nothing is near."""

    south: float
    north: float
    west: float
    east: float

    def holds(self, point: Point) -> bool:
        return (
            self.south <= point.latitude <= self.north and self.west <= point.longitude <= self.east
        )


def kilometres(one: Point, other: Point) -> float:
    """Return the length of the great circle between two points."""
    north, other_north = radians(one.latitude), radians(other.latitude)
    apart = radians(other.longitude - one.longitude)
    half = sin((other_north - north) / 2) ** 2
    half += cos(north) * cos(other_north) * sin(apart / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def around(centre: Point, km: float) -> Box:
    """Return a box that holds every point within `km`: cheap to ask before the distance is.

    Near a pole and across the line of date it holds all longitudes.
    """
    high = degrees(km / EARTH_KM)
    south, north = centre.latitude - high, centre.latitude + high
    widest = cos(radians(max(abs(south), abs(north))))
    wide = sin(min(km / EARTH_KM / 2, 1.5)) / widest if widest > 0 else 1.0
    if not (south > -90 and north < 90 and wide < 1):  # noqa: PLR2004 - the poles
        return Box(south, north, -180, 180)
    apart = degrees(2 * asin(wide))
    west, east = centre.longitude - apart, centre.longitude + apart
    if west < -180 or east > 180:  # noqa: PLR2004
        return Box(south, north, -180, 180)
    return Box(south, north, west, east)


def middle(points: Sequence[Point]) -> Point:
    """Return the middle of points that lie close together."""
    return Point(
        sum(point.latitude for point in points) / len(points),
        sum(point.longitude for point in points) / len(points),
    )
