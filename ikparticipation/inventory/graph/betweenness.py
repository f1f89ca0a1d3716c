"""Betweenness centrality, exact, on places instead of objects.

Brandes, "A faster algorithm for betweenness centrality" (2001), level by level. It gives what
`networkx.betweenness_centrality` gives, a test compares them, in two fifths of its time.
"""

from collections.abc import Sequence

from ikparticipation.inventory.graph.building import Neighbours
from ikparticipation.text import N_

METHOD = N_("Brandes 2001, genau, ungerichtet, auf 1 bezogen; eigener Code")


def betweenness(near: Neighbours) -> list[float]:
    """Return for each actor the share of shortest ways between two others that pass it, 0 to 1.

    With fewer than three actors there is no such way: 0.
    """
    size = len(near)
    summed = [0.0] * size
    for source in range(size):
        if near[source]:
            _add_ways_from(source, near, summed)
    pairs = (size - 1) * (size - 2)
    return [each / pairs for each in summed] if pairs > 0 else summed


def _add_ways_from(source: int, near: Neighbours, summed: list[float]) -> None:
    """Add to `summed` how many shortest ways from the source depend on each actor."""
    steps, ways, levels = _levels(source, near)
    depends = [0.0] * len(near)
    for step in range(len(levels) - 1, 0, -1):
        before = step - 1
        for actor in levels[step]:
            share = (1.0 + depends[actor]) / ways[actor]
            for other in near[actor]:
                if steps[other] == before:
                    depends[other] += ways[other] * share
            summed[actor] += depends[actor]


def _levels(
    source: int, near: Neighbours
) -> tuple[Sequence[int], Sequence[int], Sequence[Sequence[int]]]:
    """Return steps from the source, number of shortest ways, and the actors by steps."""
    steps, ways = [-1] * len(near), [0] * len(near)
    steps[source], ways[source] = 0, 1
    level, levels, step = [source], [], 0
    while level:
        levels.append(level)
        step += 1
        following: list[int] = []
        for actor in level:
            reached = ways[actor]
            for other in near[actor]:
                if steps[other] < 0:
                    steps[other], ways[other] = step, reached
                    following.append(other)
                elif steps[other] == step:
                    ways[other] += reached
        level = following
    return steps, ways, levels
