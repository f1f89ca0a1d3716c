"""Filters of choices that leave nothing to choose from."""

import pytest

from tests.surveys.xlsform.checking.forms import cell, found, line

LAND = line("select_one laender", "land_wo")
LANDS = line("select_multiple laender", "laender_wo")
WORD = line("text", "wort")


def of_filter(choice_filter, **cells):
    return found(
        LAND, LANDS, WORD, line("select_one orte", "ort", choice_filter=choice_filter, **cells)
    )


@pytest.mark.parametrize(
    ("choice_filter", "words"),
    [
        ("land = 'xx'", "Bei „ort“ bleibt nie eine Antwort zur Wahl."),
        ("false()", "Bei „ort“ bleibt nie eine Antwort zur Wahl."),
        ("name = ${land_wo}", "was auch immer auf land_wo geantwortet wird"),
    ],
)
def test_a_filter_that_lets_nothing_through_is_an_error(choice_filter, words):
    [(severity, place, text)] = of_filter(choice_filter)

    assert (severity, place) == ("error", cell(4, "choice_filter"))
    assert words in text


def test_answers_after_which_nothing_is_left_are_named():
    told = (
        "Bei „ort“ bleibt keine Antwort zur Wahl, wenn gilt: land_wo = Berlin. "
        "Bitte ergänzen Sie die Liste, oder zeigen Sie die Frage dann nicht."
    )
    assert of_filter("land = ${land_wo}") == [("warning", cell(4, "choice_filter"), told)]


@pytest.mark.parametrize(
    ("choice_filter", "relevant"),
    [
        ("land = ${land_wo}", "${land_wo} != 'be'"),
        ("land = 'st'", ""),
        ("land = 'st' or ${land_wo} = 'ni'", ""),
        ("contains(label, ${wort})", ""),
        ("not(selected(${laender_wo}, land)) or land != 'ni'", ""),
    ],
)
def test_filters_that_leave_something_are_not_complained_about(choice_filter, relevant):
    assert of_filter(choice_filter, relevant=relevant) == []
