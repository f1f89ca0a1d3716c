"""Formulas that depend on one another in a circle."""

import pytest

from tests.surveys.xlsform.checking.forms import cell, found, line


def computed(name, formula):
    return line("calculate", name, "", calculation=formula)


@pytest.mark.parametrize(
    ("lines", "place", "names"),
    [
        (
            [line("text", "x"), computed("a", "${b} + 1"), computed("b", "${a}")],
            cell(2, "calculation"),
            "a → b → a",
        ),
        ([line("text", "a", relevant="${a} = 1")], cell(1, "relevant"), "a → a"),
        (
            [
                line("begin_group", "g", relevant="${a} = 1"),
                line("text", "a"),
                line("end_group"),
            ],
            cell(1, "relevant"),
            "g → a → g",
        ),
        (
            [
                line("text", "a", relevant="${c} = 1"),
                computed("b", "${a} + 1"),
                computed("c", "${b}"),
            ],
            cell(1, "relevant"),
            "a → c → b → a",
        ),
    ],
)
def test_a_circle_is_an_error_at_its_first_cell_and_names_the_way(lines, place, names):
    told = (
        f"Diese Formeln hängen im Kreis voneinander ab: {names}. "
        "Bitte ändern Sie eine davon so, dass sie keine der anderen braucht."
    )
    assert found(*lines) == [("error", place, told)]


def test_a_long_circle_is_shortened():
    lines = [computed(f"n{i}", f"${{n{(i + 1) % 12}}}") for i in range(12)]

    [(_, _, text)] = found(line("text", "x"), *lines)

    assert "n0 → n1 → n2 → n3 → n4 → n5 → … → n0" in text


def test_a_constraint_may_speak_of_its_own_question():
    assert found(line("integer", "a", constraint="${a} > 5"), line("text", "b")) == []
