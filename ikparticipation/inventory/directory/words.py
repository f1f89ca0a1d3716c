"""Words found in any part of the words of a text."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from ikparticipation.inventory.directory import bits

MOST_KEPT = 500
"""Answers are kept for as many words: people look for the same few."""


class Words:
    """Where words occur in texts, numbered as they are given.

    Texts have far fewer different words than words: those are looked through, not the texts.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._size = len(texts)
        self._kept: dict[str, int] = {}
        self._places: dict[str, list[int]] = {}
        for number, text in enumerate(texts):
            for word in set(text.split()):
                self._places.setdefault(word, []).append(number)
        self._words = list(self._places)
        self._joined = " ".join(self._words)
        self._starts = [0, *accumulate(len(word) + 1 for word in self._words)]

    def holding(self, part: str) -> int:
        """Return the set of texts in which `part` (no spaces) stands in a word."""
        if part not in self._kept:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            found = (place for word in self._with(part) for place in self._places[word])
            self._kept[part] = bits.of(found, self._size)
        return self._kept[part]

    def _with(self, part: str) -> Iterator[str]:
        at = self._joined.find(part)
        while at >= 0:
            number = bisect_right(self._starts, at) - 1
            yield self._words[number]
            at = self._joined.find(part, self._starts[number + 1])
