"""Keys of passages that live across the versions of a text.

Unchanged words keep their key, wherever they stand; changed words keep it where they are surely
the same passage reworded; all else gets a new key. A wrong key would carry a comment to words it
was not about, a new one only asks a person, so doubt always means a new key.
"""

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import count, pairwise
from typing import NamedTuple, Protocol

ALIKE = 0.6
"""Least `difflib` ratio at which a reworded passage is still the same one."""
FEW_WORDS = 8
"""Below this many words two texts are compared letter by letter, else word by word."""
MOST_COMPARISONS = 10_000
REACH = 12
"""Where more would be needed, how far from its proportional place a passage is looked for."""

_PROSE = frozenset({"paragraph", "list_item", "quote"})


class Worded(Protocol):
    """What a block must tell about itself."""

    @property
    def text(self) -> str: ...
    @property
    def kind(self) -> str: ...


class Words(NamedTuple):
    """What is compared of a passage."""

    kind: str
    text: str


Pair = tuple[int, int]
"""Place in the previous version, place in the new one."""


def assign_keys(
    blocks: Sequence[Worded], previous: Sequence[tuple[str, str, str]], used: Iterable[str] = ()
) -> list[str]:
    """Return a key for each block, unique in the document.

    `previous` are the passages of the version before as (key, text, kind), in order. `used` are
    all keys the document ever had; without them a key dropped two versions ago could come again.
    """
    old = [Words(str(kind), text) for _, text, kind in previous]
    new = [Words(str(block.kind), block.text) for block in blocks]
    in_place = _in_order(old, new)
    pairs = [*in_place, *_moved(old, new, in_place)]
    pairs += _reworded(old, new, in_place, pairs)
    kept = {there: previous[here][0] for here, there in pairs}
    fresh = _fresh_keys([*used, *(key for key, _, _ in previous)])
    return [kept[place] if place in kept else next(fresh) for place in range(len(new))]


def _fresh_keys(used: Iterable[str]) -> Iterator[str]:
    numbers = (re.fullmatch(r"p(\d+)", key, re.ASCII) for key in used)
    last = max((int(number[1]) for number in numbers if number), default=0)
    return (f"p{number}" for number in count(last + 1))


def _in_order(old: Sequence[Words], new: Sequence[Words]) -> list[Pair]:
    """Return the longest common subsequence of the two versions."""
    shorter = min(len(old), len(new))
    head = next((i for i in range(shorter) if old[i] != new[i]), shorter)
    rest = shorter - head
    tail = next((i for i in range(rest) if old[-1 - i] != new[-1 - i]), rest)
    common = set(old) & set(new)
    left = [i for i in range(head, len(old) - tail) if old[i] in common]
    right = [j for j in range(head, len(new) - tail) if new[j] in common]
    middle = _longest([old[i] for i in left], [new[j] for j in right])
    return [
        *((i, i) for i in range(head)),
        *((left[i], right[j]) for i, j in middle),
        *((len(old) - i, len(new) - i) for i in range(tail, 0, -1)),
    ]


def _longest(old: Sequence[object], new: Sequence[object]) -> Iterator[Pair]:
    """Yield a longest common subsequence; `lengths[i][j]` is its length from i and j on."""
    lengths = [[0] * (len(new) + 1)]
    for item in reversed(old):
        below, row = lengths[-1], [0] * (len(new) + 1)
        for j in range(len(new) - 1, -1, -1):
            row[j] = below[j + 1] + 1 if item == new[j] else max(below[j], row[j + 1])
        lengths.append(row)
    lengths.reverse()
    i = j = 0
    while i < len(old) and j < len(new):
        if old[i] == new[j]:
            yield i, j
            i, j = i + 1, j + 1
        elif lengths[i + 1][j] >= lengths[i][j + 1]:
            i += 1
        else:
            j += 1


def _moved(old: Sequence[Words], new: Sequence[Words], paired: Sequence[Pair]) -> Iterator[Pair]:
    """Yield words that are left over once on each side: they stand elsewhere, or became a list."""
    here, there = _left_over(old, new, paired)
    times_here = Counter(old[i].text for i in here)
    times_there = Counter(new[j].text for j in there)
    places = {old[i].text: i for i in here}
    for j in there:
        text = new[j].text
        if times_here[text] == times_there[text] == 1:
            yield places[text], j


def _reworded(
    old: Sequence[Words],
    new: Sequence[Words],
    in_place: Sequence[Pair],
    paired: Sequence[Pair],
) -> Iterator[Pair]:
    """Yield passages that are alike and stand between the same unchanged neighbours."""
    here, there = _left_over(old, new, paired)
    borders = [(-1, -1), *in_place, (len(old), len(new))]
    for (after_i, after_j), (before_i, before_j) in pairwise(borders):
        lines = here[bisect(here, after_i) : bisect(here, before_i)]
        others = there[bisect(there, after_j) : bisect(there, before_j)]
        yield from _alike(old, new, lines, others)


def _left_over(
    old: Sequence[object], new: Sequence[object], paired: Sequence[Pair]
) -> tuple[list[int], list[int]]:
    taken_here, taken_there = {i for i, _ in paired}, {j for _, j in paired}
    return (
        [i for i in range(len(old)) if i not in taken_here],
        [j for j in range(len(new)) if j not in taken_there],
    )


def _alike(
    old: Sequence[Words],
    new: Sequence[Words],
    here: Sequence[int],
    there: Sequence[int],
) -> list[Pair]:
    """Return pairs in order, the most alike first chosen."""
    wide = len(here) * len(there) <= MOST_COMPARISONS
    longer = max(len(here), len(there))
    found: list[tuple[float, int, int, int]] = []
    for a, i in enumerate(here):
        for b, j in enumerate(there):
            distance = abs(a * len(there) - b * len(here)) * longer
            if wide or distance <= REACH * len(here) * len(there):
                ratio = likeness(old[i], new[j])
                found += [(-ratio, abs(a - b), i, j)] if ratio >= ALIKE else []
    chosen: list[Pair] = []
    for _, _, i, j in sorted(found):
        place = bisect(chosen, (i, j))
        before, after = chosen[:place][-1:], chosen[place : place + 1]
        if all(x < i and y < j for x, y in before) and all(i < x and j < y for x, y in after):
            chosen.insert(place, (i, j))
    return chosen


def likeness(old: Words, new: Words) -> float:
    """Return how alike two passages are, 0 to 1; 0 if clearly less than `ALIKE`."""
    if old.kind != new.kind and not {old.kind, new.kind} <= _PROSE:
        return 0.0
    one: Sequence[str] = old.text.split()
    other: Sequence[str] = new.text.split()
    if min(len(one), len(other)) < FEW_WORDS:
        one, other = old.text, new.text
    if 2 * min(len(one), len(other)) < ALIKE * (len(one) + len(other)):
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0
