"""What moves the organisations on a map: pushes, pulls, and that none covers another."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import product
from math import hypot, sqrt

from ikparticipation.inventory.graph.building import Neighbours

PUSH, PULL = 0.35, 0.5
LEAST_APART = 0.7
"""Two organisations never come closer than this."""
CLOSE = 0.98
"""So much of it is near enough: else the last rounds would move thousandths."""
IN_A_CELL = 4
"""Organisations, on average: with more, the near ones cost, with fewer, the cells."""

Cell = tuple[int, int]
Cells = Mapping[Cell, list[int]]
Forces = tuple[list[float], list[float]]


def pulls(near: Neighbours, xs: Sequence[float], ys: Sequence[float]) -> Forces:
    """Return how everybody is pulled by those it is tied to."""
    along_x, along_y = (
        [
            PULL * (sum([at[o] for o in others]) - len(others) * at[a])
            for a, others in enumerate(near)
        ]
        for at in (xs, ys)
    )
    return along_x, along_y


def pushes(xs: Sequence[float], ys: Sequence[float], masses: Sequence[float]) -> Forces:
    """Return how everybody is pushed by all others: by near ones singly, by far cells as one."""
    wide = max(max(xs) - min(xs), max(ys) - min(ys), 1e-6)
    cells = _cells(xs, ys, wide / max(1.0, sqrt(len(xs) / IN_A_CELL)))
    heaps = {key: _heap(actors, xs, ys, masses) for key, actors in cells.items()}
    force_x, force_y = [0.0] * len(xs), [0.0] * len(xs)
    for key, actors in cells.items():
        far_x, far_y, close = _from_far(key, cells, heaps)
        around = [(xs[other], ys[other], masses[other]) for other in close]
        for actor in actors:
            x, y, fx, fy = xs[actor], ys[actor], far_x, far_y
            for other_x, other_y, mass in around:
                dx, dy = x - other_x, y - other_y
                share = mass / (dx * dx + dy * dy + 0.01)
                fx += dx * share
                fy += dy * share
            force_x[actor] = PUSH * masses[actor] * fx
            force_y[actor] = PUSH * masses[actor] * fy
    return force_x, force_y


def _cells(xs: Sequence[float], ys: Sequence[float], size: float) -> Cells:
    cells: dict[Cell, list[int]] = defaultdict(list)
    for actor, (x, y) in enumerate(zip(xs, ys, strict=True)):
        cells[int(x // size), int(y // size)].append(actor)
    return cells


def _heap(
    actors: Sequence[int], xs: Sequence[float], ys: Sequence[float], masses: Sequence[float]
) -> tuple[float, float, float]:
    """Return mass and middle of a cell."""
    mass = sum([masses[actor] for actor in actors])
    x = sum([xs[actor] * masses[actor] for actor in actors]) / mass
    y = sum([ys[actor] * masses[actor] for actor in actors]) / mass
    return mass, x, y


def _from_far(
    key: Cell, cells: Cells, heaps: Mapping[Cell, tuple[float, float, float]]
) -> tuple[float, float, list[int]]:
    """Return how the middle of a cell is pushed by far cells, and who is in the near ones."""
    (column, row), (_, here_x, here_y) = key, heaps[key]
    far_x = far_y = 0.0
    close: list[int] = []
    for other, (mass, x, y) in heaps.items():
        if -1 <= other[0] - column <= 1 and -1 <= other[1] - row <= 1:
            close += cells[other]
        else:
            dx, dy = here_x - x, here_y - y
            share = mass / (dx * dx + dy * dy)
            far_x += dx * share
            far_y += dy * share
    return far_x, far_y, close


def part(xs: list[float], ys: list[float], rounds: int = 30) -> None:
    """Push apart those that would be drawn over each other."""
    for _ in range(rounds):
        cells = _cells(xs, ys, LEAST_APART)
        touching = [
            (actor, other)
            for (column, row), actors in cells.items()
            for dx, dy in product((-1, 0, 1), repeat=2)
            for other in cells.get((column + dx, row + dy), ())
            for actor in actors
            if actor < other
            and hypot(xs[other] - xs[actor], ys[other] - ys[actor]) < LEAST_APART * CLOSE
        ]
        if not touching:
            return
        for actor, other in touching:
            _move_apart(actor, other, xs, ys)


def _move_apart(actor: int, other: int, xs: list[float], ys: list[float]) -> None:
    dx, dy = xs[other] - xs[actor], ys[other] - ys[actor]
    apart = hypot(dx, dy)
    if apart >= LEAST_APART:
        return
    if apart < 1e-6:  # noqa: PLR2004 - the same place: any way will do, but always the same
        dx, dy, apart = 1e-3 * (1 + actor % 7), 1e-3 * (1 + other % 5), 1e-3
    shift = (LEAST_APART - apart) / 2 / apart
    xs[actor] -= dx * shift
    ys[actor] -= dy * shift
    xs[other] += dx * shift
    ys[other] += dy * shift
