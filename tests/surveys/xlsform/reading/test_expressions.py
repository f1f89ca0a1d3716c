"""What is said about expressions, where, and up to the character."""

import pytest

from ikparticipation.surveys.xlsform.compile import read_workbook
from tests.surveys.xlsform.workbooks import LISTS, compiled, errors_in, form_of, line, warnings_in

FORM = (
    line("begin_group", "g", "G"),
    line("integer", "alter", "Alter?"),
    line("select_one farben", "farbe", "Farbe?"),
    line("note", "hinweis", "Hinweis"),
    line("start", "beginn"),
    line("begin_repeat", "kind", "Kind"),
    line("text", "vorname", "Vorname?"),
    line("end_repeat"),
    line("end_group"),
)
LAST = f"Zeile {len(FORM) + 2}, Spalte D"


def data(cell, column="relevant", type_="text", choices=LISTS, **cells):
    asked = line(type_, "q", "Q", **{column: cell}, **cells)
    return form_of(*FORM, asked, choices=choices)


@pytest.mark.parametrize(
    ("cell", "character", "words"),
    [
        # names
        ("${altr} > 3", 1, "Eine Frage „altr“ gibt es nicht. Meinten Sie „alter“?"),
        ("1 = 1 and ${xyzzy} > 3", 11, "Eine Frage „xyzzy“ gibt es nicht."),
        ("${hinweis} = 'x'", 1, "„hinweis“ ist ein Hinweis und hat keine Antwort."),
        ("${beginn} = 'x'", 1, "„beginn“ erfasst nur die Sammel-App"),
        # functions
        ("selectd(${farbe}, 'rot')", 1, "selected"),
        ("1 = 1 or regex(${farbe})", 10, "regex"),
        # lists and files
        ("instance('farbn')/root/item[1]/name = 'x'", None, "Meinten Sie „farben“?"),
        ("pulldata('orte', 'a', 'b', 'c') = 'x'", None, "laden Sie „orte.csv“ mit hoch"),
        # paths
        ("../altr > 3", 4, "„altr“ gibt es hier nicht. Bitte prüfen"),
        ("../g/altr > 3", 6, "„altr“ gibt es hier nicht. Meinten Sie „alter“?"),
        (
            "/data/g/kind/vornamen = 'x'",
            14,
            "„vornamen“ gibt es hier nicht. Meinten Sie „vorname“?",
        ),
        ("/data/alter > 3", 7, "„alter“ führt von hier zu keiner Frage. Bitte schreiben Sie „${al"),
        ("alter > 3", 1, "„alter“ führt von hier zu keiner Frage. Bitte schreiben Sie „${alter}“"),
        ("count(../g/kind[vornam = 'x']) > 1", 17, "Meinten Sie „vorname“?"),
        ("sum(current()/../g/altr) > 1", 20, "Meinten Sie „alter“?"),
        ("instance('farben')/root/item[nam = 'x']/label = 'y'", 30, "Meinten Sie „name“?"),
    ],
)
def test_a_mistake_in_an_expression_is_named_with_its_character(cell, character, words):
    found = errors_in(data(cell))

    place = LAST if character is None else f"{LAST}, Zeichen {character}"
    assert [p for p, text in found if p.endswith(place) and words in text], found


@pytest.mark.parametrize("cell", ["${alter} >", "(1 = 1", "1 +* 2", "'offen", "${alter", "a b"])
def test_what_is_no_expression_is_refused_at_its_cell(cell):
    found = errors_in(data(cell))

    assert [p for p, _ in found if LAST in p], found


@pytest.mark.parametrize(
    "cell",
    [
        "${alter} > 3 and selected(${farbe}, 'rot')",
        "../g/alter > 3",
        "/data/g/alter > 3",
        "//alter > 3",
        "count(/data/g/kind) > 1",
        "count(${kind}) > 1",
        "../g/kind[vorname = 'x']/vorname != ''",
        "count(../*) > 1",
        "instance('farben')/root/item[name = current()/../g/farbe]/label != ''",
        "../g/kind[position() = 1]/../alter > 1",
    ],
)
def test_an_expression_that_finds_everything_is_taken(cell):
    assert errors_in(data(cell)) == []


def test_a_filter_names_the_columns_of_its_choices():
    choices = (("list_name", "name", "label", "land"), ("orte", "b", "Berlin", "rot"))
    good = data("land = ${farbe}", "choice_filter", "select_one orte", (*choices, *LISTS[1:]))
    bad = data("lnd = ${farbe}", "choice_filter", "select_one orte", (*choices, *LISTS[1:]))

    assert errors_in(good) == []
    assert errors_in(bad) == [
        (f"Blatt „survey“, {LAST}, Zeichen 1", "„lnd“ gibt es hier nicht. Meinten Sie „land“?")
    ]


@pytest.mark.parametrize(
    "column",
    ["relevant", "constraint", "required", "readonly", "calculation", "default"],
)
def test_every_column_of_expressions_is_read(column):
    ((place, text),) = errors_in(data("${altr} + 1", column))

    assert place == f"Blatt „survey“, {LAST}, Zeichen 1"
    assert "Meinten Sie „alter“?" in text


