"""Distances on the earth."""

from math import acos, cos, radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikparticipation.inventory.distance import EARTH_KM, Point, around, kilometres, middle

HALDENSLEBEN = Point(52.291363, 11.411083)
OSCHERSLEBEN = Point(52.026437, 11.227157)
points = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))
near_home = st.builds(Point, st.floats(51.5, 53), st.floats(10, 13))


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        pytest.param(HALDENSLEBEN, OSCHERSLEBEN, 32.0, id="two towns of the county"),
        pytest.param(HALDENSLEBEN, HALDENSLEBEN, 0, id="the same place"),
        pytest.param(Point(0, 0), Point(0, 180), 20015.1, id="half around the earth"),
        pytest.param(Point(90, 0), Point(90, 77), 0, id="a pole has no longitude"),
        pytest.param(Point(0, 179.5), Point(0, -179.5), 111.2, id="across the line of date"),
    ],
)
def test_distances_are_as_on_a_map(one, other, km):
    assert kilometres(one, other) == pytest.approx(km, abs=0.1)


@given(points, points)
def test_a_distance_is_the_same_there_and_back_and_never_too_long(one, other):
    there = kilometres(one, other)

    assert there == pytest.approx(kilometres(other, one))
    assert 0 <= there <= EARTH_KM * 3.1416


@given(points, points, points)
def test_no_way_around_is_shorter(one, other, over):
    direct = kilometres(one, other)

    assert direct <= kilometres(one, over) + kilometres(over, other) + 1e-6


@given(near_home, near_home)
def test_it_agrees_with_the_law_of_cosines(one, other):
    north, other_north = radians(one.latitude), radians(other.latitude)
    apart = radians(one.longitude - other.longitude)
    inner = sin(north) * sin(other_north) + cos(north) * cos(other_north) * cos(apart)

    expected = EARTH_KM * acos(max(-1, min(1, inner)))
    assert kilometres(one, other) == pytest.approx(expected, abs=0.2)


@given(points, points, st.sampled_from([5, 10, 20, 50]))
def test_what_is_near_lies_in_the_box(centre, other, km):
    if kilometres(centre, other) <= km:
        assert around(centre, km).holds(other)


@given(near_home, st.sampled_from([5, 10, 20, 50]))
def test_the_box_is_hardly_larger_than_the_circle(centre, km):
    box = around(centre, km)

    corner = Point(box.north, box.east)
    assert kilometres(centre, corner) <= km * 1.45


def test_the_middle_of_two_places_is_as_far_from_both():
    between = middle([HALDENSLEBEN, OSCHERSLEBEN])

    assert kilometres(between, HALDENSLEBEN) == pytest.approx(16, abs=0.1)
    assert kilometres(between, OSCHERSLEBEN) == pytest.approx(16, abs=0.1)


@pytest.mark.parametrize(("latitude", "longitude"), [(91, 0), (0, 181), (float("nan"), 0)])
def test_what_is_not_on_the_earth_is_refused(latitude, longitude):
    with pytest.raises(ValueError, match="not on the earth"):
        Point(latitude, longitude)
