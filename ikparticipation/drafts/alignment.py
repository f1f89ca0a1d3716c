"""Which units of one text continue which units of another: passages of versions, or sentences.

Units are paired by key, then where the same words stand once on each side, then, between what is
paired so far, by similarity: of all rows of pairs that do not cross, the heaviest (dynamic
programming). What crosses that row has moved. A unit that was split or merged goes on in the
units beside it. `sure` is false where another unit left over could as well be the one.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from ikparticipation.drafts.chains import heaviest, once
from ikparticipation.drafts.likeness import (
    ALIKE,
    CONTAINED,
    LEAST_WORDS,
    Bag,
    likeness,
    rarity,
    total,
    words_of,
)
from ikparticipation.drafts.tokens import Pair

ALIKE_ELSEWHERE = 0.5
"""Least likeness of units that left their neighbours; more, because nothing else speaks for it."""
MARGIN = 0.1
"""By how much a pair must be more alike than any other choice."""
MOST_COMPARISONS = 40_000
RARE = 24
"""Where more would be needed, units are compared if they share a word that so many have."""


class Unit(NamedTuple):
    text: str
    key: str | None = None


@dataclass(frozen=True)
class Group:
    """Places of units that belong together; a side with more than one was split or merged."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    exact: bool
    """One unit on each side, with the same words."""
    sure: bool = True
    moved: bool = False


def align(
    old: Sequence[Unit], new: Sequence[Unit], weights: Mapping[str, float] | None = None
) -> list[Group]:
    """Return the groups of units that belong together, in the order of the old text.

    `weights` are those of the whole text, where the units are only a part of it.
    """
    if weights is None:
        weights = rarity(unit.text for unit in [*old, *new])
    return _Aligning(old, new, weights).groups()


