"""Where the organisations of a network are drawn: forces, seeded, without numpy.

Organisations push each other away, ties pull (Jacomy and others, "ForceAtlas2", 2014): hubs get
room, communities become visible. What is far away pushes as a whole cell, so 1,000 organisations
take a second. Communities start side by side. Organisations that were on the map before start
where they were and hardly move, so that the map does not jump.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import atan2, cos, hypot, pi, sin, sqrt
from random import Random

from ikparticipation.inventory.graph.building import Neighbours
from ikparticipation.inventory.graph.forces import part, pulls, pushes

Place = tuple[float, float]

STEPS, STEPS_AT_LEAST, STEPS_AGAIN = 150, 40, 20
"""Of a small map, of a large one, of one that was there before."""
LARGE = 1_000
HOT, WARM, KEPT, COLD = 1.2, 0.6, 0.03, 0.02
"""How far a step may move an organisation: at first, a new or a known one of a known map, last."""
TOWARDS_MIDDLE = 0.06
ROOM = 2.0
"""Area of the map for each organisation."""
DECIMALS = 3


def spread(
    near: Neighbours,
    groups: Sequence[int | None],
    *,
    seed: int,
    known: Mapping[int, Place] | None = None,
) -> dict[int, Place]:
    """Return places of actors that are connected; alone ones are as good as anywhere.

    `groups`: community of each; `known`: places on the map before, of some of them.
    """
    random = Random(seed)  # noqa: S311 - no secret
    if known:
        xs, ys = _start(near, groups, known, random)
        heats = [KEPT if actor in known else WARM for actor in range(len(near))]
        _let_go(near, xs, ys, heats, steps=STEPS_AGAIN, strength=_balance(near, xs, ys))
        _stay(xs, ys, known)
    else:
        share = min(1.0, len(near) / LARGE)
        steps = round(STEPS + (STEPS_AT_LEAST - STEPS) * share)
        xs, ys = _start(near, groups, {}, random)
        _let_go(near, xs, ys, [HOT] * len(near), steps=steps, middle=TOWARDS_MIDDLE)
        xs, ys = _lying(xs, ys)
    part(xs, ys)
    return dict(enumerate(zip(xs, ys, strict=True)))


def _let_go(
    near: Neighbours,
    xs: list[float],
    ys: list[float],
    heats: Sequence[float],
    *,
    steps: int,
    strength: float = 1.0,
    middle: float = 0.0,
) -> None:
    """Let the forces move everybody, less and less far."""
    masses = [1.0 + sqrt(len(others)) for others in near]
    for step in range(steps):
        push_x, push_y = pushes(xs, ys, masses)
        pull_x, pull_y = pulls(near, xs, ys)
        left = 1 - step / steps
        for actor, mass in enumerate(masses):
            fx = strength * push_x[actor] + pull_x[actor] - middle * mass * xs[actor]
            fy = strength * push_y[actor] + pull_y[actor] - middle * mass * ys[actor]
            most = COLD + (heats[actor] - COLD) * left
            scale = min(most / (hypot(fx, fy) or 1.0), 0.2)
            xs[actor] += fx * scale
            ys[actor] += fy * scale


def _balance(near: Neighbours, xs: Sequence[float], ys: Sequence[float]) -> float:
    """Return how strong pushes must be for a known map to keep its size."""
    masses = [1.0 + sqrt(len(others)) for others in near]
    mid_x, mid_y = sum(xs) / len(xs), sum(ys) / len(ys)
    outwards = []
    for force_x, force_y in (pushes(xs, ys, masses), pulls(near, xs, ys)):
        along = zip(xs, ys, force_x, force_y, strict=True)
        outwards.append(sum((x - mid_x) * fx + (y - mid_y) * fy for x, y, fx, fy in along))
    push, pull = outwards
    return -pull / push if push > 0 else 1.0


def _stay(xs: list[float], ys: list[float], known: Mapping[int, Place]) -> None:
    """Take back what all known ones have moved in common."""
    by_x = sum(xs[actor] - x for actor, (x, _) in known.items()) / len(known)
    by_y = sum(ys[actor] - y for actor, (_, y) in known.items()) / len(known)
    xs[:] = [x - by_x for x in xs]
    ys[:] = [y - by_y for y in ys]


def _start(
    near: Neighbours, groups: Sequence[int | None], known: Mapping[int, Place], random: Random
) -> tuple[list[float], list[float]]:
    """Communities on a spiral around the middle, their members around their centre.

    On a known map a new organisation starts between those it is tied to.
    """
    members: dict[int, int] = defaultdict(int)
    for group in groups:
        members[group or 0] += 1
    centres: dict[int, Place] = {}
    taken = 0.0
    for group in sorted(members, key=lambda group: (-members[group], group)):
        radius = 0.75 * sqrt(taken)
        turn = 2.399963 * len(centres)  # the golden angle
        centres[group] = radius * cos(turn), radius * sin(turn)
        taken += members[group]
    xs, ys = [], []
    for actor, group in enumerate(groups):
        around = [known[other] for other in near[actor] if other in known]
        x, y = known.get(actor) or _middle(around) or centres[group or 0]
        turn, far = random.uniform(0, 2 * pi), sqrt(random.random() * members[group or 0])
        far = 0.0 if actor in known else min(far, 1.0) if around else far * 0.5
        xs.append(x + far * cos(turn))
        ys.append(y + far * sin(turn))
    return xs, ys


def _middle(places: Sequence[Place]) -> Place | None:
    if not places:
        return None
    return sum(x for x, _ in places) / len(places), sum(y for _, y in places) / len(places)


def _lying(xs: Sequence[float], ys: Sequence[float]) -> tuple[list[float], list[float]]:
    """Turn a map so that it is widest from left to right, with `ROOM` for each organisation."""
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    wide = sum((each - x) ** 2 for each in xs)
    tall = sum((each - y) ** 2 for each in ys)
    slanted = sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True))
    turn = -atan2(2 * slanted, wide - tall) / 2
    scale = len(xs) * sqrt(ROOM / (2 * pi * ((wide + tall) or 1.0)))
    c, s = cos(turn) * scale, sin(turn) * scale
    centred = [(a - x, b - y) for a, b in zip(xs, ys, strict=True)]
    return [a * c - b * s for a, b in centred], [a * s + b * c for a, b in centred]
