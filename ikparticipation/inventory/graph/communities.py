"""Communities by the Louvain method: the best by modularity of many seeded runs.

Blondel, Guillaume, Lambiotte, Lefebvre, "Fast unfolding of communities in large networks" (2008).
Gains are compared as whole numbers, so the same seed gives the same communities everywhere.
Twenty runs of networkx take up to five seconds for 1,000 organisations, these half a second; a
test holds the modularity against that of networkx.
"""

from collections import Counter, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from ikparticipation.inventory.graph.building import Neighbours
from ikparticipation.text import N_

RUNS = 20
METHOD = N_(
    "Louvain 2008, ungerichtet, Auflösung 1, beste von 20 Läufen mit Startwert; eigener Code"
)

Weights = list[dict[int, int]]
"""For each node its neighbours and how many ties lead there; to itself, twice the ties within."""


@dataclass(frozen=True)
class Communities:
    of: tuple[int | None, ...]
    """Number from 1, the largest first; None for an actor without any tie."""
    modularity: float | None
    """None: there is no tie."""


def communities(near: Neighbours, *, seed: int, runs: int = RUNS) -> Communities:
    ties = sum(map(len, near)) // 2
    if not ties:
        return Communities(tuple(None for _ in near), None)
    found = [_run(near, Random(seed + run)) for run in range(runs)]  # noqa: S311 - no secret
    scored = [(modularity(near, labels), -number) for number, labels in enumerate(found)]
    score, number = max(scored)
    return Communities(_numbered(near, found[-number]), score)


def modularity(near: Neighbours, labels: Sequence[int]) -> float:
    """Return Newman's modularity; communities by label, at least one tie."""
    within: Counter[int] = Counter()
    ends: Counter[int] = Counter()
    for actor, others in enumerate(near):
        ends[labels[actor]] += len(others)
        within[labels[actor]] += sum(labels[other] == labels[actor] for other in others)
    twice = sum(ends.values())
    whole = sum(within[label] * twice - ends[label] ** 2 for label in ends)
    return whole / twice**2


def _numbered(near: Neighbours, labels: Sequence[int]) -> tuple[int | None, ...]:
    """Return numbers from 1: of the largest first, of equal ones that of the first actor."""
    sizes = Counter(label for actor, label in enumerate(labels) if near[actor])
    first = {label: actor for actor, label in reversed(list(enumerate(labels)))}
    order = sorted(sizes, key=lambda label: (-sizes[label], first[label]))
    number = {label: place for place, label in enumerate(order, start=1)}
    return tuple(number[label] if near[actor] else None for actor, label in enumerate(labels))


def _run(near: Neighbours, random: Random) -> list[int]:
    """Return the label of each actor after one run: move, put together, until nothing moves."""
    weights: Weights = [dict.fromkeys(others, 1) for others in near]
    labels = list(range(len(near)))
    while True:
        moved = _moved(weights, random)
        if moved is None:
            return labels
        labels = [moved[label] for label in labels]
        weights = _put_together(weights, moved)


def _moved(weights: Weights, random: Random) -> list[int] | None:
    """Move nodes to the neighbour community that gains most; None: nothing gains anything.

    A node is looked at again when a neighbour has moved away from it (Ozaki, Tezuka, Inaba 2016).
    The new labels count from 0 without gaps.
    """
    of = list(range(len(weights)))
    degrees = [sum(each.values()) for each in weights]
    totals, twice = degrees[:], sum(degrees)
    waiting = [node for node in of if weights[node]]
    random.shuffle(waiting)
    queue, queued = deque(waiting), set(waiting)
    has_moved = False
    while queue:
        node = queue.popleft()
        queued.discard(node)
        here, degree = of[node], degrees[node]
        totals[here] -= degree
        best = _best_place(node, weights[node], of, totals, degree, twice)
        totals[best] += degree
        if best != here:
            of[node], has_moved = best, True
            left = [o for o in weights[node] if of[o] != best and o not in queued]
            queue.extend(left)
            queued.update(left)
    if not has_moved:
        return None
    number = {label: place for place, label in enumerate(dict.fromkeys(of))}
    return [number[label] for label in of]


def _best_place(
    node: int,
    near: Mapping[int, int],
    of: Sequence[int],
    totals: Sequence[int],
    degree: int,
    twice: int,
) -> int:
    """Return the community that the node, now in none, adds most modularity to; else its own."""
    links: dict[int, int] = {of[node]: 0}
    for other, weight in near.items():
        if other != node:
            label = of[other]
            links[label] = links.get(label, 0) + weight
    best = of[node]
    gain = links[best] * twice - totals[best] * degree
    for label, weight in links.items():
        other_gain = weight * twice - totals[label] * degree
        if other_gain > gain:
            best, gain = label, other_gain
    return best


def _put_together(weights: Weights, labels: Sequence[int]) -> Weights:
    merged: Weights = [{} for _ in range(max(labels) + 1)]
    for node, near in enumerate(weights):
        whole = merged[labels[node]]
        for other, weight in near.items():
            whole[labels[other]] = whole.get(labels[other], 0) + weight
    return merged
