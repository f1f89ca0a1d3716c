"""Figures of numbers, exact from how often each was given."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from math import ceil, floor, log2

FEW = 12
"""Up to so many whole numbers in a row each have a bar of their own."""
LEAST_BINS = 5
_NICE = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))


@dataclass(frozen=True)
class Bin:
    low: Decimal
    high: Decimal
    """The last number in it if `is_closed`, else the first one beyond."""
    count: int
    is_closed: bool


@dataclass(frozen=True)
class Numbers:
    """Of the numbers that were given; never of none."""

    n: int
    minimum: float
    maximum: float
    mean: float
    median: float
    lower_quartile: float
    upper_quartile: float
    """By linear interpolation, all numbers being the whole population (type 7 of Hyndman and Fan
    1996; `statistics.quantiles` with method "inclusive")."""
    total: float
    bins: tuple[Bin, ...]


def numbers(counts: Mapping[Decimal, int]) -> Numbers | None:
    """Return the figures of numbers and how often each was given; None for no numbers."""
    given = sorted((number, count) for number, count in counts.items() if count)
    if not given:
        return None
    n = sum(count for _, count in given)
    total = sum((number * count for number, count in given), Decimal(0))
    ordered = _Ordered(given)
    return Numbers(
        n=n,
        minimum=float(given[0][0]),
        maximum=float(given[-1][0]),
        mean=float(total / n),
        median=float(ordered.quantile(2)),
        lower_quartile=float(ordered.quantile(1)),
        upper_quartile=float(ordered.quantile(3)),
        total=float(total),
        bins=_bins(given, n),
    )


class _Ordered:
    """Numbers in their order, each as often as it was given, without listing them."""

    def __init__(self, given: list[tuple[Decimal, int]]) -> None:
        self.given = given
        self.ends = list(accumulate(count for _, count in given))

    def quantile(self, quarter: int) -> Decimal:
        place, rest = divmod((self.ends[-1] - 1) * quarter, 4)
        low = self._at(place)
        return low if not rest else low + (self._at(place + 1) - low) * rest / 4

    def _at(self, place: int) -> Decimal:
        return next(
            number for (number, _), end in zip(self.given, self.ends, strict=True) if place < end
        )


def _bins(given: list[tuple[Decimal, int]], n: int) -> tuple[Bin, ...]:
    """Return bars of equal width that begin at round numbers and cover all from least to largest.

    Whole numbers: one bar each as long as they are few, else groups of whole numbers.
    """
    least, largest = given[0][0], given[-1][0]
    is_whole = all(number == number.to_integral_value() for number, _ in given)
    if is_whole and largest - least < FEW:
        width = Decimal(1)
    else:
        width = _nice((largest - least) / _wanted(n)) if largest > least else Decimal(1)
        width = max(width, Decimal(1)) if is_whole else width
    first, last = floor(least / width), floor(largest / width)
    counts = dict.fromkeys(range(first, last + 1), 0)
    for number, count in given:
        counts[floor(number / width)] += count
    step = Decimal(1) if is_whole else Decimal(0)
    return tuple(
        Bin(place * width, (place + 1) * width - step, count, is_whole)
        for place, count in counts.items()
    )


def _wanted(n: int) -> int:
    """Return how many bars suit n numbers (Sturges 1926), within what one can read."""
    return min(FEW, max(LEAST_BINS, ceil(log2(n)) + 1))


def _nice(width: Decimal) -> Decimal:
    """Return the next width of 1, 2 or 5 times a power of ten."""
    power = Decimal(1).scaleb(width.adjusted())
    return next(nice * power for nice in _NICE if nice * power >= width)
