"""Measures against what is known of famous networks, against networkx, and against themselves."""

import subprocess
import sys
from random import Random

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikparticipation.inventory.graph.betweenness import betweenness
from ikparticipation.inventory.graph.building import Actor, build, neighbours
from ikparticipation.inventory.graph.communities import communities, modularity
from ikparticipation.inventory.graph.measures import measured
from tests.inventory.graph.networks import CLAIMED, CONFIRMED, FLORENCE, both_ways, network, said

PAIRS = st.lists(
    st.tuples(st.integers(0, 11), st.integers(0, 11)).filter(lambda pair: pair[0] < pair[1]),
    unique=True,
    max_size=30,
)


def near_of(graph):
    return neighbours(len(graph), [tuple(sorted(edge)) for edge in graph.edges])


def measure(made, ties=None):
    found = measured(made, made.claimed() if ties is None else ties)
    ids = [actor.id for actor in made.actors]
    return found.whole, dict(zip(ids, found.actors, strict=True))


def test_the_medici_stand_between_the_families_of_florence():
    whole, family = measure(network(said(*FLORENCE)))

    assert family["Medici"].betweenness == pytest.approx(0.522, abs=0.0005)
    assert family["Guadagni"].betweenness == pytest.approx(0.255, abs=0.0005)
    assert (whole.size, whole.pairs, family["Medici"].degree) == (15, 20, 6)
    assert whole.density == pytest.approx(20 / 105, abs=1e-6)
    assert whole.components == 1
    assert {name for name, each in family.items() if each.separates} == {
        *("Medici", "Salviati", "Albizzi", "Guadagni"),
    }


def test_the_first_member_of_the_karate_club_stands_between_most():
    club = nx.karate_club_graph()
    ways = betweenness(near_of(club))
    groups = communities(near_of(club), seed=1)

    assert ways[0] == pytest.approx(0.4376, abs=0.00005)
    assert groups.modularity == pytest.approx(0.4198, abs=0.00005)
    assert max(groups.of) == 4


@pytest.mark.parametrize("seed", range(6))
def test_betweenness_is_that_of_networkx(seed):
    random = Random(seed)  # noqa: S311 - a test
    graph = nx.gnm_random_graph(random.randint(1, 60), random.randint(0, 150), seed=seed)

    expected = nx.betweenness_centrality(graph)

    assert betweenness(near_of(graph)) == pytest.approx([expected[n] for n in graph])


@pytest.mark.parametrize("seed", range(4))
def test_communities_are_as_good_as_those_of_networkx(seed):
    graph = nx.gaussian_random_partition_graph(120, 15, 10, 0.4, 0.03, seed=seed)
    theirs = max(
        nx.community.modularity(graph, nx.community.louvain_communities(graph, seed=run))
        for run in range(5)
    )

    ours = communities(near_of(graph), seed=seed)

    parts = {}
    for node, group in zip(graph, ours.of, strict=True):
        parts.setdefault(group or f"alone {node}", set()).add(node)
    assert ours.modularity == pytest.approx(nx.community.modularity(graph, parts.values()))
    assert ours.modularity >= theirs - 0.005


def test_a_network_made_by_hand_measures_as_counted_by_hand():
    places = {"a": "15083040", "b": "15083040", "c": "15083270", "d": None}
    fields = {"a": {"sport"}, "b": {"sport", "bildung"}, "c": {"arbeit"}, "d": {"sport"}}
    described = [
        Actor(id=id_, place=places.get(id_), fields=frozenset(fields.get(id_, ())))
        for id_ in "abcdefg"
    ]
    outside = Actor(id="h", is_asked=False, has_answered=False)
    ties = said("a b", "b a", state=CONFIRMED) + said("b c", "c a", "c d", "e f")

    whole, one = measure(network(ties, [*described, outside]))

    assert (whole.size, whole.ties, whole.pairs) == (8, 6, 5)
    assert whole.density == pytest.approx(5 / 28, abs=1e-6)
    assert whole.reciprocity == pytest.approx(2 / 6, abs=1e-6)
    assert (whole.components, whole.largest, whole.core, whole.separating) == (2, 4, 2, 1)
    assert whole.isolated == 1, "g was asked; h was not"
    assert (whole.of_places, whole.across_places) == (3, 2)
    assert (whole.of_fields, whole.across_fields) == (4, 3)
    assert (one["a"].names, one["a"].named_by, one["a"].degree, one["a"].core) == (1, 2, 2, 2)
    assert one["c"].separates
    assert one["c"].betweenness == pytest.approx(2 / 21, abs=1e-6)
    assert one["g"].community is None
    assert one["e"].community == one["f"].community != one["a"].community


