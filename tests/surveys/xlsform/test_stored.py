import json

import pytest
from hypothesis import HealthCheck, given, settings

from ikparticipation.surveys.xlsform.stored import from_json, to_json
from tests.surveys.xlsform.any_model import QUESTIONNAIRES
from tests.surveys.xlsform.workbooks import compiled, form_of, line, small


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(QUESTIONNAIRES)
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
    choices = (("list_name", "name", "label", "land"), ("l", "x", "X", "de"))
    read = compiled(
        form_of(
            line("select_one l", "was", "Was?"),
            line("calculate", "b", calculation="instance('l')/root/item[1]/label"),
            choices=choices,
        )
    )
    questionnaire = from_json(to_json(read))
    question = questionnaire.question("was").question

    with pytest.raises(AttributeError):
        question.name = "anders"
    for words in (question.labels, question.choices[0].columns, questionnaire.tables["l"][0]):
        with pytest.raises(TypeError):
            words["de"] = "anders"
    with pytest.raises(TypeError):
        questionnaire.tables["m"] = ()


def test_what_was_stored_before_there_were_expressions_is_read_as_it_was():
    stored = {
        "format": 1,
        "title": "Alt",
        "languages": ["de"],
        "default_language": "de",
        "sections": [
            {
                "name": "s",
                "labels": {"de": "S"},
                "elements": [
                    {"kind": "question", "name": "a", "type": "text", "labels": {"de": "A"}}
                ],
            }
        ],
    }

    questionnaire = from_json(stored)

    assert questionnaire.question("a").question.relevant is None
    assert to_json(questionnaire) == stored


def test_expressions_are_stored_as_their_author_wrote_them():
    read = compiled(form_of(line("text", "a", "A"), line("text", "b", "B", relevant="${a}  = 'x'")))

    stored = to_json(read)["sections"][0]["elements"][1]

    assert stored["relevant"] == "${a}  = 'x'"
    assert from_json(to_json(read)).question("b").question.relevant.tree


def test_what_a_question_goes_on_from_is_stored_where_it_says_so():
    read = compiled(form_of(line("text", "a", "A", was="x, y"), line("text", "b", "B")))

    one, other = to_json(read)["sections"][0]["elements"]
    assert (one["was"], "was" in other) == (["x", "y"], False)
    assert from_json(to_json(read)) == read


def test_another_format_is_refused_and_not_guessed():
    with pytest.raises(ValueError, match="format 2"):
        from_json(to_json(small()) | {"format": 2})
