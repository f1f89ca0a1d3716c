"""The checks all together: on any questionnaire, on large ones, on good ones."""

import json
from dataclasses import asdict
from time import process_time

from hypothesis import HealthCheck, given, settings

from ikparticipation.surveys.questionnaires import STANDARD
from ikparticipation.surveys.questionnaires.catalogues import shipped_catalogues
from ikparticipation.surveys.xlsform import checking
from ikparticipation.surveys.xlsform.check import check
from ikparticipation.surveys.xlsform.checking.probing.goals import Budget
from ikparticipation.surveys.xlsform.checking.probing.world import NOW
from ikparticipation.surveys.xlsform.compile import read_workbook
from ikparticipation.surveys.xlsform.engine import State, find_cycle
from tests.surveys.xlsform.checking.forms import built, found, line, markdown, questionnaire
from tests.surveys.xlsform.checking.strategies import questionnaires

SLOW = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))


@SLOW
@given(questionnaires())
def test_checking_never_raises_and_finds_the_same_again(form):
    once = list(checking.findings(form, {}))
    again = list(checking.findings(form, {}))

    assert once == again
    for finding in once:
        assert "%(" not in finding.text("de")
        assert json.loads(json.dumps(asdict(finding)))


@SLOW
@given(questionnaires())
def test_what_the_test_respondent_submits_has_no_problems(form):
    if find_cycle(form) is not None:
        return

    run = checking.trial(form, 0, NOW)

    assert (run.document is None) == (run.stop is not None)
    if run.document is not None:
        assert check(State.of(form, run.document, now=NOW, seed="trial/0")) == ()


def test_the_questionnaire_that_comes_with_the_product_has_no_findings():
    read = read_workbook(STANDARD.read_bytes(), catalogues=shipped_catalogues())

    assert read.questionnaire is not None
    assert list(checking.findings(read.questionnaire, read.places)) == []


def typical(count):
    """Return a form of many questions as they depend on one another in practice."""
    lines = []
    for number in range(0, count, 5):
        colour, figure, *rest = (f"q{number + offset}" for offset in range(5))
        lines += [
            line("begin_group", f"g{number}"),
            line("select_one farben", colour),
            line("integer", figure, relevant=f"${{{colour}}} = 'rot'", constraint=". >= 0"),
            line("text", rest[0], required="yes", constraint="regex(., '^[0-9]{5}$')"),
            line("date", rest[1], relevant=f"${{{figure}}} > 100", constraint=". <= today()"),
            line("decimal", rest[2], relevant=f"${{{colour}}} != ''", constraint=". > 0"),
            line("end_group"),
        ]
    return lines


def test_a_form_of_a_thousand_questions_is_checked_within_seconds():
    form = questionnaire(*typical(1000))

    before = process_time()
    findings = list(checking.findings(form, {}))

    assert findings == []
    assert process_time() - before < 20  # usually 3; the machine may be busy


def test_a_search_that_would_take_too_long_is_given_up_and_told(monkeypatch):
    monkeypatch.setattr(Budget.__init__, "__defaults__", (500,))

    findings = found(*typical(200))

    assert any("Der Fragebogen ist zu groß, um alles durchzuprobieren" in f[2] for f in findings)


NEVER = (line("text", "a", relevant="false()"), line("text", "b"))


def test_places_are_cells_of_the_workbook():
    [finding] = checking.findings(*built(*NEVER))

    assert (finding.sheet, finding.row, finding.column) == ("survey", 3, "5")


def test_without_places_findings_are_of_the_file():
    [finding] = checking.findings(questionnaire(*NEVER), {})

    assert finding.place("de") == "Datei"


def test_a_form_with_an_error_in_the_whole_cannot_be_used():
    read = read_workbook(markdown(*NEVER))

    assert read.questionnaire is None
    assert any("„a“ wird nie gezeigt" in finding.text("de") for finding in read.findings)
