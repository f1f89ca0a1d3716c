"""What follows from two one-sided statements: the rule by itself, and the same rule in SQL."""

import csv
from itertools import product
from pathlib import Path

import pytest

from ikparticipation.inventory.models import Source, SourceKind
from ikparticipation.inventory.network import (
    Direction,
    Stance,
    TieState,
    directions_disagree,
    supports,
    tie_state,
)
from ikparticipation.inventory.queries import ties
from ikparticipation.inventory.queries.visible import PUBLIC, Reader
from ikparticipation.surveys.xlsform.question import Publish
from ikparticipation.surveys.xlsform.vocabulary import VOCABULARIES
from tests import make, make_ties
from tests.make_inventory import partner, says, wave

STAFF = Reader(staff=True)
YES, NO = Stance.YES, Stance.NO
OPEN, FIGURE, INSIDE = Publish.PUBLIC, Publish.AGGREGATED, Publish.INTERNAL
CHEMNET = Path(__file__).parents[3] / "shared" / "data" / "networks" / "net_chemnet_edges.csv"


@pytest.mark.parametrize(
    ("is_resolved", "publish", "back", "reply", "answered", "asked", "state"),
    [
        (False, OPEN, (), None, False, False, "unresolved"),  # nobody of the register is meant
        (True, OPEN, (OPEN,), None, True, True, "confirmed"),  # both say so in their answers
        (True, OPEN, (), YES, True, True, "confirmed"),  # the other side says so when asked
        (True, OPEN, (), YES, False, False, "confirmed"),  # it need not be asked in the wave
        (True, OPEN, (OPEN,), NO, True, True, "confirmed"),  # it said no, and names it now
        (True, OPEN, (INSIDE,), None, True, True, "claimed"),  # a state would tell what is inside
        (True, FIGURE, (INSIDE,), None, True, True, "claimed"),
        (True, INSIDE, (INSIDE,), None, True, True, "confirmed"),  # whoever reads one, reads both
        (True, OPEN, (INSIDE, OPEN), None, True, True, "confirmed"),  # one that may be told does
        (True, OPEN, (), NO, True, True, "contradicted"),
        (True, OPEN, (), NO, False, True, "contradicted"),  # its answer may be yet to come
        (True, OPEN, (), None, True, True, "claimed"),
        (True, OPEN, (), None, True, False, "claimed"),  # it answered without being invited
        (True, OPEN, (), None, False, True, "not_answered"),
        (True, OPEN, (), None, False, False, "not_asked"),
    ],
)
def test_the_state_of_a_statement(is_resolved, publish, back, reply, answered, asked, state):
    found = tie_state(
        publish,
        is_resolved=is_resolved,
        named_back=back,
        reply=reply,
        has_answered=answered,
        is_asked=asked,
    )

    assert found == state


def test_the_rule_says_the_same_in_python_and_in_sql_about_every_combination(session):
    in_wave, staff = wave(session), make.steering(session)
    source, response = make_ties.said(session, in_wave)
    asked_person = make.store(
        session, Source(kind=SourceKind.PERSON, person_id=staff.id, reason="gefragt")
    )
    backs = [(), (OPEN,), (FIGURE,), (INSIDE,), (INSIDE, FIGURE)]
    cases = list(product(Publish, backs, (None, YES, NO), (True, False), (True, False)))
    expected, levels = {}, {}
    for number, (publish, back, stance, has_answered, is_asked) in enumerate(cases):
        one, other = make_ties.unstored(2 * number), make_ties.unstored(2 * number + 1)
        session.add_all((one, other))
        session.flush()
        said = make_ties.statement(one, other, source, response, publish=publish)
        session.add(said)
        for level in back:
            session.add(make_ties.statement(other, one, source, response, publish=level))
        if stance:
            session.add(make_ties.unstored_reply(in_wave, other, one, stance, asked_person))
        if has_answered:
            session.add(make_ties.answered(in_wave, other, staff))
        if is_asked:
            session.add(make_ties.asked(in_wave, other, staff))
        levels[said.id] = publish
        expected[said.id] = tie_state(
            publish,
            is_resolved=True,
            named_back=back,
            reply=stance,
            has_answered=has_answered,
            is_asked=is_asked,
        )
    session.commit()

    found = ties.ties(session, in_wave.id, STAFF, size=10_000)

    states = {tie.id: tie.state for tie in found if tie.id in expected}
    assert states == expected
    assert set(expected.values()) == set(TieState) - {TieState.UNRESOLVED}
    counts = ties.tie_counts(session, in_wave.id, STAFF)
    assert sum(counts.values()) == len(found)
    assert all(counts[state] == sum(tie.state is state for tie in found) for state in TieState)


