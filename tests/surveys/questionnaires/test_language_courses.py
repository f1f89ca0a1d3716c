"""„Sprachkurse: Bedarf“ of the tests: what real forms use, in three languages."""

from datetime import UTC, datetime

import pytest

from ikparticipation.surveys.xlsform.check import check
from ikparticipation.surveys.xlsform.engine import State
from ikparticipation.surveys.xlsform.questionnaire import QuestionType
from tests.surveys import language_courses
from tests.surveys.language_courses import HALDENSLEBEN, WOLMIRSTEDT

COURSES = language_courses.questionnaire()
QUESTIONS = {placed.question.name: placed.question for placed in COURSES.placed}
NOW = datetime(2027, 3, 12, 12, tzinfo=UTC)


def state(**answers):
    return State.of(COURSES, {"answers": answers, "rows": {}}, now=NOW)


def test_it_has_what_the_two_shipped_ones_have_not():
    types = {question.type for question in QUESTIONS.values()}

    assert COURSES.languages == ("de", "en", "ar")
    assert types >= {
        *(QuestionType.RANGE, QuestionType.RANK, QuestionType.DATE, QuestionType.TIME),
        *(QuestionType.GEOPOINT, QuestionType.IMAGE, QuestionType.HIDDEN, QuestionType.CALCULATE),
    }
    assert QUESTIONS["hindernis_other"].type is QuestionType.TEXT


@pytest.mark.parametrize(
    ("town", "places"),
    [(HALDENSLEBEN, ["vhs_h", "bib_h"]), (WOLMIRSTEDT, ["kirche_w"])],
    ids=["Haldensleben", "Wolmirstedt"],
)
def test_the_places_are_those_of_the_town(town, places):
    said = state(gemeinde=town)

    assert [choice.name for choice in said.choices("kursort")] == places


def test_a_place_of_another_town_has_to_be_chosen_again():
    problems = check(state(gemeinde=HALDENSLEBEN, kursort="kirche_w"))

    assert "kursort" in {problem.question for problem in problems}


@pytest.mark.parametrize(
    ("level", "hours", "is_advised"),
    [("b2", 0, True), ("a2", 15, True), ("a2", 10, False), ("a0", None, False)],
    ids=["40 and 0", "20 and 15", "20 and 10", "no hours said"],
)
def test_a_score_that_nobody_sees_decides_what_is_advised(level, hours, is_advised):
    answers = {"stufe": level, "gewicht": "10"} | ({} if hours is None else {"stunden": hours})

    assert state(**answers).is_relevant("rat") is is_advised


def test_there_are_as_many_rows_as_children():
    said = state(kinder=3)

    assert len(said.rows("kind")) == 3


def test_what_stands_in_no_list_can_be_written():
    assert state(hindernis="other").is_relevant("hindernis_other")
    assert not state(hindernis="time").is_relevant("hindernis_other")


def test_arabic_texts_are_arabic():
    for question in QUESTIONS.values():
        for words in (question.labels, question.hints, question.constraint_messages):
            text = words.get("ar", "ا")
            assert any("\u0600" <= letter <= "\u06ff" for letter in text), question.name
