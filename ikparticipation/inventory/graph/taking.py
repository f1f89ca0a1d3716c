"""A snapshot: everything that is computed of a network at once, as it is stored."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from typing import Any

from ikparticipation.inventory.graph import RULES, SEED, packing
from ikparticipation.inventory.graph.building import Network, neighbours, pairs_of
from ikparticipation.inventory.graph.layout import Place
from ikparticipation.inventory.graph.measures import Measured, algorithms, measured


@dataclass(frozen=True, kw_only=True)
class Taken:
    """The columns of `NetworkSnapshot` that are computed."""

    nodes: list[dict[str, Any]]
    edges: list[list[Any]]
    claimed: dict[str, Any]
    confirmed: dict[str, Any]
    algorithms: dict[str, str]


def take(network: Network, *, before: Sequence[Mapping[str, Any]] = ()) -> Taken:
    """Measure both networks and lay the map out; `before`: the nodes of the map before."""
    claimed, confirmed = network.claimed(), network.confirmed()
    of_claimed, of_confirmed = measured(network, claimed), measured(network, confirmed)
    place = network.place_of()
    near = neighbours(len(network.actors), pairs_of(network, network.ties))
    places = packing.arrange(
        near,
        [each.community for each in of_claimed.actors],
        seed=SEED,
        known=_places(before, place, tied=True),
        alone=_places(before, place, tied=False),
    )
    return Taken(
        nodes=_nodes(network, places, of_claimed, of_confirmed),
        edges=[[place[tie.speaker], place[tie.partner], tie.state.value] for tie in network.ties],
        claimed=asdict(of_claimed.whole) | {"contradicted": len(network.ties) - len(claimed)},
        confirmed=asdict(of_confirmed.whole),
        algorithms=algorithms() | {"layout": packing.METHOD},
    )


def _places(
    before: Sequence[Mapping[str, Any]], place: Mapping[str, int], *, tied: bool
) -> dict[int, Place]:
    return {
        place[node["id"]]: (node["x"], node["y"])
        for node in before
        if node["id"] in place and bool(node["claimed"]["degree"]) is tied
    }


def _nodes(
    network: Network, places: Sequence[Place], claimed: Measured, confirmed: Measured
) -> list[dict[str, Any]]:
    return [
        {
            "id": actor.id,
            "x": x,
            "y": y,
            "asked": actor.is_asked,
            "answered": actor.has_answered,
            "claimed": asdict(in_claimed),
            "confirmed": asdict(in_confirmed),
        }
        for actor, (x, y), in_claimed, in_confirmed in zip(
            network.actors, places, claimed.actors, confirmed.actors, strict=True
        )
    ]


def input_hash(network: Network, **beside: Any) -> str:
    """Return the SHA-256 of all that the figures come from; `beside`: audience, response rate."""
    said = {
        "rules": RULES,
        "seed": SEED,
        "algorithms": algorithms(),
        "loops": network.loops,
        "actors": [
            [a.id, a.place, sorted(a.fields), a.is_asked, a.has_answered] for a in network.actors
        ],
        "ties": list(chain.from_iterable((t.speaker, t.partner, t.state) for t in network.ties)),
        **beside,
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