@pytest.mark.parametrize(
    ("direction", "others", "disagree"),
    [
        ("given", ["given"], True),  # each says that it supports the other
        ("received", ["received"], True),  # each says that it is supported
        ("given", ["received"], False),
        ("given", ["mutual"], False),  # the other side says so, and more
        ("mutual", ["given"], False),
        ("given", ["given", "received"], False),  # of several statements one fits
        ("given", ["given", ""], True),  # a statement without a direction changes nothing
        ("given", [""], False),  # nothing said
        ("given", [], False),  # not named back
        ("", ["given"], False),
    ],
)
def test_directions_disagree_where_both_say_the_opposite(session, direction, others, disagree):
    in_wave, one, other = wave(session), make.organisation(session), make.organisation(session)
    source, response = make_ties.said(session, in_wave)
    said = make_ties.statement(one, other, source, response, direction=direction)
    session.add(said)
    for each in others:
        session.add(make_ties.statement(other, one, source, response, direction=each))
    session.commit()

    [tie] = [t for t in ties.ties(session, in_wave.id, PUBLIC) if t.id == said.id]

    assert directions_disagree(direction, others) is disagree
    assert tie.directions_disagree is disagree


def test_a_direction_that_is_not_public_is_not_compared_in_public(session):
    in_wave, one, other = wave(session), make.organisation(session), make.organisation(session)
    source, response = make_ties.said(session, in_wave)
    session.add(make_ties.statement(one, other, source, response, direction="given"))
    session.add(make_ties.statement(other, one, source, response, withheld={"direction": "given"}))
    session.commit()

    assert not any(t.directions_disagree for t in ties.ties(session, in_wave.id, PUBLIC))


SMALL = (
    ("A", "B", "given"),
    ("B", "A", "received"),  # A → B, said by both
    ("B", "A", "given"),  # B → A, said by B alone: it does not follow from A → B
    ("C", "A", "received"),  # A → C, said by C alone
    ("C", "B", "mutual"),  # C → B and B → C
    ("B", "C", "given"),  # B → C, now said by both
    ("B", "B", "given"),  # about oneself
    ("A", "C", ""),  # no direction
)


def test_who_supports_whom_is_told_with_the_sides_that_say_so():
    found = supports(SMALL)

    assert {pair: "".join(sorted(sides)) for pair, sides in found.items()} == {
        ("A", "B"): "AB",
        ("B", "A"): "B",
        ("A", "C"): "C",
        ("C", "B"): "C",
        ("B", "C"): "BC",
    }


def chemnet():
    """The statements of 30 policy organisations about scientific information, 1983/84.

    `scito`: to whom the respondent (`from`) sends; `scifrom`: from whom it (`from`) receives.
    """
    with CHEMNET.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if direction := {"scito": "given", "scifrom": "received"}.get(row["relation"]):
                yield row["from"], row["to"], direction


@pytest.mark.skipif(not CHEMNET.exists(), reason="public data that do not belong to the product")
def test_of_311_claimed_ties_of_the_policy_organisations_63_are_confirmed_by_both():
    statements = list(chemnet())
    loops = [said for said in statements if said[0] == said[1]]

    found = supports(statements)

    assert (len(statements), len(loops)) == (375, 1)
    assert len(found) == 311
    assert sum(len(sides) == 2 for sides in found.values()) == 63


@pytest.mark.parametrize(
    ("statements", "claimed", "confirmed"),
    [
        pytest.param(SMALL, 5, 2, id="a small one of our own"),
        pytest.param(
            None,
            311,
            63,
            id="30 policy organisations",
            marks=pytest.mark.skipif(not CHEMNET.exists(), reason="not part of the product"),
        ),
    ],
)
def test_statements_in_answers_give_the_same_network(session, statements, claimed, confirmed):
    said = list(statements or chemnet())
    in_wave, names = wave(session), sorted({name for row in said for name in row[:2]})
    people = {name: make.organisation(session, name=name) for name in names}
    for name in names:
        rows = [
            partner(people[about].name, direction=direction)
            for speaker, about, direction in said
            if speaker == name
        ]
        says(session, in_wave, people[name], partners=rows)

    found = ties.supporters(session, in_wave.id, PUBLIC)

    assert (found.claimed, found.confirmed, found.loops) == (
        claimed,
        confirmed,
        sum(speaker == about for speaker, about, _ in said),
    )


def test_every_direction_of_the_vocabulary_is_known_to_the_rule():
    assert set(VOCABULARIES["tie.direction"]) == set(Direction)
