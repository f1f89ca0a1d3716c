"""Rows of pairs: (place in the old sequence, place in the new one)."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence

from ikparticipation.drafts.tokens import Pair


def heaviest(links: Mapping[Pair, float]) -> list[Pair]:
    """Return the pairs that do not cross and weigh most together (increasing on both sides)."""
    ends: list[tuple[int, float, Pair | None]] = [(-1, 0.0, None)]  # by new place, ever heavier
    before: dict[Pair, Pair | None] = {}
    for i, j in sorted(links, key=lambda pair: (pair[0], -pair[1])):
        place = bisect_left(ends, j, key=lambda end: end[0])
        _, weight, last = ends[place - 1]
        weight += links[i, j]
        before[i, j] = last
        if place < len(ends) and ends[place][0] == j and ends[place][1] >= weight:
            continue
        upto = place
        while upto < len(ends) and ends[upto][1] <= weight:
            upto += 1
        ends[place:upto] = [(j, weight, (i, j))]
    chain: list[Pair] = []
    pair = ends[-1][2]
    while pair is not None:
        chain.append(pair)
        pair = before[pair]
    return chain[::-1]


def once(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    """Return the places of what stands exactly once on both sides (None: nothing)."""
    times_old, times_new = Counter(old), Counter(new)
    places = {item: j for j, item in enumerate(new) if times_new[item] == 1}
    return [
        (i, places[item])
        for i, item in enumerate(old)
        if item is not None and times_old[item] == 1 and item in places
    ]
