"""What calculations come to, and when."""

import pytest

from ikparticipation.surveys.xlsform.check import submission
from ikparticipation.surveys.xlsform.engine import State
from tests.surveys.xlsform.forms import (
    NOW,
    A,
    B,
    C,
    document,
    form,
    q,
    repeat,
    row,
    state,
)


class TestCalculations:
    def test_are_in_the_document_only_when_it_is_submitted(self):
        seen = state(form(q("a", "integer"), q("b", "calculate", calculation="${a} + 1")), {"a": 1})

        assert seen.document == document({"a": 1})
        assert submission(seen)["answers"] == {"a": 1, "b": "2"}

    @pytest.mark.parametrize(
        ("kind", "formula", "value"),
        [
            ("integer", "7 div 2", 3),  # what stands before the point
            ("decimal", "7 div 2", 3.5),
            ("decimal", "6 div 2", 3),
            ("date", "today()", "2027-03-12"),
            ("date", "today() + 20", "2027-04-01"),
            ("date", "1.5", "1970-01-02"),
            ("date", "-0.5", "1969-12-31"),
            ("text", "round(2.5)", "3"),
            ("text", "round(-2.5)", "-2"),
            ("text", "round(0.49999999999999994)", "0"),
            ("text", "round(4503599627370497)", "4503599627370497"),
            ("text", "round(1.25, 1)", "1.3"),
            ("date", "now()", "2027-03-12"),
            ("time", "'14:30:00.000+01:00'", "14:30"),
            ("geopoint", "'52.5 11.25 0 0'", {"lat": 52.5, "lon": 11.25}),
            ("dateTime", "now()", "2027-03-12T14:30"),
            ("text", "concat('a', 1)", "a1"),
            ("select_one", "'rot'", "rot"),
            ("select_one", "'grün'", None),  # none of the choices
            ("select_multiple", "'gelb rot'", ["rot", "gelb"]),
            ("integer", "'drei'", None),
        ],
    )
    def test_of_a_question_are_answers_of_its_kind(self, kind, formula, value):
        seen = state(form(q("a", kind, calculation=formula)))

        assert seen.value("a") == value
        assert seen.is_readonly("a")

    def test_that_happen_once_keep_their_first_result(self):
        questionnaire = form(q("a", "integer"), q("b", "calculate", calculation="once(${a})"))

        seen = state(questionnaire, {"a": 1})
        seen.put("a", 2)
        again = State.of(questionnaire, seen.document, now=NOW)

        assert seen.value("b") == again.value("b") == "1"

    def test_by_chance_are_the_same_for_the_same_answers_and_differ_between_rows(self):
        questionnaire = form(repeat("k", q("n"), q("z", "calculate", calculation="random()")))
        rows = {"k": [row(A), row(B)]}

        one, same, other = (state(questionnaire, seed=s, **rows) for s in ("1", "1", "2"))

        assert one.value("z", A) == same.value("z", A) != other.value("z", A)
        assert one.value("z", A) != one.value("z", B)

    def test_over_all_rows_and_over_those_of_one_row_only(self):
        inner = repeat("raum", q("flaeche", "integer"))
        questionnaire = form(
            repeat("haus", inner, q("innen", "calculate", calculation="sum(${flaeche})")),
            q("alle", "calculate", calculation="sum(${flaeche})"),
        )
        rows = [
            row(A, rows={"raum": [row(C, {"flaeche": 3}), row("x", {"flaeche": 4})]}),
            row(B, rows={"raum": [row("y", {"flaeche": 10})]}),
        ]

        seen = state(questionnaire, haus=rows)

        assert [seen.value("innen", A), seen.value("innen", B)] == ["7", "10"]
        assert seen.value("alle") == "17"


def test_tables_and_the_names_of_choices_can_be_looked_up():
    questionnaire = form(
        q("plz"),
        q("farbe", "select_one"),
        q("ort", "calculate", calculation="pulldata('orte', 'name', 'plz', ${plz})"),
        q("wort", "calculate", calculation="jr:choice-name(${farbe}, '${farbe}')"),
        tables={"orte": ({"plz": "39340", "name": "Haldensleben"},)},
    )
    given = {"plz": "39340", "farbe": "rot"}

    seen = state(questionnaire, given, language="en")

    assert seen.value("ort") == "Haldensleben"
    assert seen.value("wort") == "Red"


def test_a_hidden_constant_is_there_without_anybody_answering():
    questionnaire = form(q("k", "hidden", default="15083"), q("a", "calculate", calculation="${k}"))

    assert submission(state(questionnaire))["answers"] == {"k": "15083", "a": "15083"}
