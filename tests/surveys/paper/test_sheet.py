"""What stands on a blank sheet."""

from datetime import datetime

import pytest
from hypothesis import given

from ikparticipation.surveys.paper import composing
from ikparticipation.surveys.paper import sheet as plain
from ikparticipation.surveys.paper.composing import Occasion
from ikparticipation.surveys.paper.speech import Speech, speech_in
from ikparticipation.text import BERLIN
from tests.surveys.paper.forms import (
    DEGREES,
    KINDS,
    MANY,
    YES_NO,
    every_kind,
    form,
    group,
    likert,
    question,
    repeat,
    section,
)
from tests.surveys.xlsform.strategies import questionnaires

GERMAN = Speech("de", "de")
OCCASION = Occasion(county="Landkreis Börde", title="Erhebung 2027")


def sheet(questionnaire, speech=GERMAN, **occasion):
    given = {"county": "Landkreis Börde", "title": "Erhebung 2027"} | occasion
    return composing.sheet(questionnaire, speech, occasion=Occasion(**given))


def only(*elements, **formulas):
    """The items of a sheet with these questions."""
    return sheet(form(section("eins", *elements), **formulas)).sections[0].items


def space(question):
    return only(question)[0].space


def boxes(*labels, **given):
    return plain.Boxes(tuple(plain.Option(label) for label in labels), **given)


PLACES = {
    "a text has one line": (question("x"), plain.Lines(1)),
    "a long text has several": (question("x", appearance=("multiline",)), plain.Lines(5)),
    "a whole number has a short line": (question("x", "integer"), plain.Short(("Zahl",))),
    "a number has a short line": (question("x", "decimal"), plain.Short(("Zahl",))),
    "a date has boxes for its digits": (
        question("x", "date"),
        plain.Digits(((2, "Tag"), (2, "Monat"), (4, "Jahr"))),
    ),
    "a time has boxes for its digits": (
        question("x", "time"),
        plain.Digits(((2, "Stunde"), (2, "Minute"))),
    ),
    "a moment has both": (
        question("x", "dateTime"),
        plain.Digits(((2, "Tag"), (2, "Monat"), (4, "Jahr"), (2, "Stunde"), (2, "Minute"))),
    ),
    "of one choice it says so": (
        question("x", "select_one", choices=YES_NO),
        boxes("Ja", "Nein", prompt="Bitte nur ein Kreuz"),
    ),
    "of several choices it says so": (
        question("x", "select_multiple", choices=KINDS),
        boxes("Beratung", "Sprachkurs", "Treff", "Anderes", prompt="Mehrere Kreuze möglich"),
    ),
    "many short choices stand in columns": (
        question("x", "select_multiple", choices=MANY),
        boxes(*(f"Ort {n}" for n in range(34)), columns=4, prompt="Mehrere Kreuze möglich"),
    ),
    "a list that nobody would look through is written": (
        question("x", "select_one", choices=MANY * 2),
        plain.Lines(1, "Bitte schreiben Sie Ihre Antwort auf"),
    ),
    "of such a list several are written": (
        question("x", "select_multiple", choices=MANY * 2),
        plain.Lines(3, "Bitte schreiben Sie alles auf, was zutrifft"),
    ),
    "an order is written as numbers": (
        question("x", "rank", choices=YES_NO),
        boxes(
            "Ja",
            "Nein",
            prompt="Bitte schreiben Sie 1 bis 2 in die Kästchen; 1 steht vorn",
            is_order=True,
        ),
    ),
    "a short range is a scale": (
        question("x", "range", parameters={"start": "0", "end": "1", "step": "0.5"}),
        plain.Scale(tuple(plain.Option(p) for p in ("0", "0,5", "1")), "Bitte nur ein Kreuz"),
    ),
    "a long range names its ends": (
        question("x", "range", parameters={"start": "0", "end": "1000", "step": "10"}),
        plain.Short(("Zahl",), "Von 0 bis 1.000, in Schritten von 10"),
    ),
    "degrees are a scale": (
        likert("x"),
        plain.Scale(
            tuple(plain.Option(p) for p in ("gar nicht", "etwas", "sehr")), "Bitte nur ein Kreuz"
        ),
    ),
    "consent is one box": (question("x", "acknowledge"), boxes("Ja")),
    "a place is described": (
        question("x", "geopoint"),
        plain.Lines(2, "Bitte nennen Sie Anschrift oder Ort, oder geografische Breite und Länge"),
    ),
    "a picture is enclosed": (
        question("x", "image"),
        plain.Lines(
            1, "Bitte legen Sie die Datei oder das Bild bei, und schreiben Sie hier den Titel auf"
        ),
    ),
    "what can never be changed is not written": (
        question("x", readonly="true()"),
        plain.Said("(wird ausgerechnet)", is_quiet=True),
    ),
    "what can sometimes be changed is": (question("x", readonly="${y} = 1"), plain.Lines(1)),
    "what is computed is not written": (
        question("x", "integer", calculation="1 + 1"),
        plain.Said("(wird ausgerechnet)", is_quiet=True),
    ),
}


