"""The whole map: each connected part laid out for itself, then put side by side; loners in rows."""

from collections.abc import Iterable, Mapping, Sequence

from ikparticipation.inventory.graph.building import Neighbours
from ikparticipation.inventory.graph.forces import part
from ikparticipation.inventory.graph.layout import DECIMALS, Place, spread
from ikparticipation.text import N_

APART = 1.0
"""Between two parts of the map."""
STEP = 0.8
"""Between two organisations that are tied to nobody."""
LEAST_WIDE = 8.0
ENOUGH = 0.6
"""So many of those who are tied must be known for a map to go on."""

METHOD = N_("Kräfte mit Zellen, begonnen mit den Gruppen; Teile in Reihen gepackt; eigener Code")


def arrange(
    near: Neighbours,
    groups: Sequence[int | None],
    *,
    seed: int,
    known: Mapping[int, Place] | None = None,
    alone: Mapping[int, Place] | None = None,
) -> list[Place]:
    """Return the place of each actor.

    `known` are places on an earlier map of those tied to somebody there, `alone` of the others.
    They are kept as they can be; a map of which most is new is drawn anew.
    """
    known, alone = known or {}, alone or {}
    places: dict[int, Place] = {}
    tied = [each for each in parts(near) if len(each) > 1]
    if len(known) < ENOUGH * sum(map(len, tied)):
        known = alone = {}
    old = sorted(actor for each in tied if known.keys() & set(each) for actor in each)
    if old:
        places |= _laid_out(old, near, groups, seed, known)
    new = [each for each in tied if not places.keys() & set(each)]
    loners = [actor for actor, others in enumerate(near) if not others]
    there = {**known, **alone}
    places |= {actor: there[actor] for actor in loners if actor in there}
    _put_below(places, [_laid_out(each, near, groups, seed, {}) for each in new])
    _put_below(places, [{actor: (0.0, 0.0)} for actor in loners if actor not in there], STEP)
    xs, ys = ([places[actor][axis] for actor in range(len(near))] for axis in (0, 1))
    part(xs, ys)
    return [(round(x, DECIMALS), round(y, DECIMALS)) for x, y in zip(xs, ys, strict=True)]


def parts(near: Neighbours) -> list[list[int]]:
    """Return the connected parts, the largest first, of equal ones that of the first actor."""
    found, seen = [], set[int]()
    for start in range(len(near)):
        if start in seen:
            continue
        seen.add(start)
        reached = [start]
        for actor in reached:
            following = [other for other in near[actor] if other not in seen]
            seen.update(following)
            reached += following
        found.append(sorted(reached))
    return sorted(found, key=lambda actors: (-len(actors), actors[0]))


def _laid_out(
    actors: Sequence[int],
    near: Neighbours,
    groups: Sequence[int | None],
    seed: int,
    known: Mapping[int, Place],
) -> dict[int, Place]:
    here = {actor: number for number, actor in enumerate(actors)}
    places = spread(
        [[here[other] for other in near[actor] if other in here] for actor in actors],
        [groups[actor] for actor in actors],
        seed=seed,
        known={here[actor]: place for actor, place in known.items() if actor in here},
    )
    return {actor: places[here[actor]] for actor in actors}


def _put_below(
    places: dict[int, Place], blocks: Iterable[Mapping[int, Place]], apart: float = APART
) -> None:
    """Put blocks in rows as wide as the map is, below all that is there."""
    held = list(blocks)
    if held and not places:
        places |= held.pop(0)
    if not held:
        return
    left, right, _, bottom = _edges(places.values())
    right = max(right, left + LEAST_WIDE)
    x, y, lowest = left, bottom + APART, bottom + APART
    for block in held:
        west, east, north, south = _edges(block.values())
        if x > left and x + east - west > right:
            x, y = left, lowest + apart
        places |= {actor: (px - west + x, py - north + y) for actor, (px, py) in block.items()}
        x += east - west + apart
        lowest = max(lowest, y + south - north)


def _edges(places: Iterable[Place]) -> tuple[float, float, float, float]:
    """Return left, right, top and bottom."""
    xs, ys = zip(*places, strict=True)
    return min(xs), max(xs), min(ys), max(ys)
