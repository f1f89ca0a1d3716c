"""What is measured of a network, as a whole and of each organisation in it.

Ways, groups and cores are those of pairs without direction: who works with whom. Who names whom
counts in `names` and `named_by`. What cannot be computed is None, never 0.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from ikparticipation.inventory.graph import SEED, betweenness, communities
from ikparticipation.inventory.graph.building import (
    Actor,
    Network,
    Pair,
    Tie,
    named_by,
    neighbours,
    pairs_of,
)
from ikparticipation.text import N_

DECIMALS = 6
"""So many are kept of a share: databases and machines then agree."""


@dataclass(frozen=True, kw_only=True)
class Whole:
    """A network in numbers."""

    size: int
    """Organisations: asked, or named by one that answered."""
    ties: int
    """Named partners, each direction for itself."""
    pairs: int
    density: float | None
    """Pairs, of all that could be."""
    reciprocity: float | None
    """Ties that the other side confirms, of all that are named."""
    components: int
    """Parts without any way between them, each of two organisations at least."""
    largest: int
    isolated: int
    """Asked, and in no tie."""
    communities: int
    modularity: float | None
    core: int
    """The highest k-core there is."""
    separating: int
    """Organisations without which a part would fall into two."""
    across_places: int
    of_places: int
    """Pairs of which the place of both is known; `across_places` of them are in two."""
    across_fields: int
    of_fields: int
    """Pairs of which fields of both are known; `across_fields` of them share none."""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """An organisation in a network."""

    degree: int
    names: int
    named_by: int
    betweenness: float
    core: int
    community: int | None
    """None: it is in no tie."""
    separates: bool


@dataclass(frozen=True)
class Measured:
    whole: Whole
    actors: tuple[Standing, ...]
    """In the order of `Network.actors`."""


def measured(network: Network, ties: Sequence[Tie], *, seed: int = SEED) -> Measured:
    """Measure the part of a network that these of its ties make."""
    pairs = pairs_of(network, ties)
    near = neighbours(len(network.actors), pairs)
    shape = _shape(len(near), pairs)
    groups = communities.communities(near, seed=seed)
    ways = betweenness.betweenness(near)
    names, named = named_by(ties)
    actors = tuple(
        Standing(
            degree=len(near[place]),
            names=names[actor.id],
            named_by=named[actor.id],
            betweenness=round(ways[place], DECIMALS),
            core=shape.cores[place],
            community=groups.of[place],
            separates=place in shape.cuts,
        )
        for place, actor in enumerate(network.actors)
    )
    whole = _whole(network, ties, pairs, actors, shape.parts, groups.modularity)
    return Measured(whole, actors)


@dataclass(frozen=True)
class _Shape:
    """What networkx says of a network."""

    cores: Mapping[int, int]
    cuts: Collection[int]
    parts: Sequence[int]
    """Sizes of connected parts of two at least."""


def _shape(size: int, pairs: Sequence[Pair]) -> _Shape:
    import networkx as nx  # noqa: PLC0415 - large, and no page needs it

    graph: nx.Graph[int] = nx.Graph(pairs)
    graph.add_nodes_from(range(size))
    parts = [len(part) for part in nx.connected_components(graph) if len(part) > 1]
    return _Shape(nx.core_number(graph), set(nx.articulation_points(graph)), parts)


def _whole(
    network: Network,
    ties: Sequence[Tie],
    pairs: Sequence[Pair],
    actors: Sequence[Standing],
    parts: Sequence[int],
    modularity: float | None,
) -> Whole:
    size = len(network.actors)
    confirmed = len(set(ties) & set(network.confirmed()))
    places, across_places = _across(network, pairs, _in_two_places)
    fields, across_fields = _across(network, pairs, _share_no_field)
    return Whole(
        size=size,
        ties=len(ties),
        pairs=len(pairs),
        density=_share(len(pairs), size * (size - 1) // 2),
        reciprocity=_share(confirmed, len(ties)),
        components=len(parts),
        largest=max(parts, default=0),
        isolated=sum(
            actor.is_asked and not standing.degree
            for actor, standing in zip(network.actors, actors, strict=True)
        ),
        communities=max((each.community or 0 for each in actors), default=0),
        modularity=None if modularity is None else round(modularity, DECIMALS),
        core=max((each.core for each in actors), default=0),
        separating=sum(each.separates for each in actors),
        across_places=across_places,
        of_places=places,
        across_fields=across_fields,
        of_fields=fields,
    )


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, DECIMALS) if whole else None


def _in_two_places(one: Actor, other: Actor) -> bool | None:
    """None: it is not known of both where they are."""
    return one.place != other.place if one.place and other.place else None


def _share_no_field(one: Actor, other: Actor) -> bool | None:
    return one.fields.isdisjoint(other.fields) if one.fields and other.fields else None


def _across(network: Network, pairs: Iterable[Pair], is_across: Any) -> tuple[int, int]:
    """Return of how many pairs it is known, and how many of them lead across."""
    actors = network.actors
    found = [is_across(actors[one], actors[other]) for one, other in pairs]
    return sum(each is not None for each in found), sum(each is True for each in found)


def algorithms() -> dict[str, str]:
    """Return measure → how it was computed, and by what."""
    library = f"networkx {version('networkx')}"
    return {
        "betweenness": betweenness.METHOD,
        "communities": communities.METHOD,
        "components": library,
        "core": f"{library}: core_number",
        "separating": f"{library}: articulation_points",
        "pairs": N_("eine Nennung in einer der Richtungen; ohne Schleifen und Verneintes"),
    }