@pytest.mark.parametrize("rule", PLACES)
def test_each_kind_has_the_place_it_needs(rule):
    asked, place = PLACES[rule]

    assert space(asked) == place


MARKS = {
    "a question of one's choice has none": ({}, ""),
    "a required one says so": ({"required": True}, "Pflichtangabe"),
    "a condition is told": (
        {"required_when": "${hat} = 'ja'"},
        "Pflichtangabe, wenn Sie bei 1.1 „Ja“ angekreuzt haben",
    ),
    "a condition without words is hinted at": (
        {"required_when": "string-length(${hat}) > 2"},
        "je nach Ihren anderen Antworten Pflichtangabe",
    ),
}


@pytest.mark.parametrize("rule", MARKS)
def test_what_must_be_answered_is_marked_in_words(rule):
    given, mark = MARKS[rule]

    _, asked = only(question("hat", "select_one", choices=YES_NO), question("x", **given))

    assert asked.mark == mark


def test_words_hints_and_help_are_printed_and_quoted_answers_name_their_question():
    name = question("name", hints={"de": "Wie im Register"}, guidance={"de": "Ein Satz."})
    computed = question("summe", "calculate", calculation="1")
    quoting = question("warum", "text", "Warum heißt ${name} so, und wieso ${ summe }?")

    first, second = only(name, computed, quoting)

    assert (first.hint, first.guidance) == ("Wie im Register", "Ein Satz.")
    assert second.words == "Warum heißt (Antwort auf 1.1) so, und wieso (wird ausgerechnet)?"


def test_who_is_asked_is_told_at_questions_groups_sections_and_rows():
    told = form(
        section("eins", question("hat", "select_one", choices=YES_NO)),
        section(
            "zwei",
            question("frage", relevant="${hat} = 'ja'"),
            question("hinweis", "note", "Gut so.", relevant="${hat} = 'ja'"),
            group("gruppe", question("y"), title="G", relevant=plain_formula("${hat} = 'nein'")),
            repeat("zeile", question("z"), relevant=plain_formula("${hat} = 'nein'")),
            relevant=plain_formula("${hat} != ''"),
        ),
    )

    second = sheet(told).sections[1]

    yes, no = (f"Nur wenn Sie bei 1.1 „{label}“ angekreuzt haben." for label in ("Ja", "Nein"))
    asked, note, inside, rows = second.items
    assert second.when == "Nur wenn Sie Frage 1.1 beantwortet haben."
    assert (asked.when, note.text) == (yes, f"{yes} Gut so.")
    assert (inside.when, rows.when) == (no, no)


def plain_formula(source):
    return question("x", relevant=source).relevant


def test_what_is_filtered_says_that_not_everything_fits():
    asked = question(
        "x", "select_one", choices=KINDS, choice_filter="art = 1", hints={"de": "Ach."}
    )

    assert only(asked)[0].hint == "Ach. Bitte nur ankreuzen, was zu Ihren anderen Antworten passt."


def test_degrees_of_the_same_kind_are_one_table():
    head = question("kopf", "select_one", "Wie ist …?", choices=DEGREES, appearance=("label",))

    (table,) = only(head, likert("hilfe", required=True), likert("zeit"))

    assert table.words == "Wie ist …?"
    assert table.head == ("gar nicht", "etwas", "sehr")
    assert [(row.number, row.words, row.mark) for row in table.rows] == [
        ("1.1", "Hilfe", "Pflichtangabe"),
        ("1.2", "Zeit", ""),
    ]


@pytest.mark.parametrize(
    "second",
    [
        question("x", "select_one", choices=KINDS, appearance=("likert",)),
        question("x", "select_one", choices=DEGREES),
        question("x", "select_one", choices=DEGREES, appearance=("likert",), choice_filter="a = 1"),
        question("x"),
    ],
    ids=["other choices", "drawn as a list", "choices that are filtered", "a text"],
)
def test_what_differs_stands_alone(second):
    items = only(likert("hilfe"), second)

    assert [item.kind for item in items] == ["ask", "ask"]


