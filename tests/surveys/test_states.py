from datetime import date, timedelta
from uuid import uuid4

from ikparticipation.surveys.states import (
    SectionState,
    holds_invalid,
    kept_states,
    needs_checking,
    section_states,
)
from tests.surveys.xlsform.forms import form, q, repeat, section, small, state

TODAY = date(2027, 3, 12)
QUESTIONNAIRE = small()
WIR, ANGEBOTE = QUESTIONNAIRE.sections
COMPLETE = {"answers": {"was": "Beraten"}, "rows": {}}
INCOMPLETE = {"answers": {}, "rows": {}}


def row(**record):
    return {"answers": {}, "rows": {"angebot": [{"id": str(uuid4()), "answers": {}, **record}]}}


def states_of(document, saved):
    return tuple(each.state for each in section_states(state(QUESTIONNAIRE, document), saved))


def test_a_section_is_open_until_it_is_saved_then_done_or_in_need_of_a_look():
    assert states_of(COMPLETE, {}) == ("open", "open")
    assert states_of(COMPLETE, {"wir": 1}) == ("done", "open")
    assert states_of(INCOMPLETE, {"wir": 1}) == ("error", "open")
    assert states_of(COMPLETE, {"angebote": 3}) == ("open", "done")


def test_what_is_missing_and_what_is_wrong_are_counted_apart():
    wrong = INCOMPLETE | {"invalid": {"anzahl": "viele"}}

    first, second = section_states(state(QUESTIONNAIRE, wrong), {"wir": 1})

    assert first == SectionState("wir", "error", missing=1, invalid=1)
    assert second == SectionState("angebote", "open")


def test_a_section_that_is_not_relevant_is_left_out():
    questionnaire = form(q("mehr"), section("viel", q("was"), relevant="${mehr} = 'ja'"))

    without = section_states(state(questionnaire), {"viel": 1})
    with_it = section_states(state(questionnaire, {"mehr": "ja"}), {"viel": 1})

    assert [each.name for each in without] == [questionnaire.sections[0].name]
    assert [each.state for each in with_it] == ["open", "done"]


def test_they_are_kept_for_one_version_and_one_day_only():
    response, tomorrow = uuid4(), TODAY + timedelta(days=1)

    def kept(key, version, day, document):
        found = kept_states(key, version, day, lambda: state(QUESTIONNAIRE, document), {"wir": 1})
        return found[0].state

    assert kept(response, 1, TODAY, INCOMPLETE) == "error"
    assert kept(response, 1, TODAY, COMPLETE) == "error"
    assert kept(response, 2, TODAY, COMPLETE) == "done"
    assert kept(response, 2, tomorrow, INCOMPLETE) == "error"
    assert kept(uuid4(), 1, TODAY, COMPLETE) == "done"


def test_what_is_no_answer_is_found_in_the_questions_and_in_the_rows():
    assert not holds_invalid(WIR, COMPLETE)
    assert not holds_invalid(ANGEBOTE, row())
    assert holds_invalid(WIR, COMPLETE | {"invalid": {"anzahl": "viele"}})
    assert holds_invalid(ANGEBOTE, row(invalid={"plaetze": "viele"}))


def test_a_section_with_rules_about_answers_is_always_checked():
    plain = form(q("mehr")).sections[0]
    ruled = form(repeat("zeile", q("zahl", "integer", constraint=". < 5"))).sections[0]

    assert not needs_checking(plain, INCOMPLETE)
    assert needs_checking(ruled, INCOMPLETE)
