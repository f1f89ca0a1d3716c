import statistics
from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikparticipation.surveys.results import numbers

given_numbers = st.lists(
    st.one_of(
        st.integers(-1000, 10**6),
        st.decimals(-50, 1000, places=2, allow_nan=False, allow_infinity=False),
    ),
    min_size=2,
    max_size=40,
)


def figures(given_):
    return numbers(Counter(map(Decimal, given_)))


@given(given_numbers)
def test_figures_are_those_of_the_standard_library(values):
    exact = [Decimal(value) for value in values]

    found = figures(values)

    quartiles = statistics.quantiles(exact, n=4, method="inclusive")
    assert found.n == len(values)
    assert (found.minimum, found.maximum) == (float(min(exact)), float(max(exact)))
    assert found.mean == pytest.approx(float(statistics.mean(exact)))
    assert found.median == pytest.approx(float(statistics.median(exact)))
    assert (found.lower_quartile, found.upper_quartile) == pytest.approx(
        (float(quartiles[0]), float(quartiles[2]))
    )


@given(given_numbers)
def test_bars_cover_every_number_once_and_are_few(values):
    bins = figures(values).bins

    assert sum(each.count for each in bins) == len(values)
    assert 1 <= len(bins) <= 14
    assert bins[0].low <= min(map(Decimal, values))
    assert bins[-1].high >= max(map(Decimal, values))


def test_few_whole_numbers_have_a_bar_each():
    found = figures([1, 1, 3]).bins

    assert [(int(each.low), int(each.high), each.count) for each in found] == [
        (1, 1, 2),
        (2, 2, 0),
        (3, 3, 1),
    ]


def test_no_numbers_have_no_figures():
    assert numbers({}) is None
    assert numbers({Decimal(3): 0}) is None
