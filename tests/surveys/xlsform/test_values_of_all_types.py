"""Numbers, times, orders, places: typed, stored, said, and as formulas see them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikparticipation.surveys.section_page import Speech
from ikparticipation.surveys.xlsform.document import Problem
from ikparticipation.surveys.xlsform.questionnaire import FILES, Choice, Question, QuestionType
from ikparticipation.surveys.xlsform.values import (
    Refused,
    expression_value,
    from_expression,
    parse,
    refusal,
    steps,
    to_typed,
    told_facts,
    value_label,
)
from tests.surveys.xlsform.forms import choices
from tests.surveys.xlsform.strategies import EVERY, values

CHOICES = choices("rot", "blau", "gelb")


def of(type_, **given):
    """A question of a later type."""
    if type_ in {"rank", "select_one", "select_multiple"}:
        given.setdefault("choices", CHOICES)
    return Question(name="q", type=QuestionType(type_), labels={"de": "Q"}, **given)


RANGE = {"start": "-1", "end": "2", "step": "0.5"}


@pytest.mark.parametrize(
    ("type_", "typed", "value"),
    [
        ("decimal", ["1.200,50"], 1200.5),
        ("decimal", ["1,200.50"], 1200.5),
        ("decimal", ["1200.5"], 1200.5),
        ("decimal", ["1200,5"], 1200.5),
        ("decimal", ["1 200,5"], 1200.5),
        ("decimal", ["1.200"], 1200),  # a point before three digits groups, as in whole numbers
        ("decimal", ["1,200"], 1.2),  # one comma is a decimal comma
        ("decimal", ["1,200,300"], 1_200_300),  # two cannot be
        ("decimal", ["0.125"], 0.125),  # nobody groups after a zero
        ("decimal", ["1.2345"], 1.2345),
        ("decimal", ["5,0"], 5),
        ("decimal", ["\u22120,5"], -0.5),
        ("decimal", [",5"], 0.5),
        ("range", ["0,5"], 0.5),
        ("range", ["-1"], -1),
        ("range", ["2.0"], 2),
        ("time", ["14:30"], "14:30"),
        ("time", ["14.30 Uhr"], "14:30"),
        ("time", ["14 Uhr"], "14:00"),
        ("time", ["9:05"], "09:05"),
        ("time", ["2:30 pm"], "14:30"),
        ("time", ["12:15 a.m."], "00:15"),
        ("time", ["14:30:59"], "14:30"),
        ("dateTime", ["2027-03-12T14:30"], "2027-03-12T14:30"),
        ("dateTime", ["12.3.2027 14:30"], "2027-03-12T14:30"),
        ("dateTime", ["12. 3. 2027, 14.30 Uhr"], "2027-03-12T14:30"),
        ("dateTime", ["12.3.2027 um 9 Uhr"], "2027-03-12T09:00"),
        ("dateTime", ["2027-03-12", "14:30"], "2027-03-12T14:30"),  # two fields
        ("rank", ["gelb", "rot", "blau"], ["gelb", "rot", "blau"]),
        ("rank", ["2 rot", "1 blau", "3 gelb"], ["blau", "rot", "gelb"]),
        ("rank", ["", "2 rot", "1 blau", "9 gelb"], ["blau", "rot", "gelb"]),
        ("acknowledge", ["", "OK"], "OK"),
        ("acknowledge", [""], None),
        ("geopoint", ["52,289", "11.4100001"], {"lat": 52.289, "lon": 11.41}),
        ("geopoint", ["52.289° N", "11,41 O"], {"lat": 52.289, "lon": 11.41}),
        ("geopoint", ["-33,5", "70 W"], {"lat": -33.5, "lon": -70}),
        ("geopoint", ["", ""], None),
        ("calculate", ["x"], None),
        ("hidden", ["x"], None),
        ("image", ["x"], None),  # files are not typed
    ],
)
def test_later_types_are_read_kindly_too(type_, typed, value):
    assert parse(of(type_, parameters=RANGE), typed) == value


@pytest.mark.parametrize(
    ("type_", "typed", "words"),
    [
        ("decimal", ["viel"], "Zahl in Ziffern"),
        ("decimal", ["1.2.3"], "Zahl in Ziffern"),
        ("decimal", ["1,2,3"], "Zahl in Ziffern"),
        ("decimal", ["1e5"], "Zahl in Ziffern"),
        ("decimal", ["1" * 20], "zu groß"),
        ("range", ["3"], "von -1 bis 2"),
        ("range", ["0,3"], "in Schritten von 0,5"),
        ("time", ["25:00"], "Uhrzeit gibt es nicht"),
        ("time", ["14"], "Uhrzeit ein"),
        ("time", ["13:00 pm"], "Uhrzeit gibt es nicht"),
        ("time", ["abends"], "Uhrzeit ein"),
        ("dateTime", ["12.3.2027"], "auch die Uhrzeit"),
        ("dateTime", ["14:30"], "Datum und Uhrzeit"),
        ("dateTime", ["30.2.2027 14:30"], "Diesen Tag gibt es nicht"),
        ("dateTime", ["3/4/2027 14:30"], "Datum und Uhrzeit"),  # March or April
        ("rank", ["1 rot", "1 blau", "2 gelb"], "„Rot“ und „Blau“ stehen beide auf Platz 1"),
        ("rank", ["1 rot", "2 blau"], "jedem Eintrag"),
        ("rank", ["rot", "rot", "blau", "gelb"], "jedem Eintrag"),
        ("rank", ["1 grün"], "wählen Sie"),
        ("acknowledge", ["ja"], "wählen Sie"),
        ("geopoint", ["52,1", ""], "Breite und Länge"),
        ("geopoint", ["91", "11"], "in Grad"),
        ("geopoint", ["52 E", "11"], "in Grad"),
        ("geopoint", ["dort", "hier"], "in Grad"),
    ],
)
def test_later_types_refuse_with_what_to_do(type_, typed, words):
    refused = parse(of(type_, parameters=RANGE), typed)

    assert isinstance(refused, Refused)
    assert words in refused.message % told_facts(refused.facts, "de", "de")


@pytest.mark.parametrize(
    ("type_", "typed", "german", "english"),
    [
        (
            "rank",
            ["1 rot", "1 blau", "2 gelb"],
            "„Rot“ und „Blau“ stehen beide auf Platz 1",
            "“Red” and “Blue” are both in place 1",
        ),
        ("range", ["0,3"], "in Schritten von 0,5", "in steps of 0.5"),
        ("range", ["3"], "von -1 bis 2", "from -1 to 2"),
    ],
    ids=["choices by their labels", "steps as they are written there", "whole bounds"],
)
def test_a_refusal_names_choices_and_numbers_in_the_language_of_the_page(
    type_, typed, german, english
):
    refused = parse(of(type_, parameters=RANGE), typed)
    problem = Problem(section="s", message=refused.message, facts=refused.facts)

    assert german in problem.text("de")
    assert english in problem.text("en")


def test_choices_are_named_as_the_page_shows_them_also_where_its_frame_speaks_otherwise():
    refused = parse(of("rank"), ["1 rot", "1 blau", "2 gelb"])
    problem = Problem(section="s", message=refused.message, facts=refused.facts)

    text, is_own = Speech("de", "en").told(problem)

    assert text.startswith("“Rot” and “Blau” are both")
    assert not is_own


def test_a_choice_without_words_is_named_by_its_name():
    bare = (Choice("a", {}), Choice("b", {"de": ""}))
    refused = parse(of("rank", choices=bare), ["1 a", "1 b"])

    assert told_facts(refused.facts, "en", "en") == {"one": "a", "other": "b", "place": 1}


FILE = {"file": "a" * 64, "name": "x.pdf", "type": "application/pdf", "size": 1}


@pytest.mark.parametrize(
    ("type_", "value"),
    [
        ("decimal", "5"),
        ("decimal", 5.0),  # a whole number is one
        ("decimal", float("nan")),
        ("decimal", True),
        ("range", 7),
        ("time", "25:00"),
        ("dateTime", "2027-03-12"),
        ("rank", ["rot"]),
        ("geopoint", {"lat": 91.0, "lon": 0.0}),
        ("geopoint", {"lat": 1.0}),
        ("geopoint", {"lat": "1", "lon": "2"}),
        ("geopoint", {"lat": 1.23456789, "lon": 0.0}),
        ("geopoint", "1 2"),
        ("file", FILE | {"file": "../etc"}),
        ("file", FILE | {"type": "text/html"}),
        ("image", FILE),
        ("file", "x.pdf"),
        ("acknowledge", "ja"),
        ("hidden", "x"),
    ],
)
def test_a_stored_value_of_a_later_type_that_is_none_is_found(type_, value):
    assert isinstance(refusal(of(type_, parameters=RANGE), value), Refused)


@pytest.mark.parametrize(
    ("type_", "value", "language", "words"),
    [
        ("decimal", 1200.5, "de", "1200,5"),
        ("integer", 2025, "de", "2025"),
        ("integer", 12000, "de", "12.000"),
        ("decimal", 1200.123456, "en", "1200.123456"),
        ("time", "14:30", "de", "14:30 Uhr"),
        ("time", "14:30", "en", "14:30"),
        ("dateTime", "2027-03-12T14:30", "de", "12. März 2027, 14:30 Uhr"),
        ("rank", ["gelb", "rot"], "en", "1. Yellow, 2. Red"),
        ("acknowledge", "OK", "de", "bestätigt"),
        ("geopoint", {"lat": 52.5, "lon": 11.25}, "de", "52,5 / 11,25"),
        ("file", FILE | {"size": 123_456}, "de", "x.pdf (123 kB)"),
        ("file", FILE | {"size": 2_340_000}, "de", "x.pdf (2,3 MB)"),
        ("file", FILE, "en", "x.pdf (1 kB)"),
        ("date", "gestern", "de", "gestern"),  # what is stored wrongly is shown as it is
    ],
)
def test_later_types_in_words(type_, value, language, words):
    assert value_label(of(type_), value, language) == words


@pytest.mark.parametrize(
    ("type_", "value", "seen"),
    [
        ("text", "Haus", "Haus"),
        ("integer", 12, "12"),
        ("decimal", 0.00000012, "0.00000012"),  # never an exponent
        ("decimal", 1200.5, "1200.5"),
        ("date", "2027-03-12", "2027-03-12"),
        ("time", "14:30", "14:30"),
        ("dateTime", "2027-03-12T14:30", "2027-03-12T14:30:00.000+01:00"),
        ("dateTime", "2027-07-12T14:30", "2027-07-12T14:30:00.000+02:00"),  # summer time
        ("select_multiple", ["rot", "gelb"], "rot gelb"),
        ("rank", ["gelb", "rot", "blau"], "gelb rot blau"),
        ("geopoint", {"lat": 52.5, "lon": 11}, "52.5 11 0 0"),
        ("acknowledge", "OK", "OK"),
        ("file", FILE, "x.pdf"),
    ],
)
def test_formulas_see_an_answer_as_the_standard_has_it(type_, value, seen):
    asked = of(type_)

    assert expression_value(asked, value) == seen
    if type_ != "file":
        assert from_expression(asked, seen) == value


@given(st.data(), st.sampled_from(EVERY.placed))
def test_what_is_answered_is_shown_so_that_it_reads_the_same(data, placed):
    asked = placed.question
    if not asked.is_asked:
        return
    value = data.draw(values(asked))

    assert refusal(asked, value) is None
    if asked.type not in FILES:
        assert parse(asked, to_typed(value)) == value
        assert from_expression(asked, expression_value(asked, value)) == value
    assert value_label(asked, value, "de")


@pytest.mark.parametrize(
    ("parameters", "numbers"),
    [
        ({"start": "1", "end": "3", "step": "1"}, (1, 2, 3)),
        ({"start": "3", "end": "1", "step": "-1"}, (1, 2, 3)),
        (RANGE, (-1, -0.5, 0, 0.5, 1, 1.5, 2)),
        ({}, tuple(range(1, 11))),
        ({"start": "0", "end": "1000000", "step": "1"}, None),
    ],
    ids=str,
)
def test_the_numbers_of_a_range(parameters, numbers):
    assert steps(of("range", parameters=parameters)) == numbers
