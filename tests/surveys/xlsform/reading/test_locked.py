"""`readonly` on a group: its questions are read-only."""

import pytest

from tests.surveys.xlsform.workbooks import compiled, errors_in, form_of, line, warnings_in


def form(group, question="", inner="", type_="text"):
    return form_of(
        line("text", "x", "X", readonly=""),
        line("begin_group", "g", "G", readonly=group),
        line("begin_group", "h", "H", readonly=inner),
        line(type_, "a", "A", readonly=question),
        line("end_group"),
        line("end_group"),
        line("text", "b", "B"),
    )


@pytest.mark.parametrize(
    ("group", "inner", "question", "readonly"),
    [
        ("yes", "", "", "true()"),
        ("${x} = 'ja'", "", "", "${x} = 'ja'"),
        ("${x} = 'ja'", "", "${b} = 1", "(${x} = 'ja') or (${b} = 1)"),
        ("${x} = 1", "${x} = 2", "${x} = 3", "(${x} = 1) or (${x} = 2) or (${x} = 3)"),
        ("${x} = 1", "", "${x} = 1", "${x} = 1"),
        ("${x} = 1", "yes", "", "true()"),
        ("no", "", "${x} = 1", "${x} = 1"),
        ("", "", "", "None"),
    ],
    ids=[
        "always",
        "sometimes",
        "or when the question says so",
        "or a group between",
        "the same twice",
        "always is more than sometimes",
        "never changes nothing",
        "no word of it",
    ],
)
def test_a_group_hands_it_down(group, inner, question, readonly):
    questionnaire = compiled(form(group, question, inner))

    assert str(questionnaire.question("a").question.readonly) == readonly
    assert questionnaire.question("b").question.readonly is None
    assert questionnaire.question("x").question.readonly is None


def test_what_nobody_answers_anyway_is_not_locked():
    assert compiled(form("yes", type_="note")).question("a").question.readonly is None


@pytest.mark.parametrize("cell", ["../x = 'ja'", ". = 1", "position(..) = 1"])
def test_a_condition_that_would_mean_another_thing_at_each_question_is_refused(cell):
    ((place, text),) = errors_in(form(cell))

    assert place == "Blatt „survey“, Zeile 3, Spalte D"
    assert text.startswith("Die Bedingung gilt für jede Frage der Gruppe")
    assert text.endswith("Bitte nennen Sie Fragen nur als „${…}“.")


def test_a_condition_is_checked_where_it_stands_and_only_there():
    ((place, text),) = errors_in(form("${y} = 1", "${x} = 1"))

    assert place == "Blatt „survey“, Zeile 3, Spalte D, Zeichen 1"
    assert "„y“ gibt es nicht" in text


@pytest.mark.parametrize(("count", "is_told"), [("", True), ("2", False)])
def test_rows_that_can_be_added_and_removed_all_the_same_are_told(count, is_told):
    data = form_of(
        line("begin_group", "g", "G", readonly="yes", repeat_count=""),
        line("begin_repeat", "r", "R", repeat_count=count),
        line("text", "a", "A", default="x"),
        line("end_repeat"),
        line("end_group"),
    )
    told = (
        "Blatt „survey“, Zeile 2, Spalte D",
        (
            "Die Fragen der Gruppe sind gesperrt. Einträge von „r“ lassen sich trotzdem "
            "hinzufügen und entfernen."
        ),
    )

    assert (told in warnings_in(data)) is is_told
    assert compiled(data).question("a").question.readonly


def test_a_repeat_cannot_be_locked():
    lines = (line("begin_repeat", "r", "R", readonly="yes"), line("text", "a", "A"))

    ((place, text),) = errors_in(form_of(*lines, line("end_repeat")))

    assert place == "Blatt „survey“, Zeile 2, Spalte D"
    assert text.startswith("„readonly“ ist nur bei Fragen möglich.")
