"""The county as a picture on which a place can be pointed at."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from flask import make_response, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from ikparticipation.catalogue import shipped
from ikparticipation.catalogue.geometry import county_map, county_projection
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.surveys.xlsform.values import Geopoint, Refused
from ikparticipation.surveys.xlsform.values.points import read_point

WIDTH = 256
"""Pixels. Fits into a row on the narrowest phone; a click is told in pixels of this width."""
HEIGHT = round(WIDTH * county_projection().height / county_projection().width)
DIGITS = 4
"""Of degrees: 10 m. A pixel of the picture is some 270 m."""


def typed_at(x: int, y: int) -> list[str]:
    """Return latitude and longitude of a pixel, as they would be typed."""
    units = county_projection().width / WIDTH
    lon, lat = county_projection().place((x * units, y * units))
    return _typed(lat, lon)


def middle_of(ags: str) -> list[str] | None:
    """Return latitude and longitude of the middle of a municipality; None: there is none."""
    shape = next((shape for shape in county_map().shapes if shape.ags == ags), None)
    if shape is None:
        return None
    lon, lat = county_projection().place((shape.label_x, shape.label_y))
    return _typed(lat, lon)


def _typed(lat: float, lon: float) -> list[str]:
    return [f"{degrees:.{DIGITS}f}".replace(".", ",") for degrees in (lat, lon)]


def point_of(typed: Sequence[str]) -> str:
    """Return what the address of the picture says of a place; blank if it is none."""
    found = read_point(typed)
    if found is None or isinstance(found, Refused):
        return ""
    return f"{found['lat']:g},{found['lon']:g}"


class Municipality(NamedTuple):
    ags: str
    name: str
    at: str
    """Latitude and longitude of its middle."""


@cache
def municipalities() -> tuple[Municipality, ...]:
    """Return them A to Z as German reads."""
    known = shipped.municipalities()
    ordered = sorted(known, key=lambda ags: str(known[ags]["sort_key"]))
    middles = ((ags, middle_of(ags)) for ags in ordered)
    return tuple(
        Municipality(ags, str(known[ags]["name"]), " ".join(typed).replace(",", "."))
        for ags, typed in middles
        if typed
    )


@cache
def edges() -> tuple[str, str, str, str]:
    """Return the degrees of the picture's edges: west, east, north, south."""
    projection = county_projection()
    west, north = projection.place((0, 0))
    east, south = projection.place((projection.width, projection.height))
    return f"{west:.6f}", f"{east:.6f}", f"{north:.6f}", f"{south:.6f}"


@bp.get("/erhebung/karte.svg")
@login_required
def county_picture() -> ResponseReturnValue:
    """Draw the county, with the place that the address names."""
    found = read_point(request.args.get("punkt", "").split(","))
    point = None if isinstance(found, Refused) else found
    answer = make_response(_ground() + (_mark(point) if point else "") + "</svg>")
    answer.mimetype = "image/svg+xml"
    return answer


@cache
def _ground() -> str:
    """Return the municipalities, in a grey-blue that can be seen on light and on dark."""
    paths = "".join(f'<path d="{shape.path_d}"/>' for shape in county_map().shapes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{county_map().view_box}">'
        f'<g fill="#7b92b2" stroke="#fff" stroke-width="2" fill-rule="evenodd">{paths}</g>'
    )


def _mark(point: Geopoint) -> str:
    x, y = county_projection().project((point["lon"], point["lat"]))
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="22" fill="#b00020" stroke="#fff" stroke-width="8"/>'
    )