def test_rows_have_room_for_three_and_further_ones_go_on_a_page_to_copy():
    made = sheet(every_kind(), organisation="Verein A")

    rows = made.sections[2].items[0]
    assert [card.title for card in rows.cards] == ["Angebot 1", "Angebot 2", "Angebot 3"]
    assert (
        rows.remark
        == "Bitte mindestens 1. Für weitere kopieren Sie bitte das Ergänzungsblatt am Ende."
    )
    assert [card.title for card in rows.cards[0].items[2].cards] == ["Termin 1", "Termin 2"]
    first, second = made.extras
    assert first.title == "Ergänzungsblatt zu 3.1: Angebot"
    assert first.facts == (plain.Fact("Organisation", "Verein A"), plain.Fact("Angebot Nr.", None))
    assert first.items == rows.cards[0].items
    assert second.title == "Ergänzungsblatt zu 4: Partner"


def test_a_section_that_is_a_repeat_is_not_named_twice():
    last = sheet(every_kind()).sections[3]

    assert (last.number, last.title, last.when) == ("4", "Partner", "")
    assert last.items[0].number == ""


@pytest.mark.parametrize(
    ("source", "remark"),
    [
        ("${zahl}", "So viele, wie Sie bei 1.1 angegeben haben."),
        ("${zahl} + ${mehr}", "Wie viele es sind, hängt von Ihren Antworten ab: 1.1, 1.2."),
        ("2", ""),
    ],
)
def test_how_many_rows_there_are_is_told_when_the_form_computes_it(source, remark):
    rows = repeat("z", question("x"), row_count=plain_formula(source), max_rows=3)

    items = only(question("zahl", "integer"), question("mehr", "integer"), rows)

    assert items[2].remark == remark


def test_no_extra_page_where_all_rows_have_room():
    assert sheet(form(section("s", repeat("z", question("x"), max_rows=3)))).extras == ()


def test_the_head_says_who_until_when_and_where_to():
    made = sheet(
        every_kind(),
        organisation="Verein A",
        closes_at=datetime(2027, 3, 13, tzinfo=BERLIN),
        operator=("Landkreis Börde", "Straße 1"),
        address="https://example.org/erhebung/1",
        intro="Guten Tag.\n\nDanke.",
    )

    told = {fact.word: fact.value for fact in made.facts}
    assert told == {
        "Organisation": "Verein A",
        "Ausgefüllt von": None,
        "Telefon oder E-Mail": None,
        "Zurück bis": "12. März 2027",
        "Zurück an": "Landkreis Börde, Straße 1",
    }
    assert made.intro == ("Guten Tag.", "Danke.")
    assert "https://example.org/erhebung/1" in made.how[-1]
    assert "12. März 2027" in made.closing[0]
    assert made.closing[1] == "Landkreis Börde\nStraße 1"


def test_without_an_address_it_points_to_the_invitation():
    made = sheet(every_kind())

    assert "Einladung" in made.closing[0]
    assert next(fact.word for fact in made.facts if fact.value is None) == "Organisation"


LANGUAGES = {
    "as asked": ("en", "de", Speech("en", "en")),
    "as the page, when nothing is asked": (None, "en", Speech("en", "en")),
    "as the page, when there is no such language": ("xx", "de", Speech("de", "de")),
    "ours around a language that is not ours": ("ar", "en", Speech("ar", "en")),
}


@pytest.mark.parametrize("rule", LANGUAGES)
def test_a_sheet_speaks(rule):
    asked, page, speech = LANGUAGES[rule]

    assert speech_in(every_kind(), asked, page=page) == speech


def test_a_questionnaire_without_the_language_of_the_page_speaks_its_own():
    foreign = form(section("s", question("x")))
    foreign = type(foreign)(
        title="T", languages=("uk", "ru"), default_language="uk", sections=foreign.sections
    )

    assert speech_in(foreign, None, page="de") == Speech("uk", "de")


def test_arabic_runs_from_right_to_left_and_german_words_around_are_marked():
    made = sheet(every_kind(), Speech("ar", "de"))

    assert (made.language, made.frame_language, made.is_right_to_left) == ("ar", "de", True)
    assert made.sections[1].items[1].space.options[0].label == "استشارة"


@given(questionnaires())
def test_every_question_stands_on_the_sheet_once(questionnaire):
    made = plain.as_json(sheet(questionnaire))

    numbers = [number for each in made["sections"] for number in numbers_in(each)]
    per_row = {number for number in numbers if numbers.count(number) > 1}
    in_rows = {p.question.name for p in questionnaire.placed if p.chain}
    found = composing.numbering(questionnaire)
    assert per_row <= {found[name] for name in in_rows if name in found}
    assert {found[p.question.name] for p in questionnaire.placed if p.question.is_asked} <= set(
        numbers
    )


def numbers_in(item):
    if isinstance(item, dict):
        if item.get("kind") == "ask" or "ticks" in item:
            yield item["number"]
        for each in item.values():
            yield from numbers_in(each)
    elif isinstance(item, list):
        for each in item:
            yield from numbers_in(each)
