import json

import pytest
from hypothesis import given

from ikparticipation.surveys.xlsform.stored import from_json, to_json
from tests.surveys.xlsform.strategies import questionnaires
from tests.surveys.xlsform.workbooks import small


@given(questionnaires())
def test_a_stored_questionnaire_comes_back_the_same(questionnaire):
    stored = json.dumps(to_json(questionnaire), sort_keys=True)  # as a JSONB column orders it

    assert from_json(json.loads(stored)) == questionnaire


def test_what_is_stored_does_not_repeat_what_goes_without_saying():
    stored = to_json(small())

    assert stored["sections"][0]["elements"][2] == {
        "kind": "group",
        "name": "zahlen",
        "labels": {"de": "Zahlen", "en": "Figures"},
        "elements": [
            {
                "kind": "question",
                "name": "anzahl",
                "type": "integer",
                "labels": {"de": "Wie viele?", "en": "How many?"},
            },
            {
                "kind": "question",
                "name": "seit",
                "type": "date",
                "labels": {"de": "Seit wann?", "en": "Since when?"},
            },
        ],
    }


def test_a_questionnaire_cannot_be_changed():
    questionnaire = from_json(to_json(small()))
    question = questionnaire.question("was").question

    with pytest.raises(AttributeError):
        question.name = "anders"
    with pytest.raises(TypeError):
        question.labels["de"] = "anders"


def test_another_format_is_refused_and_not_guessed():
    with pytest.raises(ValueError, match="format 2"):
        from_json(to_json(small()) | {"format": 2})
