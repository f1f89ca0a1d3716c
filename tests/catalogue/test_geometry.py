import json
import re
from itertools import pairwise
from math import cos, isclose, pi, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikparticipation.catalogue import shipped
from ikparticipation.catalogue.geometry import (
    SHIPPED,
    border_distance,
    contains,
    county_map,
    draw,
    label_point,
    rings_of,
)

SQUARE = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0))
HOLE = ((3.0, 3.0), (3.0, 7.0), (7.0, 7.0), (7.0, 3.0), (3.0, 3.0))
FAR_SQUARE = tuple((x / 2 + 20, y / 2) for x, y in SQUARE)
HORSESHOE = (
    *((0.0, 0.0), (12.0, 0.0), (12.0, 10.0), (9.0, 10.0), (9.0, 3.0)),
    *((3.0, 3.0), (3.0, 10.0), (0.0, 10.0), (0.0, 0.0)),
)


def rings_in(path_d):
    """Read an SVG path back into rings."""
    rings = []
    for ring in re.findall(r"M([^MZ]+)Z", path_d):
        points = [tuple(map(float, corner.split(","))) for corner in ring.split()]
        rings.append((*points, points[0]))
    return rings


def area_of(ring):
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))) / 2


def shipped_rings():
    features = json.loads(SHIPPED.read_text(encoding="utf-8"))["features"]
    return [ring for feature in features for ring in rings_of(feature["geometry"])]


def collection(geometry, ags="15083270"):
    return {"features": [{"properties": {"ags": ags}, "geometry": geometry}]}


def test_every_municipality_is_on_the_map_once_and_in_order():
    assert [shape.ags for shape in county_map().shapes] == sorted(shipped.municipalities())


def test_the_map_fills_its_view_box_and_keeps_the_margin():
    county = county_map()

    points = [p for shape in county.shapes for ring in rings_in(shape.path_d) for p in ring]
    xs, ys = zip(*points, strict=True)

    assert county.view_box == f"0 0 800 {county.height:g}"
    assert (min(xs), max(xs)) == (4, 796)
    assert min(ys) == 4
    assert isclose(max(ys), county.height - 4, abs_tol=0.1)


def test_the_map_is_small_enough_for_every_page():
    assert sum(len(shape.path_d) for shape in county_map().shapes) < 60_000


def test_coordinates_have_one_decimal():
    for shape in county_map().shapes:
        assert re.fullmatch(r"(M(-?\d+(\.\d)?,-?\d+(\.\d)? ?)+Z)+", shape.path_d)


def test_a_label_stands_inside_its_municipality_and_clear_of_the_border():
    for shape in county_map().shapes:
        rings = rings_in(shape.path_d)
        assert border_distance(rings, (shape.label_x, shape.label_y)) > 5


def test_the_map_has_the_same_scale_in_both_directions():
    """A degree of latitude is 111.3 km everywhere; the areas come out only if width agrees."""
    county = county_map()
    lat = [y for ring in shipped_rings() for _, y in ring]
    km_per_unit = (max(lat) - min(lat)) * 111.3 / (county.height - 8)

    drawn = sum(area_of(ring) for shape in county.shapes for ring in rings_in(shape.path_d))

    official = sum(facts["area_km2"] for facts in shipped.municipalities().values())
    assert isclose(drawn * km_per_unit**2, official, rel_tol=0.02)


def test_areas_on_the_map_are_in_the_proportion_of_the_official_areas():
    official = {ags: facts["area_km2"] for ags, facts in shipped.municipalities().items()}
    drawn = {s.ags: sum(map(area_of, rings_in(s.path_d))) for s in county_map().shapes}
    scale = sum(official.values()) / sum(drawn.values())

    for ags, area in official.items():
        if area > 50:  # the polygons are for maps 1 : 5 000 000, the small ones are rough
            assert isclose(drawn[ags] * scale, area, rel_tol=0.2)


def test_north_is_up_and_east_is_right():
    places = {shape.ags: shape for shape in county_map().shapes}
    oebisfelde, groeningen = places["15083411"], places["15083245"]
    barleben = places["15083040"]

    assert oebisfelde.label_y < barleben.label_y < groeningen.label_y
    assert oebisfelde.label_x < groeningen.label_x < barleben.label_x


def test_the_exclave_of_barleben_is_part_of_its_path():
    barleben = next(shape for shape in county_map().shapes if shape.ags == "15083040")

    assert barleben.path_d.count("M") == 2
    assert barleben.path_d.count("Z") == 2


def test_the_map_is_drawn_once():
    assert county_map() is county_map()


def test_a_hole_stays_a_hole_and_has_no_label():
    ring = draw(collection({"type": "Polygon", "coordinates": [SQUARE, HOLE]})).shapes[0]

    rings = rings_in(ring.path_d)

    assert len(rings) == 2
    assert contains(rings, (ring.label_x, ring.label_y))
    assert not contains(rings, (400, 400))


def test_the_label_of_several_parts_stands_in_the_largest():
    parts = {"type": "MultiPolygon", "coordinates": [[FAR_SQUARE], [SQUARE]]}

    shape = draw(collection(parts)).shapes[0]

    assert contains(rings_in(shape.path_d)[1:], (shape.label_x, shape.label_y))


def test_what_is_not_an_area_is_refused():
    with pytest.raises(ValueError, match="not an area: Point"):
        rings_of({"type": "Point", "coordinates": [11.4, 52.3]})


@pytest.mark.parametrize(
    ("rings", "expected_distance"),
    [
        ([SQUARE], 5.0),  # its middle
        ([SQUARE, HOLE], 1.757),  # a corner between border and hole: d = (3 - d) √2
        ([HORSESHOE], 1.757),  # a corner of the bend, not the middle, which is outside
    ],
)
def test_the_label_point_is_the_inner_point_farthest_from_the_border(rings, expected_distance):
    point = label_point(rings, precision=0.01)

    assert contains(rings, point)
    assert border_distance(rings, point) == pytest.approx(expected_distance, abs=0.02)


@given(st.lists(st.floats(5, 50), min_size=3, max_size=12))
def test_no_point_of_a_grid_is_farther_inside_than_the_label_point(radii):
    turn = 2 * pi / len(radii)
    star = [(r * cos(turn * i), r * sin(turn * i)) for i, r in enumerate(radii)]
    ring = (*star, star[0])

    best = border_distance([ring], label_point([ring], precision=0.5))

    grid = [(x, y) for x in range(-50, 51, 10) for y in range(-50, 51, 10)]
    assert best >= max(border_distance([ring], point) for point in grid) - 0.5
