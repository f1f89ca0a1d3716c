"""Steps of a draft in words, and what of them is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikparticipation.surveys.authoring import drafting
from ikparticipation.surveys.authoring.drafting import Step


def step(number=1, message="„%(label)s“ geändert", facts=None, **more):
    at = "2026-11-22T20:15:00+00:00"
    facts = {"label": "Was?"} if facts is None else facts
    return Step(number=number, message=message, facts=facts, actor_id="a", at=at, **more)


@pytest.mark.parametrize(
    ("message", "facts", "words"),
    [
        ("Entwurf gespeichert", {}, "Entwurf gespeichert"),
        ("„%(label)s“ geändert", {"label": "100 %"}, "„100 %“ geändert"),
        ("Geändert: %(what)s", {"what": ["Name", "Art"]}, "Geändert: Name, Art"),
        (
            "Rückgängig: %(step)s",
            {"step": {"message": "„%(label)s“ weg", "facts": {"label": "A"}}},
            "Rückgängig: „A“ weg",
        ),
    ],
    ids=["no facts", "a per cent sign", "a list of words", "another step"],
)
def test_a_step_is_told_in_words(message, facts, words):
    assert step(message=message, facts=facts).words("de") == words


def test_the_last_step_that_can_be_undone_is_the_newest_with_a_way_back():
    steps = [step(1, patch={}), step(2, patch={}), step(3)]

    assert drafting.last_open(steps) is steps[1]
    assert drafting.last_open([step(1)]) is None


def test_what_was_done_since_a_page_was_opened():
    steps = [step(1), step(2), step(3)]

    assert [each.number for each in drafting.since(steps, 2)] == [2, 3]


def test_steps_come_back_as_they_were_stored():
    steps = [step(1, patch={"survey": []}, posted="x"), step(2)]

    assert drafting.from_json(drafting.to_json(steps)) == steps


@given(st.dictionaries(st.text(), st.binary()))
def test_every_byte_of_a_file_comes_back(files):
    assert drafting.unpacked(drafting.packed(files)) == files
