"""„Fachdienste: Maßnahmen und Zahlen“."""

from datetime import UTC, datetime

import pytest

from ikparticipation.inventory.derive import asked
from ikparticipation.surveys.xlsform.check import check
from ikparticipation.surveys.xlsform.checking import minutes
from ikparticipation.surveys.xlsform.engine import State, begin
from ikparticipation.surveys.xlsform.questionnaire import QuestionType
from tests.surveys.questionnaires.shipped import questionnaire, with_rows
from tests.surveys.xlsform.forms import A, B, C

OFFICES = questionnaire("fachdienste")
NOW = datetime(2027, 3, 12, 12, tzinfo=UTC)
QUESTIONS = {placed.question.name: placed.question for placed in OFFICES.placed}


def state(measure=None, *, years=(), **answers):
    row = {
        "id": A,
        "answers": measure or {},
        "rows": {"erreicht": [{"id": key, "answers": year} for key, year in years]},
    }
    return State.of(OFFICES, {"answers": answers, "rows": {"massnahme": [row]}}, now=NOW)


def names_of_problems(state):
    return {problem.question for problem in check(state)}


def test_it_is_short():
    count = [question for question in QUESTIONS.values() if question.is_asked]
    usual, _ = minutes(with_rows(OFFICES, massnahme=2, erreicht=2))

    assert len(count) == 27
    assert usual <= 10


def test_it_has_all_that_an_office_reports():
    types = {question.type for question in QUESTIONS.values()}

    assert types >= {
        *(QuestionType.DECIMAL, QuestionType.RANK, QuestionType.FILE, QuestionType.ACKNOWLEDGE),
        *(QuestionType.DATE, QuestionType.CALCULATE, QuestionType.SELECT_MULTIPLE),
    }
    assert [len(chain) for section in OFFICES.sections for chain in section.all_repeats] == [1, 2]
    assert [name for name, q in QUESTIONS.items() if "likert" in q.appearance] == [
        *("weiss_wer", "erreichen_gut", "planen_gemeinsam"),
    ]


def test_a_wave_of_it_does_not_take_the_place_of_the_inventory():
    assert not asked(OFFICES)
    assert {q.inventory for q in QUESTIONS.values() if q.inventory} == {
        "finding.fields",
        "finding.needs",
    }


def test_figures_are_for_the_last_year_unless_somebody_says_otherwise():
    document = begin(OFFICES, now=NOW)

    assert document["answers"]["berichtsjahr"] == 2026


def test_a_year_is_quoted_as_people_write_it():
    said = state({"massnahme_stand": "running"}, berichtsjahr=2026)

    words = said.words(QUESTIONS["massnahme_budget"], "label", "de", A)
    assert words == "Wie viele Euro standen dafür im Jahr 2026 bereit?"


@pytest.mark.parametrize(
    ("begins", "ends", "is_wrong"),
    [
        ("2026-03-01", "2026-03-01", False),
        ("2026-03-01", "2026-02-28", True),
        (None, "2026-02-28", False),
    ],
    ids=["one day", "ends before it begins", "no beginning said"],
)
def test_a_measure_ends_after_it_begins(begins, ends, is_wrong):
    said = {"massnahme_von": begins, "massnahme_bis": ends}
    measure = {name: day for name, day in said.items() if day}

    assert ("massnahme_bis" in names_of_problems(state(measure))) is is_wrong


@pytest.mark.parametrize(
    ("stand", "is_asked"), [("running", True), ("planned", False), (None, False)]
)
def test_money_and_people_are_asked_of_what_has_begun(stand, is_asked):
    measure = {"massnahme_stand": stand} if stand else {}

    seen = state(measure, years=[(B, {"erreicht_jahr": 2026})])

    assert seen.is_relevant("massnahme_budget", A) is is_asked
    assert seen.is_relevant("erreicht_personen", B) is is_asked


def test_people_reached_are_added_up_within_each_measure():
    years = [(B, {"erreicht_personen": 40}), (C, {"erreicht_personen": 25})]

    seen = state({"massnahme_stand": "running"}, years=years)

    words = seen.words(QUESTIONS["massnahme_summe"], "label", "en", A)
    assert words == "Altogether 65 people in all years entered."


@pytest.mark.parametrize(
    ("part", "is_wrong"), [(0, False), (120, False), (121, True)], ids=["none", "all", "more"]
)
@pytest.mark.parametrize("name", ["faelle_neu", "faelle_sprachmittlung"])
def test_a_part_of_the_cases_is_not_more_than_all(name, part, is_wrong):
    said = state(beraet="yes", faelle=120, **{name: part})

    problems = [problem for problem in check(said) if problem.question == name]

    assert [p.words["de"] for p in problems] == (
        ["Von 120 Fällen können es nicht mehr als 120 sein. Bitte prüfen Sie beide Zahlen."]
        if is_wrong
        else []
    )


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"faelle": 260, "faelle_sprachmittlung": 117}, "Das sind 45 Prozent der Fälle."),
        ({"faelle": 260, "faelle_sprachmittlung": 0}, "Das sind 0 Prozent der Fälle."),
        ({"faelle": 260}, None),
        ({"faelle": 0, "faelle_sprachmittlung": 0}, None),
    ],
    ids=["a share", "none", "not said", "no cases"],
)
def test_the_share_is_computed_and_shown(answers, words):
    said = state(beraet="yes", **answers)

    shown = said.words(QUESTIONS["anteil"], "label", "de") if said.is_relevant("anteil") else None
    assert shown == words


def test_without_counselling_no_cases_are_asked():
    said = state(beraet="no", faelle=5)

    assert not any(said.is_relevant(name) for name in ("faelle", "faelle_neu", "anteil"))
