"""Sets of positions as one number: bit n stands for position n."""

from collections.abc import Iterable, Iterator

_LEAP = 256
"""Positions of which only the number is looked at where they are skipped."""


def of(positions: Iterable[int], size: int) -> int:
    """Return the set of these positions, all below `size`; linear, unlike `|=` for each."""
    octets = bytearray(size // 8 + 1)
    for position in positions:
        octets[position >> 3] |= 1 << (position & 7)
    return int.from_bytes(octets, "little")


def chosen(bits: int, order: Iterable[int]) -> Iterator[int]:
    """Yield those of the positions that are in the set, as they come."""
    digits = f"{bits:b}"[::-1]
    size = len(digits)
    return (position for position in order if position < size and digits[position] == "1")


def positions(bits: int, skip: int = 0) -> Iterator[int]:
    """Yield the positions in rising order, without the first `skip`."""
    digits = f"{bits:b}"[::-1]
    start, end = 0, len(digits)
    while start < end and (here := digits.count("1", start, start + _LEAP)) <= skip:
        skip -= here
        start += _LEAP
    place = digits.find("1", start)
    while place >= 0:
        if skip:
            skip -= 1
        else:
            yield place
        place = digits.find("1", place + 1)
