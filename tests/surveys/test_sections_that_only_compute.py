"""What stands outside of all groups may only compute: a section, and no page."""

import pytest

from ikparticipation.surveys.paper.composing import Occasion, filled_sheet, sheet
from ikparticipation.surveys.paper.numbering import numbering
from ikparticipation.surveys.paper.speech import Speech as PaperSpeech
from ikparticipation.surveys.review_page import review
from ikparticipation.surveys.section_page import Speech
from ikparticipation.surveys.states import section_states
from ikparticipation.surveys.views.place import Place
from ikparticipation.surveys.xlsform.check import check, progress, submission
from tests.surveys.paper.test_filled import RECEIPT
from tests.surveys.xlsform.forms import (
    NOW,
    document,
    form,
    group,
    q,
    repeat,
    section,
    state,
)

SUM = q("summe", "calculate", calculation="${b} * 2")
QUESTIONNAIRE = form(
    section("vorn", q("fest", "hidden", default="7"), is_loose=True),
    section("a", q("name")),
    section("mitte", SUM, is_loose=True),
    section("z", q("b", "integer")),
    section("hinten", repeat("r", q("nr", "calculate", calculation="1"), min_rows=1)),
)
VORN, A, MITTE, Z, HINTEN = QUESTIONNAIRE.sections
SHOWN = ["a", "z"]


@pytest.mark.parametrize(
    ("elements", "is_shown"),
    [
        ((), False),
        ((SUM,), False),
        ((q("fest", "hidden"), group("g", SUM)), False),
        ((repeat("r", SUM, repeat("u", q("fest", "hidden"))),), False),
        ((SUM, q("x")), True),
        ((q("x", "note"),), True),
        ((q("x", calculation="1"),), True),
        ((group("g", SUM, q("x")),), True),
        ((repeat("r", SUM, repeat("u", q("x"))),), True),
    ],
    ids=[
        "nothing at all",
        "what is computed is never shown",
        "nor is what is hidden, or in a group",
        "nor rows that only compute",
        "one question is enough",
        "a note is read",
        "a question that is computed in sight is read",
        "a question in a group counts",
        "a question in inner rows counts",
    ],
)
def test_a_section_is_shown_if_anything_in_it_can_be(elements, is_shown):
    assert section("s", *elements).is_shown is is_shown


def test_it_is_no_step_and_no_part_of_the_review_or_the_progress():
    now = state(QUESTIONNAIRE, {"b": 2})

    assert [each.name for each in section_states(now, {"mitte": 1})] == SHOWN
    assert [each.name for each in review(now, Speech("de", "de"))] == SHOWN
    assert [each.section.name for each in progress(now)] == SHOWN


def test_it_asks_for_nothing_and_what_it_computes_is_submitted():
    now = state(QUESTIONNAIRE, {"b": 2})

    assert check(now) == ()
    assert submission(now) == document({"b": 2, "summe": "4", "fest": "7"})


@pytest.mark.parametrize(
    ("at", "before", "after"),
    [(VORN, None, A), (A, None, Z), (MITTE, A, Z), (Z, A, None), (HINTEN, Z, None)],
    ids=["vorn", "a", "mitte", "z", "hinten"],
)
def test_nobody_is_led_to_it(at, before, after):
    place = Place(wave=None, seat=None, questionnaire=QUESTIONNAIRE, others=(), now=NOW)
    now = state(QUESTIONNAIRE)

    assert place.beside(at, now, -1) is before
    assert place.beside(at, now, 1) is after


def test_it_has_no_number_and_is_not_printed():
    occasion, speech = Occasion(county="Börde", title="Probe"), PaperSpeech("de", "de")
    blank = sheet(QUESTIONNAIRE, speech, occasion=occasion)
    filled = filled_sheet(
        QUESTIONNAIRE, speech, occasion=occasion, answers=state(QUESTIONNAIRE), receipt=RECEIPT
    )

    assert dict(numbering(QUESTIONNAIRE)) == {"a": "1", "name": "1.1", "z": "2", "b": "2.1"}
    assert [part.title for part in blank.sections] == SHOWN
    assert [part.title for part in filled.sections] == SHOWN
    assert blank.extras == ()
