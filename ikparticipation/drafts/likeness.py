"""How alike two units of text are, by their words; a word that few units have says more."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ikparticipation.drafts.tokens import is_word, tokens

LEAST_WORDS = 6
"""So many words stand in the same order twice only because they were moved."""
ALIKE = 0.4
"""Least weighted overlap (Dice) at which two units between the same neighbours are one."""
CONTAINED = 0.6
"""Least part of a shorter unit's words that must stand in the longer one to be a piece of it."""
ALMOST = 0.99
"""As alike as two units can be that are not the same, word for word."""


class Bag:
    """The words of a unit, counted and weighted."""

    def __init__(self, counts: Counter[str], weights: Mapping[str, float]) -> None:
        self.counts = counts
        self.weights = weights
        self.weight = sum(weights[word] * times for word, times in counts.items())
        self.size = counts.total()

    def shared(self, other: "Bag") -> float:
        one, two = sorted((self.counts, other.counts), key=len)
        both = ((word, min(times, two[word])) for word, times in one.items() if word in two)
        return sum(self.weights[word] * times for word, times in both)

    def without(self, other: "Bag") -> "Bag":
        return Bag(self.counts - other.counts, self.weights)

    def with_(self, other: "Bag") -> "Bag":
        return Bag(self.counts + other.counts, self.weights)


def words_of(text: str) -> list[str]:
    return [token.text for token in tokens(text) if is_word(token.text)]


def rarity(texts: Iterable[str]) -> dict[str, float]:
    """Return the weight of each word: the fewer units have it, the more it says."""
    seen: Counter[str] = Counter()
    number = 0
    for number, text in enumerate(texts, start=1):  # noqa: B007 - the last one counts them
        seen.update(set(words_of(text)))
    return {word: math.log(1 + number / times) for word, times in seen.items()}


def total(bags: Sequence[Bag]) -> Bag:
    total = bags[0]
    for bag in bags[1:]:
        total = total.with_(bag)
    return total


def likeness(one: Bag, two: Bag) -> float:
    """Return the weighted Dice coefficient, or at least `ALIKE` if one is a piece of the other."""
    smaller, larger = min(one.weight, two.weight), max(one.weight, two.weight)
    if not smaller:
        return 0.0
    shared = one.shared(two)
    if shared >= CONTAINED * smaller and min(one.size, two.size) >= LEAST_WORDS:
        return min(max(2 * shared / (smaller + larger), ALIKE), ALMOST)
    return min(2 * shared / (smaller + larger), ALMOST)
