"""What was submitted, with the answers in their places."""

from datetime import UTC, datetime

import pytest

from ikparticipation.surveys.paper import sheet as plain
from ikparticipation.surveys.paper.composing import Occasion, Receipt, filled_sheet
from ikparticipation.surveys.paper.speech import Speech
from ikparticipation.surveys.xlsform.engine import State
from tests.surveys.paper.forms import every_kind

NOW = datetime(2027, 3, 1, 9, 30, tzinfo=UTC)
RECEIPT = Receipt(
    code="K7Q-MXR-DP4", hash="ab" * 32, submitted_at=NOW, submitted_by="Erika Beispiel", number=2
)
ANSWERS = {
    "name": "Verein A",
    "was": "Wir beraten.\nJeden Tag.",
    "anzahl": 2,
    "quote": 2.5,
    "note_": 4,
    "seit": "2020-03-01",
    "hat": "ja",
    "arten": ["kurs", "other"],
    "arten_other": "Singen",
    "orte": ["3", "30"],
    "rang": ["treff", "kurs", "beratung"],
    "einig": "OK",
    "wo": {"lat": 52.1, "lon": 11.2},
    "hilfe": "2",
}
ROWS = {
    "angebot": [
        {
            "id": "a",
            "answers": {"titel": "Café"},
            "rows": {"termin": [{"id": "t", "answers": {"tag": "2027-01-02"}}]},
        },
        {"id": "b", "answers": {"titel": "Kurs", "warum": "Darum."}},
    ],
    "partner": [],
}


def filled(answers=ANSWERS, rows=ROWS, speech=Speech("de", "de")):  # noqa: B008 - frozen
    questionnaire = every_kind()
    document = {"answers": answers, "rows": rows}
    state = State.of(questionnaire, document, now=NOW, language=speech.language, seed="x")
    occasion = Occasion(county="Landkreis Börde", title="Erhebung", organisation="Verein A")
    return filled_sheet(questionnaire, speech, occasion=occasion, answers=state, receipt=RECEIPT)


def places(items):
    """Number → place, of all questions that stand alone."""
    return {item.number: item.space for item in items if item.kind == "ask"}


def ticked(space):
    return [option.label for option in space.options if option.is_ticked]


SAID = {
    "1.1": "Verein A",
    "1.2": "Wir beraten.\nJeden Tag.",
    "1.3": "2",
    "1.4": "2,5",
    "1.5": "4",
    "1.7": "1. März 2020",
    "1.10": "4",
    "2.3": "Singen",
}


@pytest.mark.parametrize("number", SAID)
def test_an_answer_stands_in_its_place(number):
    section = filled().sections[int(number[0]) - 1]

    assert places(section.items)[number] == plain.Said(SAID[number])


def test_choices_are_ticked_and_those_that_were_not_taken_stay_to_be_seen():
    found = places(filled().sections[1].items)

    assert (ticked(found["2.1"]), len(found["2.1"].options)) == (["Ja"], 2)
    assert (ticked(found["2.2"]), len(found["2.2"].options)) == (["Sprachkurs", "Anderes"], 4)
    assert ticked(found["2.6"]) == ["Ja"]


def test_of_a_long_list_only_what_was_ticked_is_told():
    found = places(filled().sections[1].items)["2.4"]

    assert found.options == (plain.Option("Ort 3", True), plain.Option("Ort 30", True))


def test_an_order_shows_its_numbers_and_begins_with_the_first():
    found = places(filled().sections[1].items)["2.5"]

    assert [(each.label, each.place) for each in found.options] == [
        ("Treff", "1"),
        ("Sprachkurs", "2"),
        ("Beratung", "3"),
    ]


def test_a_table_shows_its_ticks_and_who_was_not_asked():
    (group,) = [item for item in filled().sections[1].items if item.kind == "part"]

    hilfe, zeit = group.items[0].rows
    assert hilfe.ticks == (False, False, True)
    assert (zeit.ticks, zeit.when) == ((False, False, False), "nicht gefragt")


def test_rows_are_those_that_were_filled_in_with_their_own_words():
    rows = filled().sections[2].items[0]

    assert [card.title for card in rows.cards] == ["Angebot 1", "Angebot 2"]
    first = rows.cards[0].items
    assert first[0].space == plain.Said("Café")
    assert first[1].words == "Warum heißt es Café?"
    assert first[2].cards[0].items[0].space == plain.Said("2. Januar 2027")
    assert rows.cards[1].items[2].remark == "nichts eingetragen"


def test_nothing_answered_and_not_asked_are_two_things():
    made = filled({"anzahl": 1, "hat": "nein"}, {})

    found = places(made.sections[1].items)
    assert found["2.2"] == plain.Said("nicht gefragt", is_quiet=True)
    assert found["2.4"] == plain.Said("keine Angabe", is_quiet=True)
    assert filled({}, {}).sections[1].quiet == "nicht gefragt"
    assert filled({}, {}).sections[1].when == "Nur wenn Ihre Antwort auf 1.3 mindestens 1 ist."


def test_hints_notes_and_marks_are_for_those_who_still_have_to_answer():
    first = filled().sections[0]

    assert [item.kind for item in first.items if item.kind == "note"] == []
    assert {(item.hint, item.guidance, item.mark) for item in first.items} == {("", "", "")}
    assert filled().how == filled().extras == filled().signing == ()


def test_the_head_proves_the_submission():
    told = {fact.word: fact.value for fact in filled().facts}

    assert told == {
        "Organisation": "Verein A",
        "Quittung": "K7Q-MXR-DP4",
        "Eingegangen": "1. März 2027, 10:30 Uhr",
        "Abgesendet von": "Erika Beispiel",
        "Stand": "2. Einsendung",
        "Prüfsumme (SHA-256)": "ab" * 32,
    }


def test_a_filled_sheet_has_the_numbers_of_the_blank_one():
    made = filled(speech=Speech("ar", "de"))

    assert [section.number for section in made.sections] == ["1", "2", "3", "4"]
    assert ticked(places(made.sections[1].items)["2.1"]) == ["نعم"]
