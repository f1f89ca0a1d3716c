"""What speaks for a place: the selected words themselves and those around them."""

from typing import NamedTuple

from ikparticipation.consultation.mapping.carrying import GONE, Carried
from ikparticipation.consultation.mapping.places import Place
from ikparticipation.consultation.mapping.rows import Row
from ikparticipation.drafts.tokens import is_word

REACH = 8
"""How many tokens on each side of a selection speak for its place."""
FIRM = 0.5
"""Least part of the tokens around (the selection's own too) that must still stand there."""
FIRM_ALONE = 0.7
"""The same where fewer than `RUN` words in a row are unchanged."""
RUN = 3
CONTEXT = 6
"""So many tokens on each side are compared, in any order."""


class Tokens(NamedTuple):
    """A selection as numbers of tokens: the first and the last one it touches."""

    first: int
    last: int


class Evidence:
    def __init__(self, carried: Carried) -> None:
        self.carried = carried
        self.old, self.new = carried.old, carried.new

    def in_a_row(self, selected: Tokens) -> bool:
        """Tell whether all words stand beside each other still, in one block."""
        place, (first, last) = self.carried.place, selected
        there = place[first]
        return (
            there != GONE
            and all(place[n] == there + n - first for n in range(first + 1, last + 1))
            and self.new.block[there] == self.new.block[there + last - first]
        )

    def all_sure(self, selected: Tokens) -> bool:
        return all(self.carried.sure[selected.first : selected.last + 1])

    def any_sure(self, selected: Tokens) -> bool:
        """Tell whether a word of a row has only this place; what hangs on to it has too."""
        numbers = range(selected.first, selected.last + 1)
        words = [n for n in numbers if is_word(self.old.words[n])]
        return any(self.carried.sure[n] for n in words) if words else self.all_sure(selected)

    def firm(self, selected: Tokens) -> bool:
        """Tell whether the words around say the same of the place."""
        first, last = selected
        place, block = self.carried.place, self.old.block[first]
        left = max(self.old.firsts[block], first - REACH)
        right = min(self.old.firsts[block + 1], last + 1 + REACH)
        near = range(place[first] - 2 * REACH, place[last] + 1 + 2 * REACH)
        part = sum(place[n] in near for n in range(left, right)) / (right - left)
        return part >= FIRM_ALONE or (part >= FIRM and self._run(first, last) >= RUN)

    def _run(self, first: int, last: int) -> int:
        """Return how many words stand in one unchanged row with the selected ones."""
        place, block = self.carried.place, self.old.block[first]
        low, high = self.old.firsts[block], self.old.firsts[block + 1] - 1
        while first > low and place[first - 1] == place[first] - 1:
            first -= 1
        while last < high and place[last + 1] == place[last] + 1:
            last += 1
        return self.old.number_of_words(first, last + 1)

    def neighbours_stand(self, selected: Tokens, block: int) -> bool:
        """Tell whether the words right before and behind are there, or the passage's ends."""
        carried, here = self.carried, self.old.block[selected.first]
        low, high = self.old.firsts[here], self.old.firsts[here + 1] - 1
        return all(
            carried.place[n] != GONE
            and carried.sure[n]
            and self.new.block[carried.place[n]] == block
            for n in (selected.first - 1, selected.last + 1)
            if low <= n <= high
        )

    def between_neighbours(self, selected: Tokens, place: Place) -> bool:
        """Tell whether a place lies between the same other words as the selection."""
        block = self.old.block[selected.first]
        if place.block not in self.carried.partners.get(block, ()):
            return False
        first, behind = self.new.within(place.block, place.span)
        low, high = self.old.firsts[block], self.old.firsts[block + 1]
        before = self._next_sure(range(selected.first - 1, low - 1, -1))
        after = self._next_sure(range(selected.last + 1, high))
        if before == after == GONE:
            return False
        return before < first and (after == GONE or after >= behind)

    def _next_sure(self, numbers: range) -> int:
        carried = self.carried
        in_place = (n for n in numbers if carried.place[n] != GONE and not carried.moved[n])
        return next((carried.place[n] for n in in_place if carried.sure[n]), GONE)

    def words_in_a_row(self, selected: Tokens, there: Tokens) -> int:
        """Return how many words, with those right around, are the same at another place."""
        old, new, block = self.old, self.new, self.old.block[selected.first]
        before = _alike(old.words, new.words, selected.first, there.first, -1)
        after = _alike(old.words, new.words, selected.last, there.last, 1)
        first = max(old.firsts[block], selected.first - before)
        behind = min(old.firsts[block + 1], selected.last + 1 + after)
        return old.number_of_words(first, behind)

    def stays(self, selected: Tokens) -> bool:
        """Tell whether most of the sentence still stands in place."""
        return self.carried.holds(self.old.sentences[self.old.sentence_of(selected.first)])

    def left(self, selected: Tokens) -> bool:
        """Tell whether none of the words stands in place."""
        place, moved = self.carried.place, self.carried.moved
        numbers = range(selected.first, selected.last + 1)
        return all(place[n] == GONE or moved[n] for n in numbers)

    def around(self, selected: Tokens, there: Tokens) -> tuple[int, int]:
        """Return how many words around a selection and a place are the same, and of how many."""
        same = seen = 0
        for step, here, other in (
            (-1, selected.first, there.first),
            (1, selected.last, there.last),
        ):
            ours, theirs = _words_beside(self.old, here, step), _words_beside(self.new, other, step)
            same += len(ours & theirs)
            seen += max(len(ours), len(theirs))
        return same, seen


def _alike(old: list[str], new: list[str], here: int, there: int, step: int) -> int:
    """Return how many words beside a pair of the same ones are the same too; at most a few."""
    length = 0
    while (
        length < REACH
        and 0 <= (i := here + step * (length + 1)) < len(old)
        and 0 <= (j := there + step * (length + 1)) < len(new)
        and old[i] == new[j]
    ):
        length += 1
    return length


def _words_beside(row: Row, at: int, step: int) -> set[str]:
    near = (at + step * n for n in range(1, CONTEXT + 1))
    inside = (n for n in near if 0 <= n < len(row) and row.block[n] == row.block[at])
    return {row.words[n] for n in inside if is_word(row.words[n])}