class _Aligning:
    """The state of one alignment: which unit has found its partner."""

    def __init__(
        self, old: Sequence[Unit], new: Sequence[Unit], weights: Mapping[str, float]
    ) -> None:
        self.old, self.new = old, new
        self.old_bags = [Bag(Counter(words_of(unit.text)), weights) for unit in old]
        self.new_bags = [Bag(Counter(words_of(unit.text)), weights) for unit in new]
        self.partner: dict[int, int] = {}
        self.taken: set[int] = set()
        self.in_order: list[Pair] = []
        self.unsure: set[int] = set()
        self.moved: set[int] = set()

    def groups(self) -> list[Group]:
        self._certain()
        for gap_old, gap_new in list(self._gaps()):
            self._alike_between(gap_old, gap_new)
        self.in_order.sort()
        self._alike_elsewhere()
        groups = [self._group(i, j) for i, j in self.partner.items()]
        return sorted(self._with_pieces(groups), key=lambda group: group.old)

    def _group(self, i: int, j: int) -> Group:
        return Group(
            old=(i,),
            new=(j,),
            exact=self.old[i].text == self.new[j].text,
            sure=i not in self.unsure,
            moved=i in self.moved,
        )

    def _pair(self, i: int, j: int) -> None:
        self.partner[i] = j
        self.taken.add(j)

    def _certain(self) -> None:
        """Pair by key and by words that stand once on each side; say which of them moved."""
        keyed = once([unit.key for unit in self.old], [unit.key for unit in self.new])
        held = {i for i, _ in keyed}, {j for _, j in keyed}
        exact = [
            (i, j)
            for i, j in once([unit.text for unit in self.old], [unit.text for unit in self.new])
            if i not in held[0] and j not in held[1]
        ]
        self.in_order = heaviest({(i, j): 1 + self.old_bags[i].weight for i, j in keyed + exact})
        chain = set(self.in_order)
        for i, j in self.in_order:
            self._pair(i, j)
        away = [pair for pair in keyed if pair not in chain]
        away += [
            (i, j) for i, j in exact if (i, j) not in chain and self.old_bags[i].size >= LEAST_WORDS
        ]
        for i, j in away:
            self._pair(i, j)
            self.moved.add(i)
        for i, j in away:
            self._companions(i, j, -1)
            self._companions(i, j, 1)

    def _surely_moved(self, i: int) -> bool:
        """Tell whether the words are many, and part of no other unit in either text."""
        text = self.old[i].text
        return self.old_bags[i].size >= LEAST_WORDS and all(
            sum(unit.text.count(text) for unit in units) == 1 for units in (self.old, self.new)
        )

    def _companions(self, i: int, j: int, step: int) -> None:
        """Let short units before or behind a moved one go with it: a section with its heading."""
        while True:
            i, j = i + step, j + step
            if not (0 <= i < len(self.old) and 0 <= j < len(self.new)):
                return
            if i in self.partner or j in self.taken or self.old[i].text != self.new[j].text:
                return
            self._pair(i, j)
            self.moved.add(i)

    def _gaps(self) -> Iterator[tuple[list[int], list[int]]]:
        """Yield what is still free between two neighbours of the row of pairs."""
        borders = [(-1, -1), *self.in_order, (len(self.old), len(self.new))]
        for (i, j), (next_i, next_j) in pairwise(borders):
            free_old = [x for x in range(i + 1, next_i) if x not in self.partner]
            free_new = [y for y in range(j + 1, next_j) if y not in self.taken]
            if free_old and free_new:
                yield free_old, free_new

    def _alike_between(self, free_old: list[int], free_new: list[int]) -> None:
        alike = self._likeness(free_old, free_new)
        chain = heaviest(
            {
                (i, j): ratio * (1 + self.old_bags[i].shared(self.new_bags[j]))
                for (i, j), ratio in alike.items()
            }
        )
        for i, j in chain:
            self._pair(i, j)
        self.in_order += chain
        borders = [(-1, -1), *chain, (len(self.old), len(self.new))]
        for place, (i, j) in enumerate(chain, start=1):
            low, high = borders[place - 1], borders[place + 1]
            rivals = [(x, j) for x in free_old if low[0] < x < high[0] and x not in self.partner]
            rivals += [(i, y) for y in free_new if low[1] < y < high[1] and y not in self.taken]
            if any(self._rivals(alike[i, j], alike.get(pair, 0)) for pair in rivals):
                self.unsure.add(i)

    @staticmethod
    def _rivals(chosen: float, other: float) -> bool:
        """Tell whether another choice is nearly as good; the same words beat all but the same."""
        return other > chosen - MARGIN if chosen < 1 else other == 1

    def _likeness(self, free_old: list[int], free_new: list[int]) -> dict[Pair, float]:
        """Return how alike the pairs are that may be one."""
        found = {}
        for i, j in self._candidates(free_old, free_new):
            ratio = self._ratio(i, j)
            if ratio >= ALIKE:
                found[i, j] = ratio
        return found

    def _ratio(self, i: int, j: int) -> float:
        if self.old[i].text == self.new[j].text:
            return 1.0
        return likeness(self.old_bags[i], self.new_bags[j])

    def _candidates(self, free_old: list[int], free_new: list[int]) -> Iterable[Pair]:
        if len(free_old) * len(free_new) <= MOST_COMPARISONS:
            return ((i, j) for i in free_old for j in free_new)
        having: dict[str, list[int]] = {}
        for j in free_new:
            for word in self.new_bags[j].counts:
                having.setdefault(word, []).append(j)
        return {
            (i, j)
            for i in free_old
            for word in self.old_bags[i].counts
            if len(having.get(word, ())) <= RARE
            for j in having.get(word, ())
        }

    def _alike_elsewhere(self) -> None:
        """Pair what moved and was reworded too: never surely the same, but worth proposing."""
        free_old = [i for i in range(len(self.old)) if i not in self.partner]
        free_new = [j for j in range(len(self.new)) if j not in self.taken]
        alike = self._likeness(free_old, free_new)
        best_old: dict[int, float] = {}
        best_new: dict[int, float] = {}
        for (i, j), ratio in alike.items():
            best_old[i] = max(best_old.get(i, 0), ratio)
            best_new[j] = max(best_new.get(j, 0), ratio)
        for (i, j), ratio in sorted(alike.items(), key=lambda item: -item[1]):
            if ratio < ALIKE_ELSEWHERE or i in self.partner or j in self.taken:
                continue
            if ratio == best_old[i] == best_new[j]:
                self._pair(i, j)
                self.moved.add(i)
                self.unsure.add(i)

    def _with_pieces(self, groups: list[Group]) -> list[Group]:
        """Give pieces that are left over to the neighbour whose words they hold."""
        row = sorted((group for group in groups if not group.moved), key=lambda group: group.old)
        rest = [group for group in groups if group.moved]
        ends = Group((len(self.old),), (len(self.new),), exact=True)
        before = Group((-1,), (-1,), exact=True)
        grown: list[Group] = []
        for group, behind in pairwise([*row, ends]):
            grown.append(self._grown(group, before, behind))
            before = grown[-1]
        return grown + rest

    def _grown(self, group: Group, before: Group, behind: Group) -> Group:
        if group.exact:
            return group
        for j in _outward(group.new, before.new[-1], behind.new[0]):
            if j not in self.taken and self._is_piece(group, self.new_bags[j], new=True):
                self.taken.add(j)
                group = replace(group, new=tuple(sorted((*group.new, j))))
        for i in _outward(group.old, before.old[-1], behind.old[0]):
            if i not in self.partner and self._is_piece(group, self.old_bags[i], new=False):
                self.partner[i] = group.new[0]
                group = replace(group, old=tuple(sorted((*group.old, i))))
        return group

    def _is_piece(self, group: Group, piece: Bag, *, new: bool) -> bool:
        """Tell whether most of the piece stands in what the other side has no partner for yet."""
        one = total([self.old_bags[i] for i in group.old])
        two = total([self.new_bags[j] for j in group.new])
        rest = one.without(two) if new else two.without(one)
        return 0 < CONTAINED * piece.weight <= piece.shared(rest)


def _outward(places: Sequence[int], before: int, behind: int) -> Iterator[int]:
    """Yield the free places around, the nearest first."""
    yield from range(places[-1] + 1, behind)
    yield from range(places[0] - 1, before, -1)
