"""A text as a row of tokens, and the longest common subsequence of two such rows.

The subsequence is worked out on whole machine words at once (Hyyrö 2004, "Bit-parallel LCS-length
computation revisited"); Python's integers are as long as the text. `difflib` would be no help: it
takes the longest block first, which need not lie on a longest common subsequence.
"""

import re
from collections.abc import Hashable, Sequence
from typing import NamedTuple

_TOKEN = re.compile(r"[\w\u0300-\u036f\u200c\u200d]+|[^\w\s]")

Pair = tuple[int, int]
"""Place in the old row, place in the new one."""


class Token(NamedTuple):
    """A word or a single mark; spaces are what lies between two of them."""

    start: int
    end: int
    text: str

    @property
    def is_word(self) -> bool:
        return is_word(self.text)


def is_word(text: str) -> bool:
    return text[0].isalnum() or text[0] == "_"


def tokens(text: str) -> list[Token]:
    """Return the words and marks of a text, in order."""
    return [Token(found.start(), found.end(), found[0]) for found in _TOKEN.finditer(text)]


def common(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    """Return a longest common subsequence; of several, the one that ends first in `new`."""
    rows = _rows(old, new)
    found: list[Pair] = []
    i, j = len(old) - 1, len(new) - 1
    while i >= 0 and j >= 0:
        if rows[j] >> i & 1:
            i -= 1
        elif j and not rows[j - 1] >> i & 1:
            j -= 1
        else:
            found.append((i, j))
            i, j = i - 1, j - 1
    return found[::-1]


def common_from_behind(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    """Return the longest common subsequence at the other extreme.

    Where it agrees with `common`, no other one is as long: the words have only this place.
    """
    mirrored = common(old[::-1], new[::-1])
    return [(len(old) - 1 - i, len(new) - 1 - j) for i, j in reversed(mirrored)]


def common_words(old: Sequence[str], new: Sequence[str]) -> tuple[list[Pair], set[Pair]]:
    """Return a longest common subsequence as a person would see it, and which pairs are certain.

    Of several equal words the one beside the neighbours of the old one is taken.
    """
    pairs = common(old, new)
    certain = set(pairs) & set(common_from_behind(old, new))
    place = [j for _, j in pairs]
    for step in (1, -1):
        for n in range(len(pairs))[::step]:
            i, beside = pairs[n][0], n - step
            if pairs[n] in certain or not 0 <= beside < len(pairs):
                continue
            low = place[n - 1] if n else -1
            high = place[n + 1] if n + 1 < len(pairs) else len(new)
            wished = place[beside] + step
            near = pairs[beside][0] == i - step and low < wished < high
            if near and new[wished] == old[i] and not _joins(pairs, place, n, step):
                place[n] = wished
    return [(i, j) for (i, _), j in zip(pairs, place, strict=True)], certain


def _joins(pairs: Sequence[Pair], place: Sequence[int], n: int, step: int) -> bool:
    """Tell whether a word stands beside the same word as before already, on that side."""
    other = n + step
    return (
        0 <= other < len(pairs)
        and pairs[other][0] == pairs[n][0] + step
        and place[other] == place[n] + step
    )


def _rows(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[int]:
    """Return a row of bits for each item of `new`: 0 where the length grows with this `old`."""
    places: dict[Hashable, int] = {}
    for i, item in enumerate(old):
        places[item] = places.get(item, 0) | 1 << i
    full = (1 << len(old)) - 1
    row, rows = full, []
    for item in new:
        here = row & places.get(item, 0)
        row = ((row + here) | (row - here)) & full
        rows.append(row)
    return rows
