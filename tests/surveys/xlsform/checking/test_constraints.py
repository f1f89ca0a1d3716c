"""Constraints that no answer satisfies."""

import pytest

from tests.surveys.xlsform.checking.forms import cell, found, line

OTHER = line("integer", "andere")


def of_constraint(type_, constraint, **cells):
    return found(OTHER, line(type_, "frage", constraint=constraint, **cells))


@pytest.mark.parametrize(
    ("type_", "constraint"),
    [
        ("integer", ". > 10 and . < 5"),
        ("integer", ". > 10 and . < 11"),
        ("integer", ". = 'abc'"),
        ("integer", ". = 0.5"),
        ("decimal", ". >= 10 and . < 10"),
        ("text", "string-length(.) > 20000"),
        ("text", ". = 'ja' and . = 'nein'"),
        ("date", ". > '2030-01-01' and . < '2030-01-02'"),
        ("date", ". = 'morgen' and . = 'heute'"),
        ("integer", "false()"),
    ],
)
def test_what_no_answer_satisfies_is_an_error(type_, constraint):
    [(severity, place, text)] = of_constraint(type_, constraint)

    assert (severity, place) == ("error", cell(2, "constraint"))
    assert text.startswith(f"Keine Antwort auf „frage“ erfüllt die Bedingung „{constraint}“.")


@pytest.mark.parametrize(
    ("type_", "constraint"),
    [
        ("select_one farben", ". = 'rot' and . = 'blau'"),
        ("select_multiple farben", "count-selected(.) > 2"),
        ("select_multiple farben", "count-selected(.) = 0"),
        ("select_one farben", "string-length(.) > 10"),
    ],
)
def test_what_refuses_every_choice_is_an_error(type_, constraint):
    [(severity, place, text)] = of_constraint(type_, constraint)

    assert (severity, place) == ("error", cell(2, "constraint"))
    assert "lehnt jede Antwort ab, die bei „frage“ zur Wahl steht" in text


@pytest.mark.parametrize(
    ("type_", "constraint", "words"),
    [
        ("integer", ". > ${andere} and . < ${andere}", "Kombinationen mit Antworten auf andere"),
        ("integer", ". mod 7 = 3.5", "haben wir probiert"),
        ("text", "starts-with(., 'xyzzy') and contains(., 'plugh')", "haben wir probiert"),
        ("date", ". > today() and . < '2020-01-01'", "haben wir probiert"),
    ],
)
def test_what_was_looked_for_in_vain_is_a_warning(type_, constraint, words):
    (severity, place, text), *_ = of_constraint(type_, constraint)

    assert (severity, place) == ("warning", cell(2, "constraint"))
    assert words in text


@pytest.mark.parametrize(
    ("type_", "constraint"),
    [
        ("integer", ". > 0"),
        ("integer", ". >= 0 and . <= 100"),
        ("integer", ". > 987654 and . < 987656"),
        ("integer", ". mod 7 = 3"),
        ("integer", ". + ${andere} = 100"),
        ("integer", ". > ${andere}"),
        ("decimal", ". > 0 and . < 1"),
        ("decimal", ". > 0.25 and . < 0.26"),
        ("text", "regex(., '^[0-9]{5}$')"),
        ("text", "regex(., '^[A-Z]{2}[0-9]{2} ?([0-9]{4} ?){4}[0-9]{0,2}$')"),
        ("text", "regex(., '^.+@.+[.].+$')"),
        ("text", "regex(., '^https?://')"),
        ("text", "regex(., '^(Dr[.] )?[A-ZÄÖÜ][a-zäöüß]+$')"),
        ("text", "string-length(.) >= 3 and string-length(.) <= 200"),
        ("text", "string-length(.) = 1234"),
        ("text", ". != 'x'"),
        ("date", ". <= today()"),
        ("date", ". >= '2020-01-01' and . <= today()"),
        ("date", ". > '2030-01-01' and . < '2030-01-03'"),
        ("select_one farben", ". = 'rot'"),
        ("select_multiple farben", "not(selected(., 'rot') and count-selected(.) > 1)"),
        ("select_multiple farben", "count-selected(.) = 2"),
        ("text", "not(contains(., 'x'))"),
    ],
)
def test_what_some_answer_satisfies_is_not_complained_about(type_, constraint):
    assert of_constraint(type_, constraint) == []


def test_a_default_that_its_own_constraint_refuses_is_an_error():
    [(severity, place, text)] = of_constraint("integer", ". > 5", default="3")

    assert (severity, place) == ("error", cell(2, "default"))
    assert text == (
        "„frage“ beginnt mit „3“, und das lehnt die Bedingung „. > 5“ ab. "
        "Bitte ändern Sie eines von beiden."
    )


def test_a_default_that_is_let_through_is_not_complained_about():
    assert of_constraint("integer", ". > 5", default="6") == []
