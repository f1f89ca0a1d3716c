from uuid import uuid4

from ikparticipation.surveys.states import holds_invalid, kept_states, section_states
from tests.surveys.xlsform.workbooks import small

QUESTIONNAIRE = small()
WIR, ANGEBOTE = QUESTIONNAIRE.sections
COMPLETE = {"answers": {"was": "Beraten"}, "rows": {}}
INCOMPLETE = {"answers": {}, "rows": {}}


def row(**record):
    return {"answers": {}, "rows": {"angebot": [{"id": str(uuid4()), "answers": {}, **record}]}}


def test_a_section_is_open_until_it_is_saved_then_done_or_in_need_of_a_look():
    assert section_states(QUESTIONNAIRE, COMPLETE, {}) == ("open", "open")
    assert section_states(QUESTIONNAIRE, COMPLETE, {"wir": 1}) == ("done", "open")
    assert section_states(QUESTIONNAIRE, INCOMPLETE, {"wir": 1}) == ("error", "open")
    assert section_states(QUESTIONNAIRE, COMPLETE, {"angebote": 3}) == ("open", "done")


def test_they_are_kept_for_one_version_only():
    response = uuid4()

    first = kept_states(response, 1, QUESTIONNAIRE, INCOMPLETE, {"wir": 1})
    kept = kept_states(response, 1, QUESTIONNAIRE, COMPLETE, {"wir": 1})
    new = kept_states(response, 2, QUESTIONNAIRE, COMPLETE, {"wir": 1})
    other = kept_states(uuid4(), 1, QUESTIONNAIRE, COMPLETE, {"wir": 1})

    assert first == kept == ("error", "open")
    assert new == other == ("done", "open")


def test_what_is_no_answer_is_found_in_the_questions_and_in_the_rows():
    assert not holds_invalid(WIR, COMPLETE)
    assert not holds_invalid(ANGEBOTE, row())
    assert holds_invalid(WIR, COMPLETE | {"invalid": {"anzahl": "viele"}})
    assert holds_invalid(ANGEBOTE, row(invalid={"plaetze": "viele"}))
