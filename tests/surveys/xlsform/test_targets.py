import pytest

from ikparticipation.surveys.xlsform.questionnaire import QuestionType
from ikparticipation.surveys.xlsform.targets import (
    CATALOGUES,
    ROWS,
    TARGETS,
    catalogue_choices,
    is_county,
    municipalities_meant,
)
from ikparticipation.surveys.xlsform.vocabulary import VOCABULARIES
from tests.surveys.xlsform.workbooks import CHOICES, compiled, form

SELECTS = {QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE}


@pytest.mark.parametrize("target", TARGETS.values(), ids=lambda target: target.key)
def test_every_target_fits_together(target):
    subject, dot, name = target.key.partition(".")

    assert dot
    assert name
    assert target.types
    assert target.catalogue is None or target.vocabulary is None
    assert target.row == (subject if subject in ROWS else None)
    if target.catalogue or target.vocabulary:
        assert target.types <= SELECTS
    if target.catalogue:
        assert target.catalogue in CATALOGUES


def test_every_row_has_a_target_that_names_it_and_every_vocabulary_a_target():
    assert {key for key, target in TARGETS.items() if target.names_the_row} == set(ROWS.values())
    assert set(ROWS.values()) <= set(TARGETS)
    assert set(VOCABULARIES) <= set(TARGETS)


def test_the_catalogue_keys_a_questionnaire_uses_are_listed_without_the_county():
    choices = (
        CHOICES[0],
        ("orte", "15083", "Überall", "Everywhere"),
        ("orte", "15083020", "Altenhausen", "Altenhausen"),
        ("sprachen", "uk", "Ukrainisch", "Ukrainian"),
        ("farben", "rot", "Rot", "Red"),
    )
    questionnaire = compiled(
        form(
            ("select_multiple orte", "a", "A", "A", "", "", "", "organisation.municipalities"),
            ("select_multiple sprachen", "b", "B", "B", "", "", "", "organisation.languages"),
            ("select_one farben", "c", "C", "C"),
            choices=choices,
        )
    )

    assert catalogue_choices(questionnaire) == {
        "organisation.municipalities": {"15083020"},
        "organisation.languages": {"uk"},
    }


@pytest.mark.parametrize(
    ("keys", "meant"),
    [
        ([], ()),
        (["15083040"], ("15083040",)),
        (["15083040", "15083020"], ("15083020", "15083040")),  # in the order of the catalogue
        (["15083"], ("15083020", "15083040")),  # the county is all of its municipalities
        (["15083", "15083040"], ("15083020", "15083040")),
        (["15083999"], ()),  # unknown
        (["15081"], ()),  # another county
    ],
)
def test_an_answer_about_places_means_municipalities(keys, meant):
    assert municipalities_meant(keys, ["15083020", "15083040"]) == meant


def test_a_county_has_five_digits():
    assert is_county("15083")
    assert not is_county("15083020")
