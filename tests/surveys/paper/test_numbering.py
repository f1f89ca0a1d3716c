"""The numbers by which people speak of a questionnaire."""

import pytest
from hypothesis import given

from ikparticipation.surveys.paper.numbering import numbering
from tests.surveys.paper.forms import every_kind, form, group, question, repeat, section
from tests.surveys.xlsform.strategies import questionnaires

NUMBERS = {
    "wir": "1",
    "gruss": None,
    "name": "1.1",
    "quote": "1.4",
    "mal_zwei": None,
    "doppelt": "1.10",
    "angebote": "2",
    "hat": "2.1",
    "urteil": "2.10",
    "kopf": None,
    "hilfe": "2.10.1",
    "zeit": "2.10.2",
    "ohne_titel": None,
    "allein": "2.11",
    "zuletzt": "2.12",
    "reihen": "3",
    "angebot": "3.1",
    "titel": "3.1.1",
    "termin": "3.1.3",
    "tag": "3.1.3.1",
    "partner": "4",
    "wer": "4.1",
}


@pytest.mark.parametrize("name", NUMBERS)
def test_what_is_asked_has_the_number_of_its_place(name):
    assert numbering(every_kind()).get(name) == NUMBERS[name]


@pytest.mark.parametrize(
    ("element", "number"),
    [
        (question("x", "note"), None),
        (question("x", "calculate"), None),
        (question("x", "hidden"), None),
        (question("x", appearance=("label",)), None),
        (question("x"), "1.2"),
        (question("x", "acknowledge"), "1.2"),
        (group("x", question("y")), None),
        (group("x", question("y"), title="Wer"), "1.2"),
        (repeat("x", question("y")), "1.2"),
    ],
    ids=[
        "a note is not answered",
        "what is computed is not asked",
        "what is hidden is not asked",
        "the head of a table is not answered",
        "a question has one",
        "a box to tick has one",
        "a group without a title shows none",
        "a group with a title has one",
        "rows have one together",
    ],
)
def test_who_has_a_number(element, number):
    found = numbering(form(section("s", question("davor"), element, question("danach"))))

    assert found.get("x") == number
    assert found["danach"] == {None: "1.2", "1.2": "1.3"}[number] or "y" in found


@given(questionnaires())
def test_no_two_questions_have_the_same_number(questionnaire):
    found = numbering(questionnaire)

    asked = [p.question.name for p in questionnaire.placed if p.question.name in found]
    assert len({found[name] for name in asked}) == len(asked)
    assert found == numbering(questionnaire)
    for placed in questionnaire.placed:
        if placed.question.is_asked:
            number = found[placed.question.name]
            assert number.startswith(f"{found[placed.section.name]}.")
