from hypothesis import given

from tests.surveys.xlsform.strategies import questionnaires
from tests.surveys.xlsform.workbooks import small


def test_a_name_leads_to_its_place():
    questionnaire = small()

    placed = questionnaire.question("plaetze")

    assert placed.section is questionnaire.section("angebote")
    assert placed.repeat is questionnaire.repeat("angebot")
    assert questionnaire.question("anzahl").repeat is None
    assert questionnaire.question("unbekannt") is None
    assert questionnaire.section("unbekannt") is None
    assert questionnaire.repeat("unbekannt") is None


def test_sections_follow_each_other():
    questionnaire = small()
    first, second = questionnaire.sections

    assert questionnaire.after(first) is second
    assert questionnaire.after(second) is None
    assert questionnaire.before(second) is first
    assert questionnaire.before(first) is None


@given(questionnaires())
def test_every_question_has_one_place(questionnaire):
    names = [placed.question.name for placed in questionnaire.placed]

    assert len(names) == len(set(names)) == 6
    assert all(questionnaire.question(name).question.name == name for name in names)
