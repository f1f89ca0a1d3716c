"""The graph that statements make: one tie for each direction, loops removed and counted."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ikparticipation.inventory.network import TieState

Pair = tuple[int, int]
"""Places of two actors in `Network.actors`, the lower one first."""
Neighbours = Sequence[Sequence[int]]
"""For each actor the places of those it is tied to, in order."""


@dataclass(frozen=True, kw_only=True)
class Actor:
    """An organisation of a network: asked in the wave, or named by one that answered."""

    id: str
    place: str | None = None
    """AGS of its municipality; None: not known."""
    fields: frozenset[str] = field(default_factory=frozenset)
    is_asked: bool = True
    has_answered: bool = True


@dataclass(frozen=True, kw_only=True)
class Tie:
    """`speaker` names `partner`: ids of actors."""

    speaker: str
    partner: str
    state: TieState


@dataclass(frozen=True, kw_only=True)
class Network:
    """Actors by id; ties by speaker and partner, at most one for each direction."""

    actors: tuple[Actor, ...]
    ties: tuple[Tie, ...]
    loops: int = 0
    """Statements about oneself; they are not among the ties."""

    def place_of(self) -> dict[str, int]:
        return {actor.id: place for place, actor in enumerate(self.actors)}

    def claimed(self) -> tuple[Tie, ...]:
        """Return what is named and not contradicted."""
        return tuple(tie for tie in self.ties if tie.state is not TieState.CONTRADICTED)

    def confirmed(self) -> tuple[Tie, ...]:
        return tuple(tie for tie in self.ties if tie.state is TieState.CONFIRMED)


def build(actors: Iterable[Actor], ties: Iterable[Tie], *, loops: int = 0) -> Network:
    """Return the network of these; `loops` are those that were left out before.

    Of several statements about the same partner the one known best counts, in the order of
    `TieState`. A tie of somebody who is no actor, or one that is not resolved, is a ValueError.
    """
    known = sorted(actors, key=lambda actor: actor.id)
    ids = {actor.id for actor in known}
    order = {state: number for number, state in enumerate(TieState)}
    best: dict[tuple[str, str], Tie] = {}
    for tie in ties:
        if {tie.speaker, tie.partner} - ids or tie.state is TieState.UNRESOLVED:
            raise ValueError(f"not between two actors: {tie}")
        if tie.speaker == tie.partner:
            loops += 1
            continue
        held = best.setdefault((tie.speaker, tie.partner), tie)
        if order[tie.state] < order[held.state]:
            best[tie.speaker, tie.partner] = tie
    return Network(actors=tuple(known), ties=tuple(best[key] for key in sorted(best)), loops=loops)


def pairs_of(network: Network, ties: Iterable[Tie]) -> list[Pair]:
    """Return each pair that is tied in at least one direction, once."""
    place = network.place_of()
    both = ((place[tie.speaker], place[tie.partner]) for tie in ties)
    return sorted({(min(pair), max(pair)) for pair in both})


def neighbours(size: int, pairs: Iterable[Pair]) -> Neighbours:
    found: list[list[int]] = [[] for _ in range(size)]
    for one, other in pairs:
        found[one].append(other)
        found[other].append(one)
    return found


def named_by(ties: Iterable[Tie]) -> tuple[Counter[str], Counter[str]]:
    """Return how many each actor names, and by how many it is named."""
    held = list(ties)
    return Counter(tie.speaker for tie in held), Counter(tie.partner for tie in held)
