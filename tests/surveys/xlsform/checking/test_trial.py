"""The test respondent's way through a form."""

import pytest

from ikparticipation.surveys.xlsform.check import check
from ikparticipation.surveys.xlsform.checking.probing.world import NOW
from ikparticipation.surveys.xlsform.checking.trial import StopKind, trial, trials
from ikparticipation.surveys.xlsform.engine import State
from tests.surveys.xlsform.checking.forms import cell, found, line, questionnaire

FORM = (
    line("begin_group", "wir", "Über uns"),
    line("text", "name", "Wie heißen Sie?", required="yes"),
    line("select_one farben", "farbe", required="yes"),
    line("integer", "rot_zahl", relevant="${farbe} = 'rot'", constraint=". > 700 and . < 720"),
    line("text", "blau_wort", relevant="${farbe} = 'blau'"),
    line("end_group"),
    line("begin_group", "angebote"),
    line("begin_repeat", "angebot"),
    line("text", "titel", required="yes"),
    line("date", "seit", constraint=". <= today()"),
    line("end_repeat"),
    line("end_group"),
)
EVERY_TYPE = (
    line("text", "a"),
    line("integer", "b"),
    line("decimal", "c"),
    line("range", "d", parameters="start=1 end=9 step=2"),
    line("date", "e"),
    line("time", "f"),
    line("dateTime", "g"),
    line("select_one farben", "h"),
    line("select_multiple farben", "i"),
    line("rank farben", "j"),
    line("acknowledge", "k"),
    line("geopoint", "l"),
    line("image", "m"),
    line("file", "n"),
)


def answered(run):
    return {step.question: step.value for step in run.steps}


def test_the_respondent_answers_what_is_relevant_and_gets_to_the_end():
    form = questionnaire(*FORM)

    run = trial(form, 0, NOW)

    assert run.stop is None
    assert answered(run)["name"] == "Wie heißen Sie"
    assert answered(run)["farbe"] == "rot"
    assert 700 < answered(run)["rot_zahl"] < 720
    assert "blau_wort" not in run.asked
    assert len(run.document["rows"]["angebot"]) == 2
    assert check(State.of(form, run.document, now=NOW)) == ()


def test_a_step_says_what_came_up_with_the_answer():
    run = trial(questionnaire(*FORM), 0, NOW)

    [step] = [step for step in run.steps if step.question == "farbe"]
    assert step.appeared == ("rot_zahl",)


def test_rows_are_numbered():
    run = trial(questionnaire(*FORM), 0, NOW)

    assert [step.row for step in run.steps if step.question == "titel"] == [1, 2]
    assert [step.row for step in run.steps if step.question == "name"] == [None]


def test_the_same_seed_gives_the_same_run_and_another_one_another():
    form = questionnaire(*FORM)

    assert trial(form, 1, NOW) == trial(form, 1, NOW)
    assert answered(trial(form, 1, NOW))["farbe"] == "blau"


def test_one_run_in_four_leaves_out_what_may_be_left_out():
    run = trial(questionnaire(*FORM), 3, NOW)

    assert set(answered(run)) == {"name", "farbe"}
    assert run.document["rows"] == {}


@pytest.mark.parametrize("seed", range(8))
def test_every_type_is_answered(seed):
    form = questionnaire(*[one | {"required": "yes"} for one in EVERY_TYPE])

    run = trial(form, seed, NOW)

    assert run.stop is None
    assert set(answered(run)) == {one["name"] for one in EVERY_TYPE}


def test_rows_inside_of_rows_are_filled_in():
    form = questionnaire(
        line("begin_repeat", "angebot"),
        line("text", "titel"),
        line("begin_repeat", "ort"),
        line("text", "strasse"),
        line("end_repeat"),
        line("end_repeat"),
    )

    run = trial(form, 0, NOW)

    assert [len(row["rows"]["ort"]) for row in run.document["rows"]["angebot"]] == [2, 2]


def test_computed_rows_are_filled_in_as_they_are():
    form = questionnaire(
        line("integer", "anzahl", constraint=". = 4", required="yes"),
        line("begin_repeat", "person", repeat_count="${anzahl}"),
        line("text", "name"),
        line("end_repeat"),
    )

    run = trial(form, 0, NOW)

    assert len(run.document["rows"]["person"]) == 4


def test_shares_that_must_add_up_are_completed():
    form = questionnaire(
        line("integer", "a", required="yes"),
        line("integer", "b", required="yes"),
        line("integer", "c", required="yes", constraint=". + ${a} + ${b} = 100"),
    )

    given = answered(trial(form, 0, NOW))

    assert given["a"] + given["b"] + given["c"] == 100


def test_the_runs_together_come_to_every_question():
    branches = [line("text", f"t{n}", relevant=f"${{zahl}} = {n * 1000}") for n in range(1, 12)]
    form = questionnaire(line("integer", "zahl"), *branches)

    together = trials(form, NOW)

    assert together.never_asked == ()
    assert len(together.runs) <= 20


def test_where_it_goes_no_further_is_an_error():
    findings = found(
        line("integer", "a", required="yes"),
        line("integer", "b", required="yes", constraint=". > ${a} and . < ${a}"),
    )

    [(severity, place, text), warning] = sorted(findings)
    assert warning[0] == "warning"
    assert (severity, place) == ("error", cell(2, "constraint"))
    assert "Kein Testdurchlauf kommt bis zum Ende (20 Versuche): Bei „b“" in text


def test_a_run_says_where_it_was_stopped():
    form = questionnaire(
        line("integer", "a", required="yes"),
        line("integer", "b", required="yes", constraint=". > ${a} and . < ${a}"),
    )

    run = trial(form, 0, NOW)

    assert run.document is None
    assert (run.stop.kind, run.stop.name) == (StopKind.CONSTRAINT, "b")


def test_what_must_be_answered_with_nothing_to_choose_from_is_an_error():
    findings = found(
        line("text", "wort", constraint=". = 'x'", required="yes"),
        line("select_one orte", "ort", required="yes", choice_filter="starts-with(label, ${wort})"),
    )

    assert [(severity, place) for severity, place, _ in findings][-1] == (
        "error",
        cell(2, "choice_filter"),
    )


def test_answers_that_never_fit_together_are_an_error():
    findings = found(
        line("integer", "a", required="yes", constraint="${b} = '' or . < ${b}"),
        line("integer", "b", required="yes", constraint=". < ${a}"),
    )

    [(severity, place, text)] = findings
    assert (severity, place) == ("error", cell(1, "name"))
    assert "Bei „a“ bleibt am Schluss etwas offen" in text


def test_an_answer_that_waits_for_a_later_one_is_given_in_another_round():
    form = questionnaire(
        line("integer", "von", required="yes", constraint=". <= ${bis}"),
        line("integer", "bis", required="yes", constraint=". > 50"),
    )

    given = answered(trial(form, 0, NOW))

    assert given["von"] <= given["bis"]


PLACE = line("select_one gemeinden", "ort", municipality="yes", required="yes")


def test_choices_of_a_catalogue_that_is_not_at_hand_hold_nobody_up():
    form = questionnaire(PLACE, line("text", "a"))

    run = trial(form, 0, NOW)

    assert run.stop is None
    assert answered(run)["ort"] == "beispiel"


def test_conditions_on_a_catalogue_that_is_not_at_hand_are_not_complained_about():
    findings = found(PLACE, line("text", "a", relevant="${ort} = '15083040'"))

    assert findings == []
