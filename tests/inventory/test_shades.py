"""Shades of the map cover every count, and nothing has none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikparticipation.inventory.shades import MOST, shade, shades


@pytest.mark.parametrize(
    ("counts", "spans"),
    [
        ([], []),
        ([0, 0], []),
        ([1], [(1, 1)]),
        ([3, 1, 0], [(1, 1), (2, 2), (3, 3)]),
        ([5], [(1, 1), (2, 2), (3, 3), (4, 4), (5, 5)]),
        ([7], [(1, 2), (3, 4), (5, 6), (7, 7)]),
        ([23], [(1, 5), (6, 10), (11, 15), (16, 20), (21, 23)]),
    ],
)
def test_counts_fall_into_at_most_five_ranges(counts, spans):
    assert [(span[0], span[-1]) for span in shades(counts)] == spans


@settings(deadline=None)
@given(st.lists(st.integers(0, 5000), max_size=40))
def test_every_count_has_exactly_one_shade_and_zero_has_none(counts):
    ranges = shades(counts)

    assert len(ranges) <= MOST
    for count in counts:
        assert sum(count in span for span in ranges) == (count > 0)
        assert (shade(count, ranges) == 0) == (count == 0)


@settings(deadline=None)
@given(st.lists(st.integers(1, 5000), min_size=2, max_size=40))
def test_more_is_never_lighter(counts):
    ranges = shades(counts)

    shown = [shade(count, ranges) for count in sorted(counts)]

    assert shown == sorted(shown)
