"""What the command line says about a file, whatever is in it."""

import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ikparticipation.surveys.questionnaires import STANDARD
from ikparticipation.surveys.xlsform.checking.report import report
from tests.surveys.xlsform.checking.forms import COLUMNS, line, markdown

FORM = markdown(
    line("select_one farben", "farbe", "Welche?", required="yes"),
    line("text", "warum", "Warum rot?", relevant="${farbe} = 'rot'"),
    line("integer", "zahl", constraint=". mod 7 = 3.5"),
)
CELLS = st.sampled_from(
    [
        "text",
        "begin_group",
        "end_group",
        "begin_repeat",
        "end_repeat",
        "select_one farben",
        "calculate",
        "yes",
        "a",
        "b",
        "${a}",
        "${b} > 1",
        ". = '",
        "((((",
        "count(${a})",
        "%(name)s %s %",
        "\x1b[31m",
        "",
    ]
) | st.text(max_size=12)


def test_a_good_form_is_told_with_its_minutes_and_a_run():
    told = report(FORM, "de")

    assert told.errors == 0
    assert "Dauer: etwa 1 bis 1 Minuten." in told.lines
    assert "Testdurchlauf: bis zum Ende, mit 2 Antworten (1 Durchläufe)." in told.lines
    assert "  farbe: Rot  → dazu kommt: warum" in told.lines
    assert "  warum: Warum rot" in told.lines


def test_findings_stand_with_their_place():
    told = report(markdown(line("text", "a", constraint="((")), "de")

    assert told.errors == 1
    assert told.lines[0].startswith("Fehler: Blatt „survey“, Zeile 3, Spalte 6")


def test_of_a_long_run_only_the_beginning_is_printed():
    told = report(markdown(*[line("text", f"t{n}") for n in range(80)]), "de")

    assert told.lines[-1] == "  … und 20 weitere Antworten."


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.lists(CELLS, min_size=len(COLUMNS), max_size=len(COLUMNS)), max_size=8),
)
def test_any_cells_are_answered_with_a_report(rows):
    lines = [dict(zip(COLUMNS, row, strict=True)) for row in rows]

    told = report(markdown(*lines), "en")

    assert told.lines


def test_any_bytes_are_answered_with_a_report():
    workbook = bytearray(STANDARD.read_bytes())
    chance = random.Random(4)  # noqa: S311 - the same bytes every time

    for _ in range(60):
        broken = bytearray(workbook)
        for _ in range(chance.choice([1, 5, 50])):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        told = report(
            bytes(broken[: chance.choice([len(broken), chance.randrange(len(broken))])]), "de"
        )

        assert told.lines


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: ("|" + text).encode()))
def test_what_is_no_form_at_all_is_an_error(data):
    assert report(data, "de").errors >= 1
