"""Which counts share one shade of the map."""

from collections.abc import Iterable, Sequence

MOST = 5


def shades(counts: Iterable[int]) -> list[range]:
    """Return at most five ranges of about equal width that cover all counts, from 1 up.

    0 has no range: where nothing is named, the map shows its ground.
    """
    largest = max(counts, default=0)
    width = max(1, -(-largest // MOST))
    return [range(low, min(low + width, largest + 1)) for low in range(1, largest + 1, width)]


def shade(count: int, ranges: Sequence[range]) -> int:
    """Return the number of the range the count is in, 0 for nothing."""
    return next((number for number, span in enumerate(ranges, 1) if count in span), 0)
