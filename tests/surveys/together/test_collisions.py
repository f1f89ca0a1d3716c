from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikparticipation.surveys.changes import changes
from ikparticipation.surveys.collisions import PREFIX, STORED, TYPED, picked, proposal, settle
from ikparticipation.surveys.section_page import Speech
from ikparticipation.surveys.xlsform.answers import fill_in, to_form
from tests.surveys.xlsform.forms import document, every, row, small, state

QUESTIONNAIRE = small()
WIR, ANGEBOTE = QUESTIONNAIRE.sections
IDS = [str(UUID(int=n)) for n in range(1, 5)]
SPEECH = Speech("de", "de")


def differences(section, stored, typed):
    return changes(section, state(QUESTIONNAIRE, stored), state(QUESTIONNAIRE, typed), SPEECH)


def chosen(section, stored, typed, choose):
    """What is stored after the page shows both and `choose(difference)` is ticked."""
    form = to_form(section, typed)
    for each in differences(section, stored, typed):
        form[PREFIX + each.name] = ["", choose(each)]
    settled = settle(form, {}, section, stored)
    return fill_in(state(QUESTIONNAIRE, stored), section, settled.form).document


PRESET = {
    "two different values: the person chooses": ({"was": "A"}, {"was": "B"}, ""),
    "only one was typed": ({}, {"was": "B"}, TYPED),
    "only one is stored": ({"was": "A"}, {}, STORED),
}


@pytest.mark.parametrize("rule", PRESET)
def test_what_is_ticked_at_first(rule):
    stored, typed, expected = PRESET[rule]

    (difference,) = differences(WIR, document(stored), document(typed))

    assert proposal(difference) == expected


answers = st.fixed_dictionaries(
    {}, optional={"was": st.sampled_from(["A", "B"]), "anzahl": st.integers(1, 3)}
)
rows = st.dictionaries(
    st.sampled_from(IDS),
    st.fixed_dictionaries(
        {"titel": st.sampled_from(["A", "B"])}, optional={"plaetze": st.integers(1, 3)}
    ),
)
documents = st.builds(
    lambda said, offers: document(said, angebot=[row(i, a) for i, a in offers.items()]),
    answers,
    rows,
)


@given(stored=documents, typed=documents, data=st.data())
def test_each_value_is_one_of_both_as_it_was_chosen(stored, typed, data):
    for section in (WIR, ANGEBOTE):
        ticked = {
            each.name: data.draw(st.sampled_from([STORED, TYPED]), label=each.name)
            for each in differences(section, stored, typed)
        }

        after = chosen(section, stored, typed, lambda each, ticked=ticked: ticked[each.name])

        from_stored = {each.name for each in differences(section, stored, after)}
        from_typed = {each.name for each in differences(section, typed, after)}
        assert from_stored == {name for name, choice in ticked.items() if choice == TYPED}
        assert from_typed == {name for name, choice in ticked.items() if choice == STORED}


VALUES = {
    "lang": ("eins\nzwei", "drei"),
    "zahl": (1.5, 2),
    "stufe": (0.5, 10),
    "tag": ("2027-03-12", "2027-03-13"),
    "zeit": ("10:00", "11:30"),
    "moment": ("2027-03-12T10:00", "2027-03-13T11:00"),
    "eine": ("rot", "blau"),
    "viele": (["rot", "gelb"], ["blau"]),
    "folge": (["rot", "blau", "gelb"], ["gelb", "blau", "rot"]),
    "ja": ("OK", None),
    "ort": ({"lat": 52.2, "lon": 11.4}, {"lat": 52.3, "lon": 11.5}),
}


@pytest.mark.parametrize("name", VALUES)
@pytest.mark.parametrize("choice", [STORED, TYPED])
def test_answers_of_every_type_are_chosen_whole(name, choice):
    questionnaire = every()
    section, sides = questionnaire.sections[0], VALUES[name]
    stored, typed = (document({name: v} if v is not None else {}) for v in sides)
    form = to_form(section, typed) | {f"{PREFIX}answers/{name}": ["", choice]}

    settled = settle(form, {}, section, stored)

    after = fill_in(state(questionnaire, stored), section, settled.form).document
    expected = sides[0] if choice == STORED else sides[1]
    assert after["answers"].get(name) == expected
    assert "invalid" not in after


def test_without_a_choice_nothing_is_settled():
    settled = settle({"answers/was": ["B"]}, {}, WIR, document({"was": "A"}))

    assert settled.form == {"answers/was": ["B"]}
    assert not settled.undecided


def test_what_was_not_chosen_is_named():
    form = {"answers/was": ["B"], "wahl/answers/was": [""], "wahl/answers/anzahl": ["", TYPED]}

    settled = settle(form, {}, WIR, document({"was": "A"}))

    assert settled.undecided == {"answers/was"}


def test_one_button_takes_all_that_was_typed_where_nothing_else_is_chosen():
    form = {
        "alle": [TYPED],
        "wahl/answers/was": [""],
        "wahl/answers/anzahl": ["", STORED],
    }

    assert picked(form) == {"answers/was": TYPED, "answers/anzahl": STORED}


def test_a_stored_file_stays_when_it_is_chosen():
    section = every().sections[0]
    stored = document({"datei": {"file": "0" * 64, "name": "a.txt", "type": "", "size": 1}})
    form = {"answers/datei": [""], "wahl/answers/datei": [STORED]}

    settled = settle(form, {"answers/datei": object()}, section, stored)

    assert "answers/datei" not in settled.form
    assert settled.uploads == {}


@pytest.mark.parametrize("forged", ["version", "rows/nichts/x", "rows/angebot/../titel", ""])
def test_a_forged_choice_changes_nothing(forged):
    stored = document(angebot=[row(IDS[0], {"titel": "A"})])
    form = to_form(ANGEBOTE, stored) | {PREFIX + forged: [STORED]}

    settled = settle(form, {}, ANGEBOTE, stored)

    assert fill_in(state(QUESTIONNAIRE, stored), ANGEBOTE, settled.form).document == stored
