from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikparticipation.surveys.xlsform.questionnaire import Choice, Question, QuestionType
from ikparticipation.surveys.xlsform.values import (
    MAX_INTEGER,
    MAX_TEXT,
    Refused,
    parse,
    refusal,
    to_typed,
    value_label,
)
from ikparticipation.text import cleaned, one_line

CHOICES = (
    Choice("rot", {"de": "Rot", "en": "Red"}),
    Choice("blau", {"de": "Blau"}),
    Choice("gelb", {"de": "Gelb", "en": "Yellow"}),
)


def question(type_: str, *appearance: str) -> Question:
    selects = type_.startswith("select")
    return Question(
        name="q",
        type=QuestionType(type_),
        labels={"de": "Q"},
        choices=CHOICES if selects else (),
        appearance=appearance,
    )


@pytest.mark.parametrize(
    ("type_", "typed", "value"),
    [
        ("text", [], None),
        ("text", [""], None),
        ("text", ["  \n "], None),
        ("text", ["\x00"], None),  # nothing is left of it
        ("text", [" Haus  am\r\nMarkt "], "Haus am Markt"),  # one line
        ("text", ["A\u0308rger\x00"], "Ärger"),  # NFC, no control characters
        ("text", ["<b>fett</b>"], "<b>fett</b>"),  # kept as typed; pages escape it
        ("integer", ["12"], 12),
        ("integer", [" 12 "], 12),
        ("integer", ["0"], 0),
        ("integer", ["-3"], -3),
        ("integer", ["\u22123"], -3),  # the real minus sign
        ("integer", ["+3"], 3),
        ("integer", ["007"], 7),
        ("integer", ["1.200"], 1200),
        ("integer", ["1 200 000"], 1_200_000),
        ("integer", ["1\u202f200"], 1200),  # narrow space
        ("integer", ["\u0661\u0662"], 12),  # Arabic digits
        ("integer", [str(MAX_INTEGER)], MAX_INTEGER),
        ("date", ["2027-03-12"], "2027-03-12"),
        ("date", ["12.3.2027"], "2027-03-12"),
        ("date", ["12. 03. 2027"], "2027-03-12"),
        ("date", ["2024-02-29"], "2024-02-29"),
        ("select_one", ["rot"], "rot"),
        ("select_one", ["", "rot"], "rot"),  # the hidden blank field before the buttons
        ("select_one", [""], None),
        ("select_multiple", ["", "gelb", "rot"], ["rot", "gelb"]),  # in the order of the list
        ("select_multiple", ["rot", "rot"], ["rot"]),
        ("select_multiple", [""], None),
        ("note", ["egal"], None),
    ],
)
def test_what_is_typed_is_read_kindly(type_, typed, value):
    assert parse(question(type_), typed) == value


@pytest.mark.parametrize(
    ("type_", "typed", "words"),
    [
        ("integer", "drei", "ganze Zahl in Ziffern"),
        ("integer", "1,5", "ganze Zahl"),
        ("integer", "1.5", "ganze Zahl"),
        ("integer", "12.34.567", "ganze Zahl"),
        ("integer", "1e3", "ganze Zahl"),
        ("integer", "1_000", "ganze Zahl"),
        ("integer", "9" * 31, "ganze Zahl"),
        ("integer", "9" * 5000, "ganze Zahl"),
        ("integer", str(MAX_INTEGER + 1), "zu groß"),
        ("date", "morgen", "Bitte geben Sie ein Datum ein"),
        ("date", "2027-02-30", "Diesen Tag gibt es nicht"),
        ("date", "31.6.2027", "Diesen Tag gibt es nicht"),
        ("date", "0002-01-01", "prüfen Sie das Jahr"),
        ("date", "12.3.27", "Bitte geben Sie ein Datum ein"),
        ("select_one", "grün", "wählen Sie"),
        ("select_multiple", "grün", "wählen Sie"),
        ("text", "x" * (MAX_TEXT + 1), "10001 Zeichen, höchstens 10000"),
    ],
)
def test_what_is_no_answer_is_refused_with_what_to_do(type_, typed, words):
    refused = parse(question(type_), [typed])

    assert isinstance(refused, Refused)
    assert words in refused.message % refused.facts


def test_a_longer_text_keeps_its_lines():
    typed = "  Montags\r\nund dienstags\r\n\r\nganztags  "

    value = parse(question("text", "multiline"), [typed])

    assert value == "Montags\nund dienstags\n\nganztags"


@pytest.mark.parametrize(
    ("type_", "value"),
    [
        ("text", 5),
        ("text", ""),
        ("text", "x" * (MAX_TEXT + 1)),
        ("text", ["x"]),
        ("integer", "5"),
        ("integer", True),
        ("integer", 5.0),
        ("integer", MAX_INTEGER + 1),
        ("date", "12.3.2027"),
        ("date", "2027-02-30"),
        ("select_one", "grün"),
        ("select_one", ["rot"]),
        ("select_multiple", "rot"),
        ("select_multiple", []),
        ("select_multiple", ["gelb", "rot"]),
        ("select_multiple", ["rot", "rot"]),
        ("select_multiple", [None]),
        ("note", "egal"),
    ],
)
def test_a_stored_value_that_is_no_answer_is_found(type_, value):
    assert isinstance(refusal(question(type_), value), Refused)


@given(st.sampled_from(list(QuestionType)), st.lists(st.text(max_size=40), max_size=3))
def test_what_was_read_is_a_value_and_reads_the_same_again(type_, typed):
    asked = question(type_)

    value = parse(asked, typed)

    if value is not None and not isinstance(value, Refused):
        assert refusal(asked, value) is None
        assert parse(asked, to_typed(value)) == value


@given(st.text())
def test_cleaning_twice_changes_nothing_more_and_everything_can_be_stored(text):
    clean = cleaned(text)

    assert cleaned(clean) == clean
    assert one_line(one_line(text)) == one_line(text)
    assert "\x00" not in clean
    clean.encode()


def test_lone_surrogates_are_taken_out():
    assert cleaned("a\ud800b") == "ab"


@pytest.mark.parametrize(
    ("type_", "value", "language", "words"),
    [
        ("text", "Haus", "de", "Haus"),
        ("integer", 1234567, "de", "1.234.567"),
        ("integer", 1234567, "en", "1,234,567"),
        ("date", "2027-03-12", "de", "12. März 2027"),
        ("date", "2027-03-12", "en", "12 March 2027"),
        ("date", "2027-03-12", "klingonisch", "12. März 2027"),
        ("select_one", "rot", "en", "Red"),
        ("select_one", "blau", "en", "Blau"),  # not translated
        ("select_one", "grün", "de", "grün"),  # not in the list any more
        ("select_multiple", ["rot", "gelb"], "en", "Red, Yellow"),
    ],
)
def test_an_answer_in_words(type_, value, language, words):
    assert value_label(question(type_), value, language) == words


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_a_day_means_the_same_however_it_is_typed(day):
    german = f"{day.day}.{day.month}.{day.year}"

    assert parse(question("date"), [german]) == parse(question("date"), [day.isoformat()])
