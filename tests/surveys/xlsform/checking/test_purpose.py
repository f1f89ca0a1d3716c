"""What nobody can answer, see or use."""

import pytest

from tests.surveys.xlsform.checking.forms import cell, found, line

NUMBER = line("integer", "zahl")


def test_what_must_be_answered_and_is_never_shown_is_told():
    findings = found(NUMBER, line("text", "a", relevant="false()", required="yes"))

    assert [(severity, place) for severity, place, _ in findings] == [
        ("error", cell(2, "relevant")),
        ("warning", cell(2, "required")),
    ]
    assert "ist eine Pflichtangabe, wird aber nie gezeigt" in findings[1][2]


def test_what_must_be_answered_and_cannot_be_changed_is_told():
    [(severity, place, text)] = found(NUMBER, line("text", "a", required="yes", readonly="yes"))

    assert (severity, place) == ("warning", cell(2, "readonly"))
    assert "Pflichtangabe und zugleich schreibgeschützt" in text


@pytest.mark.parametrize(
    "cells",
    [{"calculation": "${zahl} + 1"}, {"default": "Vorgabe"}, {"default": "concat('a', 'b')"}],
)
def test_what_cannot_be_changed_and_has_a_value_of_its_own_is_fine(cells):
    assert found(NUMBER, line("text", "a", required="yes", readonly="yes", **cells)) == []


def test_a_group_of_which_nothing_is_seen_is_told():
    findings = found(
        NUMBER,
        line("begin_group", "gruppe"),
        line("calculate", "a", "", calculation="${zahl} + 1"),
        line("hidden", "b", "", default="1"),
        line("end_group"),
        line("text", "c", relevant="${a} = 3 and ${b} = 1"),
    )

    [(severity, place, text)] = findings
    assert (severity, place) == ("warning", cell(2, "name"))
    assert "In „gruppe“ ist nie etwas zu sehen" in text


def test_a_result_that_nobody_uses_is_told():
    [(severity, place, text)] = found(
        NUMBER, line("calculate", "summe", "", calculation="${zahl} + 1")
    )

    assert (severity, place) == ("warning", cell(2, "name"))
    assert "Das Ergebnis von „summe“ wird nirgends verwendet" in text


@pytest.mark.parametrize(
    ("cells", "more"),
    [
        ({"publish": "public"}, ()),
        ({}, (line("text", "a", relevant="${summe} > 5"),)),
        ({}, (line("note", "a", "Zusammen sind es ${summe}."),)),
        ({}, (line("calculate", "b", "", calculation="${summe}", publish="aggregated"),)),
    ],
)
def test_a_result_that_goes_somewhere_is_fine(cells, more):
    summe = line("calculate", "summe", "", calculation="${zahl} + 1", **cells)

    assert found(NUMBER, summe, *more) == []
