"""The map: the same for the same input, nobody over another, and it does not jump."""

from itertools import combinations
from math import dist

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikparticipation.inventory.graph.building import neighbours
from ikparticipation.inventory.graph.communities import communities
from ikparticipation.inventory.graph.packing import arrange, parts
from ikparticipation.inventory.graph.taking import take
from tests.inventory.graph.networks import FLORENCE, network, said


def placed(near, **given_):
    return arrange(near, communities(near, seed=1).of, seed=1, **given_)


@pytest.fixture(scope="module")
def crowd():
    graph = nx.gaussian_random_partition_graph(150, 15, 10, 0.3, 0.01, seed=3)
    return neighbours(150, [tuple(sorted(edge)) for edge in graph.edges])


def test_the_same_network_has_the_same_map(crowd):
    assert placed(crowd) == placed(crowd)


def test_nobody_is_drawn_over_another(crowd):
    places = placed(crowd)

    assert min(dist(one, other) for one, other in combinations(places, 2)) > 0.5


def test_those_who_work_together_are_near_each_other(crowd):
    places = placed(crowd)
    tied = [dist(places[a], places[b]) for a, near in enumerate(crowd) for b in near]
    all_ = [dist(one, other) for one, other in combinations(places, 2)]

    assert sum(tied) / len(tied) < 0.5 * sum(all_) / len(all_)


def test_the_map_is_wider_than_high(crowd):
    xs, ys = zip(*placed(crowd), strict=True)

    assert max(xs) - min(xs) >= max(ys) - min(ys)


def test_a_new_organisation_comes_to_its_partners_and_the_others_hardly_move(crowd):
    before = dict(enumerate(placed(crowd)))
    newcomer = len(crowd)
    near = [*([*others] for others in crowd), [3, 4]]
    near[3].append(newcomer)
    near[4].append(newcomer)

    after = placed(near, known=before)

    wide = max(x for x, _ in before.values()) - min(x for x, _ in before.values())
    assert max(dist(after[n], before[n]) for n in before) < wide / 10
    assert dist(after[newcomer], after[3]) < wide / 2


def test_a_part_that_is_new_comes_below_the_known_map():
    near = neighbours(7, [(0, 1), (1, 2), (4, 5)])

    after = placed(near, known={0: (0.0, 0.0), 1: (2.0, 0.0), 2: (1.0, 2.0)})

    assert min(after[n][1] for n in (3, 4, 5, 6)) > max(after[n][1] for n in (0, 1, 2))


@given(
    st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14)).filter(lambda p: p[0] < p[1]),
             unique=True, max_size=25)
)  # fmt: skip
def test_everybody_has_a_place_of_their_own(pairs):
    places = placed(neighbours(15, pairs))

    assert len(set(places)) == 15


def test_parts_are_told_apart_the_largest_first():
    assert parts(neighbours(6, [(4, 5), (0, 2), (2, 3)])) == [[0, 2, 3], [4, 5], [1]]


def test_a_snapshot_starts_from_the_places_of_the_one_before():
    before = take(network(said(*FLORENCE)))
    shifted = [node | {"x": node["x"] + 100} for node in before.nodes]

    after = take(network(said(*FLORENCE)), before=shifted)

    moved = [
        dist((now["x"], now["y"]), (then["x"], then["y"]))
        for now, then in zip(after.nodes, shifted, strict=True)
    ]
    assert max(moved) < 2


def test_a_map_of_which_most_is_new_is_drawn_anew():
    before = take(network(said("Medici Pazzi")))

    assert take(network(said(*FLORENCE)), before=before.nodes) == take(network(said(*FLORENCE)))


def test_an_empty_network_is_a_snapshot_too():
    taken = take(network([]))

    assert (taken.nodes, taken.edges, taken.claimed["size"]) == ([], [], 0)
