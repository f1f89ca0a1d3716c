"""The standard questionnaire that is shipped: complete, in two languages, made by its script."""

import csv
from pathlib import Path

import pytest

import ikparticipation
from ikparticipation.surveys.questionnaires import STANDARD
from ikparticipation.surveys.questionnaires.write_standard import workbook_bytes
from ikparticipation.surveys.xlsform.compile import read_workbook
from ikparticipation.surveys.xlsform.questionnaire import QuestionType
from ikparticipation.surveys.xlsform.targets import ROWS, TARGETS, catalogue_choices, is_county
from ikparticipation.surveys.xlsform.vocabulary import VOCABULARIES
from tests.surveys.xlsform.workbooks import told

DATA = Path(ikparticipation.__file__).parent / "catalogue" / "data"
NOT_ASKED = {"organisation.municipality", "offer.email"}


@pytest.fixture(scope="module")
def standard():
    return read_workbook(STANDARD.read_bytes())


def keys(name, column):
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return {row[column] for row in csv.DictReader(file)}


def test_the_script_writes_the_shipped_bytes():
    assert workbook_bytes() == STANDARD.read_bytes()


def test_there_is_nothing_to_find_fault_with(standard):
    assert told(standard) == []
    assert standard.questionnaire.title == "Beratungs- und Netzwerkstruktur"
    assert standard.questionnaire.languages == ("de", "en")


def test_its_sections(standard):
    sections = standard.questionnaire.sections

    assert [section.labels["de"] for section in sections] == [
        "Ihre Organisation",
        "Ihre Beratungs- und Unterstützungsangebote",
        "Ihre Kooperationspartner",
        "Gremien und Netzwerke",
        "Bedarfe und Ausblick",
    ]
    assert [repeat.inventory for section in sections for repeat in section.repeats] == [
        "offer",
        "tie",
        "network",
    ]


def test_it_is_short_and_little_of_it_is_required(standard):
    asked = [
        placed.question
        for placed in standard.questionnaire.placed
        if placed.question.type is not QuestionType.NOTE
    ]

    assert len(asked) == 44
    assert {question.inventory for question in asked if question.required} == {
        "organisation.municipalities",
        "organisation.public",
        "offer.name",
        "offer.fields",
        "offer.municipalities",
        "tie.partner",
        "network.name",
    }


def test_every_text_is_there_in_both_languages(standard):
    for placed in standard.questionnaire.placed:
        question = placed.question
        for words in (question.labels, question.hints, question.required_messages):
            assert words.keys() in ({"de", "en"}, set()), question.name
        assert question.labels
        assert bool(question.required_messages) == question.required
        assert all(choice.labels.keys() == {"de", "en"} for choice in question.choices)


def test_it_answers_everything_the_inventory_can_take(standard):
    asked = {placed.question.inventory for placed in standard.questionnaire.placed}

    assert set(TARGETS) - asked == NOT_ASKED
    assert set(ROWS.values()) <= asked


def test_its_choices_are_the_catalogue_and_the_vocabularies(standard):
    known = {
        "municipality": keys("municipalities", "ags"),
        "field_of_action": keys("fields_of_action", "key"),
        "language": keys("languages", "code"),
        "target_group": keys("target_groups", "key"),
    }
    used = catalogue_choices(standard.questionnaire)

    assert {known[TARGETS[key].catalogue] == set(choices) for key, choices in used.items()} == {
        True
    }
    assert len(known["municipality"]) == 34
    for placed in standard.questionnaire.placed:
        names = [choice.name for choice in placed.question.choices]
        if placed.question.inventory in VOCABULARIES:
            assert names == list(VOCABULARIES[placed.question.inventory])
        elif (
            TARGETS.get(placed.question.inventory or "") and "municip" in placed.question.inventory
        ):
            assert is_county(names[0])