def test_the_number_of_rows_is_an_expression_too():
    lines = (
        line("begin_repeat", "r", "R", repeat_count="${nichts}"),
        line("text", "t", "T"),
        line("end_repeat"),
    )

    ((place, text),) = errors_in(form_of(*lines))

    assert place == "Blatt „survey“, Zeile 2, Spalte D, Zeichen 1"
    assert "„nichts“ gibt es nicht" in text


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (
            [line("begin_group", "x", "X", calculation="1"), line("text", "t", "T")],
            "„calculation“ ist nur bei Fragen möglich.",
        ),
        (
            [line("begin_group", "x", "X", inventory="offer"), line("text", "t", "T")],
            "Eine Gruppe kann kein Ziel im Bestand haben.",
        ),
    ],
)
def test_what_a_group_cannot_have_is_refused(lines, words):
    ((place, text),) = errors_in(form_of(*lines, line("end_group")))

    assert place == "Blatt „survey“, Zeile 2, Spalte D"
    assert words in text


@pytest.mark.parametrize(
    ("asked", "column"),
    [
        (line("note", "q", "Q", constraint=". > 1"), "constraint"),
        (line("calculate", "q", "", constraint=". > 1", calculation="1"), "constraint"),
        (line("text", "q", "Q", choice_filter="name = 'x'"), "choice_filter"),
        (line("text", "q", "Q", repeat_count="3"), "repeat_count"),
        (line("note", "q", "Q", calculation="1 + 1"), "calculation"),
        (line("image", "q", "Q", default="today()"), "default"),
    ],
)
def test_what_has_no_effect_is_told(asked, column):
    found = warnings_in(form_of(asked, line("text", "t", "T")))

    assert (
        "Blatt „survey“, Zeile 2, Spalte D",
        f"„{column}“ hat hier keine Wirkung und wird nicht beachtet.",
    ) in found


@pytest.mark.parametrize(
    ("cell", "character"),
    [
        ("regex(${farbe}, 'ro')", 17),  # found anywhere, or only as a whole
        ("not(${farbe})", 5),  # whether it is there, or whether it is true
        ("//alter > 3", 1),  # looks everywhere
    ],
)
def test_what_the_engines_of_odk_understand_otherwise_is_told_with_its_character(cell, character):
    places = [place for place, _ in warnings_in(data(cell, "required"))]

    assert f"Blatt „survey“, {LAST}, Zeichen {character}" in places


def test_answers_quoted_in_the_texts_of_choices_must_be_there_too():
    choices = (*LISTS, ("farben", "gelb", "Gelb wie ${nichts}"))

    assert errors_in(form_of(line("select_one farben", "a", "A"), choices=choices)) == [
        (
            "Blatt „choices“, Zeile 4, Spalte C, Zeichen 10",
            "Eine Frage „nichts“ gibt es nicht. Bitte prüfen Sie den Namen in „${…}“.",
        )
    ]


@pytest.mark.parametrize("cell", ["", "heute"])
def test_a_calculation_that_computes_nothing_is_refused(cell):
    asked = line("calculate", "q", default=cell, calculation="")

    ((place, text),) = errors_in(form_of(asked, line("text", "t", "T")))[:1]

    assert place == "Blatt „survey“, Zeile 2, Spalte E"
    assert text == "„q“ rechnet nichts aus. Bitte füllen Sie die Spalte „calculation“ aus."


@pytest.mark.parametrize(
    ("type_", "default"),
    [
        ("integer", "viele"),
        ("decimal", "1,5,7"),
        ("range", "99"),
        ("date", "bald"),
        ("time", "25:99"),
        ("dateTime", "bald"),
        ("select_one farben", "gruen"),
        ("select_multiple farben", "rot gruen"),
        ("rank farben", "rot"),
        ("geopoint", "Nord"),
    ],
)
def test_a_default_that_is_no_possible_answer_is_refused(type_, default):
    found = errors_in(data(default, "default", type_))

    assert found == [
        (
            f"Blatt „survey“, {LAST}",
            (
                f"„{default}“ ist auf diese Frage keine mögliche Antwort. "
                "Bitte ändern oder leeren Sie die Zelle."
            ),
        )
    ]


@pytest.mark.parametrize("type_", ["image", "file", "note"])
def test_what_cannot_be_filled_in_beforehand_is_told(type_):
    assert (
        f"Blatt „survey“, {LAST}",
        "Hier kann nichts vorausgefüllt werden. Die Angabe wird nicht beachtet.",
    ) in warnings_in(data("x.png", "default", type_))


def test_the_place_of_each_cell_is_known_afterwards():
    read = read_workbook(
        form_of(
            line("select_one farben or_other", "a", "A", relevant="1 = 1", required="yes"),
            line("text", "b", "B", default="x"),
            choices=LISTS,
        )
    )

    assert read.places["a", "relevant"] == ("survey", 2, "D")
    assert read.places["a", "required"] == ("survey", 2, "E")
    assert read.places["a", "labels"] == ("survey", 2, "C")
    assert read.places["a_other", "type"] == ("survey", 2, "A")
    assert read.places["b", "default"] == ("survey", 3, "F")
    assert ("b", "relevant") not in read.places


def test_questions_outside_of_groups_stand_directly_in_the_form():
    questionnaire = compiled(form_of(line("text", "a", "A"), line("text", "b", "B")))

    assert questionnaire.sections[0].is_loose