def test_the_confirmed_network_is_measured_with_all_organisations_and_fewer_ties():
    made = network(both_ways(["a b"]) + said("b c"))

    whole, one = measure(made, made.confirmed())

    assert (whole.size, whole.ties, whole.pairs, whole.isolated) == (3, 2, 1, 1)
    assert whole.reciprocity == 1
    assert one["c"].degree == 0


@pytest.mark.parametrize("alone", [(), ("a",), ("a", "b")], ids=["none", "one", "two"])
def test_what_cannot_be_computed_is_not_zero(alone):
    whole, _ = measure(network([], alone=alone))

    assert whole.reciprocity is None
    assert whole.modularity is None
    assert (whole.density is None) == (len(alone) < 2)


@given(PAIRS, st.permutations(range(12)))
def test_other_names_change_no_measure(pairs, order):
    def made(name):
        ties = said(*(f"{name(a)} {name(b)}" for a, b in pairs))
        return network(ties, alone=[name(n) for n in range(12)])

    before, of_before = measure(made("n{:02}".format))
    after, of_after = measure(made(lambda n: f"n{order[n]:02}"))

    kept = ("size", "ties", "pairs", "density", "components", "largest", "isolated", "core")
    assert [getattr(before, each) for each in kept] == [getattr(after, each) for each in kept]
    assert before.separating == after.separating
    for n in range(12):
        here, there = of_before[f"n{n:02}"], of_after[f"n{order[n]:02}"]
        assert (here.degree, here.core, here.separates) == (
            there.degree,
            there.core,
            there.separates,
        )
        assert here.betweenness == pytest.approx(there.betweenness, abs=2e-6)


@given(PAIRS.filter(bool))
def test_an_organisation_without_ties_changes_only_size_density_and_isolated(pairs):
    ties = said(*(f"{a} {b}" for a, b in pairs))
    before, _ = measure(network(ties))
    after, _ = measure(network(ties, alone=["zz"]))

    assert after.size == before.size + 1
    assert after.isolated == before.isolated + 1
    assert after.density < before.density
    for same in ("ties", "pairs", "components", "largest", "core", "modularity", "separating"):
        assert getattr(after, same) == getattr(before, same)


@given(PAIRS)
def test_the_order_of_statements_changes_nothing(pairs):
    ties = said(*(f"{a} {b}" for a, b in pairs), state=CLAIMED)
    actors = [Actor(id=str(n)) for n in range(12)]

    assert build(actors, ties) == build(reversed(actors), reversed(ties))


@given(PAIRS.filter(bool), st.integers(0, 1000))
def test_communities_are_the_same_for_the_same_seed_and_score_what_they_say(pairs, seed):
    near = neighbours(12, pairs)

    once, again = communities(near, seed=seed), communities(near, seed=seed)

    assert once == again
    assert once.modularity == pytest.approx(modularity(near, [each or 0 for each in once.of]))


def test_measuring_needs_no_numpy():
    code = (
        "import sys; sys.modules['numpy'] = sys.modules['scipy'] = None\n"
        "from tests.inventory.graph.networks import FLORENCE, network, said\n"
        "from ikparticipation.inventory.graph.taking import take\n"
        "print(take(network(said(*FLORENCE))).claimed['pairs'])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "20"
