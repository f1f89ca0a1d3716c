"""The graph that statements make."""

import pytest

from ikparticipation.inventory.graph.building import Actor, build, pairs_of
from ikparticipation.inventory.network import TieState
from tests.inventory.graph.networks import network, said


def test_a_statement_about_oneself_is_removed_and_counted():
    made = build([Actor(id="a"), Actor(id="b")], said("a a", "a b", "b b"), loops=3)

    assert [(tie.speaker, tie.partner) for tie in made.ties] == [("a", "b")]
    assert made.loops == 5


def test_two_statements_in_one_direction_are_one_tie_of_the_better_known_state():
    claimed, confirmed = said("a b"), said("a b", state=TieState.CONFIRMED)

    for ties in (claimed + confirmed, confirmed + claimed):
        [tie] = network(ties).ties
        assert tie.state is TieState.CONFIRMED


def test_both_directions_are_two_ties_and_one_pair():
    made = network(said("a b", "b a", "b c"))

    assert len(made.ties) == 3
    assert pairs_of(made, made.ties) == [(0, 1), (1, 2)]


def test_what_is_contradicted_is_drawn_and_not_measured():
    made = network(said("a b") + said("b c", state=TieState.CONTRADICTED))

    assert [tie.partner for tie in made.ties] == ["b", "c"]
    assert [tie.partner for tie in made.claimed()] == ["b"]


@pytest.mark.parametrize(
    "ties", [said("a z"), said("a b", state=TieState.UNRESOLVED)], ids=["nobody", "unresolved"]
)
def test_a_tie_that_is_not_between_two_actors_is_refused(ties):
    with pytest.raises(ValueError, match="not between"):
        build([Actor(id="a"), Actor(id="b")], ties)
