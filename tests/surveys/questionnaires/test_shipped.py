"""What holds for every questionnaire that is shipped, and for the one of the tests."""

import re

import pytest

from ikparticipation.surveys.questionnaires import SHIPPED
from ikparticipation.surveys.questionnaires.catalogues import shipped_catalogues
from ikparticipation.surveys.questionnaires.write_standard import FORMS, workbook_bytes
from ikparticipation.surveys.xlsform.check import check
from ikparticipation.surveys.xlsform.checking import trial
from ikparticipation.surveys.xlsform.checking.probing.world import NOW
from ikparticipation.surveys.xlsform.compile import read_workbook
from ikparticipation.surveys.xlsform.engine import State
from ikparticipation.surveys.xlsform.questionnaire import QuestionType
from ikparticipation.surveys.xlsform.targets import TARGETS
from tests.surveys import language_courses
from tests.surveys.questionnaires import shipped
from tests.surveys.xlsform.workbooks import told

every_form = pytest.mark.parametrize("which", [*SHIPPED, "sprachkurse"])
RESPONDENTS = 20


def compiled(which):
    return shipped.compiled(which) if which in SHIPPED else language_courses.compiled()


def words_of(question):
    """All texts of a question, as mappings from language to text."""
    texts = (
        *(question.labels, question.hints, question.guidance),
        *(question.required_messages, question.constraint_messages),
        *(choice.labels for choice in question.choices if question.catalogue is None),
    )
    return [text for text in texts if text]


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_the_script_writes_the_shipped_bytes(path):
    assert workbook_bytes(FORMS[path]) == path.read_bytes()


def test_the_same_texts_give_the_same_bytes():
    assert workbook_bytes(language_courses.FORM) == workbook_bytes(language_courses.FORM)


@every_form
def test_there_is_nothing_to_find_fault_with(which):
    assert told(compiled(which)) == []


@every_form
def test_twenty_respondents_come_to_the_end(which):
    questionnaire = compiled(which).questionnaire

    for seed in range(RESPONDENTS):
        run = trial(questionnaire, seed, NOW)
        assert run.stop is None, (seed, run.stop)
        state = State.of(questionnaire, run.document, now=NOW, seed=f"trial/{seed}")
        assert check(state) == ()


@every_form
def test_every_text_is_there_in_every_language(which):
    questionnaire = compiled(which).questionnaire

    for section in questionnaire.sections:
        assert set(section.labels) == set(questionnaire.languages)
        for repeat in section.repeats:
            assert set(repeat.labels) == set(questionnaire.languages)
    for placed in questionnaire.placed:
        for words in words_of(placed.question):
            assert set(words) == set(questionnaire.languages), placed.question.name


@every_form
def test_every_rule_says_what_to_do(which):
    for placed in compiled(which).questionnaire.placed:
        question = placed.question
        assert bool(question.required_messages) == question.required, question.name
        assert bool(question.constraint_messages) == bool(question.constraint), question.name


@every_form
def test_every_translation_quotes_the_same_answers(which):
    for placed in compiled(which).questionnaire.placed:
        for words in words_of(placed.question):
            quoted = {tuple(sorted(re.findall(r"\$\{\w+\}", text))) for text in words.values()}
            assert len(quoted) == 1, words


@every_form
def test_texts_use_real_quotation_marks_and_no_exclamation_marks(which):
    for placed in compiled(which).questionnaire.placed:
        for words in words_of(placed.question):
            assert [
                t for t in words.values() if re.search(r"[\"'!]| - ", t.replace("'s ", ""))
            ] == []


@pytest.mark.parametrize("which", SHIPPED)
def test_every_question_has_an_identity_of_its_own(which):
    questions = [placed.question for placed in shipped.questionnaire(which).placed]
    identities = [q.question_id for q in questions if q.type is not QuestionType.NOTE]

    assert all(identities)
    assert len(set(identities)) == len(identities)


@pytest.mark.parametrize("which", SHIPPED)
def test_its_own_lists_repeat_nothing_of_the_catalogue(which):
    form = FORMS[SHIPPED[which].file]
    keys = {choice.name for entries in shipped_catalogues().values() for choice in entries}

    assert keys.isdisjoint(line["name"] for line in form.choices)


@pytest.mark.parametrize("which", SHIPPED)
def test_without_a_catalogue_only_a_note_says_so(which):
    read = read_workbook(SHIPPED[which].file.read_bytes())

    (note,) = read.findings
    assert not note.is_error
    assert note.text("de").startswith("Die Listen des Katalogs sind hier nicht zur Hand.")


@pytest.mark.parametrize("which", SHIPPED)
def test_questions_that_go_into_a_catalogue_take_their_choices_from_there(which):
    for placed in shipped.questionnaire(which).placed:
        target = TARGETS.get(placed.question.inventory or "")
        if target is not None and target.catalogue is not None:
            assert placed.question.catalogue == target.catalogue
