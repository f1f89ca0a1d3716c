"""The columns that XLSForm does not have: catalogues, partners, identity, publication."""

import pytest

from ikparticipation.surveys.xlsform.questionnaire import Choice
from tests.surveys.xlsform.workbooks import compiled, errors_in, form_of, line, warnings_in

PLACES = (
    Choice("15083020", {"de": "Altenhausen", "en": "Altenhausen"}),
    Choice("15083040", {"de": "Barleben", "en": "Barleben"}),
)
CATALOGUES = {"municipality": PLACES, "language": (Choice("uk", {"de": "Ukrainisch"}),)}
COUNTY = (("list_name", "name", "label"), ("orte", "15083", "im ganzen Landkreis"))


class TestChoicesFromTheCatalogue:
    def test_the_list_need_not_be_in_the_workbook(self):
        data = form_of(line("select_one orte", "a", "A", municipality="yes"))

        found = compiled(data, catalogues=CATALOGUES).question("a").question

        assert found.choices == PLACES
        assert found.catalogue == "municipality"

    def test_a_list_of_that_name_adds_to_it_before_it(self):
        data = form_of(line("select_multiple orte", "a", "A", municipality="yes"), choices=COUNTY)

        found = compiled(data, catalogues=CATALOGUES).question("a").question

        assert [choice.name for choice in found.choices] == ["15083", "15083020", "15083040"]

    def test_what_is_in_both_is_told_and_taken_from_the_catalogue(self):
        choices = (*COUNTY, ("orte", "15083040", "Barleben an der Elbe"))
        data = form_of(line("select_one orte", "a", "A", municipality="yes"), choices=choices)

        ((place, text),) = warnings_in(data, catalogues=CATALOGUES)

        assert place == "Blatt „choices“, Zeile 3, Spalte B"
        assert text.startswith("„15083040“ steht schon im Katalog; es gilt der Text von dort.")
        found = compiled(data, catalogues=CATALOGUES).question("a").question
        assert found.choice_labels["15083040"]["de"] == "Barleben"

    def test_without_catalogues_the_choices_are_empty_and_a_note_says_so_once(self):
        data = form_of(
            line("select_one orte", "a", "A", municipality="yes", default="15083020"),
            line("select_one sprachen", "b", "B", language="yes"),
            choices=COUNTY,
        )

        assert warnings_in(data) == [
            (
                "Blatt „survey“, Zeile 2, Spalte D",
                (
                    "Die Listen des Katalogs sind hier nicht zur Hand. "
                    "Die Antworten dieser Fragen sind deshalb noch leer."
                ),
            )
        ]
        assert compiled(data).question("a").question.choices == ()

    def test_expressions_look_into_it_too(self):
        source = "instance('orte')/root/item[name = ${a}]/label"
        data = form_of(
            line("select_one orte", "a", "A", municipality="yes"),
            line("calculate", "b", calculation=source),
            choices=COUNTY,
        )

        rows = compiled(data, catalogues=CATALOGUES).tables["orte"]

        assert [row["label"] for row in rows] == ["im ganzen Landkreis", "Altenhausen", "Barleben"]

    def test_the_inventory_takes_its_answers(self):
        asked = line("select_one orte", "a", "A", municipality="yes")
        data = form_of(asked | {"inventory": "organisation.municipality"})

        assert errors_in(data, catalogues=CATALOGUES) == []


@pytest.mark.parametrize(
    ("cells", "choices", "place", "words"),
    [
        # a mark is yes or nothing
        ({"municipality": "doch"}, (), "survey“, Zeile 2, Spalte D", "Hier steht „doch“."),
        ({"partner": "doch"}, (), "survey“, Zeile 2, Spalte D", "Hier steht „doch“."),
        # one catalogue only
        (
            {"municipality": "yes", "language": "yes"},
            (),
            "survey“, Zeile 2, Spalte E",
            "„municipality“ oder „language“",
        ),
        # of a choice
        (
            {"type": "text", "language": "yes"},
            (),
            "survey“, Zeile 2, Spalte D",
            "„select_one language“ oder „select_multiple language“",
        ),
        (
            {"type": "rank orte", "language": "yes"},
            (),
            "survey“, Zeile 2, Spalte D",
            "muss deshalb",
        ),
        # the catalogue that the target needs
        (
            {"municipality": "yes", "inventory": "offer.languages"},
            (),
            "survey“, Zeile 2, Spalte D",
            "Bitte schreiben Sie „yes“ in die Spalte „language“.",
        ),
        # keys that could be of the catalogue
        (
            {"municipality": "yes"},
            (COUNTY[0], ("orte", "Barleben", "Barleben")),
            "choices“, Zeile 2, Spalte B",
            "„Barleben“ ist kein Schlüssel, wie ihn der Katalog „municipality“ hat.",
        ),
        # or_other cannot add to a catalogue
        (
            {"type": "select_one orte or_other", "municipality": "yes"},
            (),
            "survey“, Zeile 2, Spalte A",
            "„or_other“ ist nur",
        ),
        # partners
        (
            {"type": "integer", "partner": "yes"},
            (),
            "survey“, Zeile 2, Spalte D",
            "Mit „partner“ muss der Typ „text“ oder „select_one“",
        ),
        (
            {"type": "select_one p", "partner": "yes", "choice_filter": "name = 'x'"},
            (),
            "survey“, Zeile 2, Spalte E",
            "lassen sich nicht filtern",
        ),
        # identity
        (
            {"type": "text", "question_id": "größe"},
            (),
            "survey“, Zeile 2, Spalte D",
            "Die Kennung „größe“ ist nicht erlaubt.",
        ),
        (
            {"type": "text", "question_id": "zwei"},
            (),
            "survey“, Zeile 2, Spalte D",
            "Die Kennung „zwei“ gehört schon zu Zeile 3.",
        ),
        # publication
        (
            {"type": "text", "publish": "publik"},
            (),
            "survey“, Zeile 2, Spalte D",
            "Meinten Sie „public“?",
        ),
        (
            {"type": "text", "publish": "xyzzy"},
            (),
            "survey“, Zeile 2, Spalte D",
            "Möglich sind: public, aggregated, internal.",
        ),
    ],
)
def test_a_mistake_in_our_own_columns_is_named_with_its_cell(cells, choices, place, words):
    asked = line("select_one orte", "a", "A") | cells
    data = form_of(asked, line("text", "zwei", "Zwei"), choices=choices)

    found = errors_in(data, catalogues=CATALOGUES)

    assert [p for p, text in found if p == f"Blatt „{place}" and words in text], found


@pytest.mark.parametrize("column", ["question_id", "publish", "was"])
def test_what_only_questions_have_is_told_at_a_group(column):
    lines = (line("begin_group", "g", "G", **{column: "public"}), line("text", "a", "A"))

    assert warnings_in(form_of(*lines, line("end_group"))) == [
        ("Blatt „survey“, Zeile 2, Spalte D", f"„{column}“ hat nur bei Fragen eine Wirkung.")
    ]


def test_two_questions_cannot_have_one_identity():
    data = form_of(line("text", "a", "A", question_id="x"), line("text", "b", "B", question_id="x"))

    ((place, text),) = errors_in(data)

    assert place == "Blatt „survey“, Zeile 3, Spalte D"
    assert text.startswith("Die Kennung „x“ gehört schon zu Zeile 2.")


class TestAgainstTheLastVersion:
    BEFORE = compiled(form_of(line("integer", "a", "A", question_id="plaetze")))

    def test_another_type_under_the_same_identity_is_refused(self):
        data = form_of(line("text", "renamed", "A", question_id="plaetze"))

        assert errors_in(data, before=self.BEFORE) == [
            (
                "Blatt „survey“, Zeile 2, Spalte A",
                (
                    "„plaetze“ hatte in der letzten Fassung den Typ „integer“ "
                    "und hat jetzt „text“. Die Zahlen wären nicht zu vergleichen; "
                    "bitte geben Sie der Frage eine neue „question_id“."
                ),
            )
        ]

    def test_another_name_or_place_is_no_matter(self):
        data = form_of(line("text", "b", "B"), line("integer", "x", "X", question_id="plaetze"))

        assert errors_in(data, before=self.BEFORE) == []

    def test_a_new_identity_begins_a_new_series(self):
        data = form_of(line("text", "a", "A", question_id="plaetze-2"))

        assert errors_in(data, before=self.BEFORE) == []


class TestWhatAQuestionGoesOnFrom:
    BEFORE = compiled(
        form_of(
            line("integer", "plaetze", "A"),
            line("integer", "x", "X", question_id="betten"),
            line("integer", "summe", "S", was="alles"),
        )
    )

    @pytest.mark.parametrize(
        ("cell", "was"),
        [
            ("plaetze", ("plaetze",)),
            ("plaetze, betten", ("plaetze", "betten")),
            ("plaetze betten,plaetze", ("plaetze", "betten")),  # each once
            ("", ()),
        ],
    )
    def test_its_column_names_the_identities_of_earlier_questions(self, cell, was):
        found = compiled(form_of(line("integer", "a", "A", was=cell)), before=self.BEFORE)

        assert found.question("a").question.was == was

    @pytest.mark.parametrize(
        ("cell", "words"),
        [
            ("plätze", "Die Kennung „plätze“ ist nicht erlaubt."),
            ("plaetze;betten", "Die Kennung „plaetze;betten“ ist nicht erlaubt."),
        ],
    )
    def test_what_is_no_identity_is_refused(self, cell, words):
        ((place, text),) = errors_in(form_of(line("integer", "a", "A", was=cell)))

        assert place == "Blatt „survey“, Zeile 2, Spalte D"
        assert text.startswith(words)

    @pytest.mark.parametrize(
        ("cell", "words"),
        [
            ("plaetzte", "keine Frage mit der Kennung „plaetzte“. Meinten Sie „plaetze“?"),
            ("xyzzy", "keine Frage mit der Kennung „xyzzy“. Bitte prüfen Sie die Spalte „was“."),
            ("x", "keine Frage mit der Kennung „x“."),  # a name that is not its identity
        ],
    )
    def test_what_the_last_version_has_not_is_told(self, cell, words):
        data = form_of(line("integer", "a", "A", was=cell))

        ((place, text),) = warnings_in(data, before=self.BEFORE)

        assert place == "Blatt „survey“, Zeile 2, Spalte D"
        assert text.removeprefix("In der letzten Fassung gibt es ").startswith(words)
        assert warnings_in(data) == []

    def test_what_it_said_in_the_last_version_may_stay(self):
        data = form_of(line("integer", "summe", "S", was="alles"))

        assert warnings_in(data, before=self.BEFORE) == []


@pytest.mark.parametrize(
    ("type_", "cell", "words"),
    [
        ("range", "von 1 bis 5", "Diese Angaben sind nicht zu lesen."),
        ("range", "start=eins", "„start“ muss eine Zahl sein; da steht „eins“."),
        ("range", "start=5 end=1", "„start“ muss kleiner sein als „end“."),
        ("range", "start=1 end=5 step=0", "„step“ muss größer als 0 sein"),
        ("range", "start=1 end=5 step=9", "„step“ muss größer als 0 sein"),
        ("range", "start=1 ende=5", "Meinten Sie „end“?"),
        ("range", "xyzzy=5", "Die Angabe „xyzzy“ gibt es bei diesem Typ nicht."),
        ("image", "max-pixels=0", "„max-pixels“ muss eine ganze Zahl über 0 und höchstens 20000"),
        ("image", "max-pixels=9.5", "„max-pixels“ muss eine ganze Zahl über 0 und höchstens 20000"),
        ("image", "max-pixels=groß", "„max-pixels“ muss eine ganze Zahl über 0"),
        ("range", "tick_labelset=fehlt", "Die Liste „fehlt“ steht nicht im Blatt „choices“."),
        ("file", "max-size=500", "„max-size“ muss eine Zahl über 0 und höchstens 20 sein."),
    ],
)
def test_a_mistake_in_the_parameters_is_named(type_, cell, words):
    found = errors_in(form_of(line(type_, "a", "A", parameters=cell)))

    assert [p for p, text in found if p.endswith("Spalte D") and words in text], found


@pytest.mark.parametrize(
    ("choice", "place", "words"),
    [
        (("l", "1", "nie"), None, ""),
        (("l", "0", "nie"), "B", "„0“ ist keine Zahl der Skala „a“ (von 1 bis 5 in Schritten"),
        (("l", "6", "nie"), "B", "„6“ ist keine Zahl der Skala „a“"),
        (("l", "2", "nie"), "B", "„2“ ist keine Zahl der Skala „a“"),
        (("l", "nie", "nie"), "B", "„nie“ ist keine Zahl der Skala „a“"),
        (("l", "5", "wie ${b}"), "C", "Die Beschriftung einer Skala kann keine Antwort"),
    ],
    ids=[
        "a number on it",
        "one below it",
        "one above it",
        "one between its steps",
        "a word",
        "a text that quotes an answer",
    ],
)
def test_words_of_a_scale_stand_at_its_numbers(choice, place, words):
    asked = line("range", "a", "A", parameters="start=1 end=5 step=2 tick_labelset=l")
    choices = (("list_name", "name", "label"), choice)

    found = errors_in(form_of(asked, line("text", "b", "B"), choices=choices))

    assert [p for p, _ in found] == ([f"Blatt „choices“, Zeile 2, Spalte {place}"] if place else [])
    assert all(text.startswith(words) for _, text in found)


@pytest.mark.parametrize(
    ("type_", "cell", "words"),
    [
        ("select_one l", "randomize=true seed=3", "Die Antworten werden nicht gemischt."),
        ("image", "max-pixels=1024", "Bilder werden nicht verkleinert, „max-pixels“ wird nicht"),
        ("image", "max-size=2 max-pixels=9", "Bilder werden nicht verkleinert"),
        ("text", "rows=3", "Die Angabe „rows“ wird nicht beachtet."),
        ("geopoint", "capture-accuracy=5", "Die Angabe „capture-accuracy“ wird nicht beachtet."),
        ("range", "tick_interval=1", "Die Angabe „tick_interval“ wird nicht beachtet."),
    ],
)
def test_parameters_that_ask_nothing_else_are_told(type_, cell, words):
    choices = (("list_name", "name", "label"), ("l", "x", "X"))

    found = warnings_in(form_of(line(type_, "a", "A", parameters=cell), choices=choices))

    assert ("Blatt „survey“, Zeile 2, Spalte D", words) in [
        (place, text[: len(words)]) for place, text in found
    ]


@pytest.mark.parametrize(("type_", "word"), [("date", "year"), ("image", "signature")])
def test_an_appearance_that_asks_another_thing_is_refused(type_, word):
    ((place, text),) = errors_in(form_of(line(type_, "a", "A", appearance=word)))

    assert place == "Blatt „survey“, Zeile 2, Spalte D"
    assert text.startswith(f"Mit „{word}“ würde etwas anderes gefragt; das gibt es hier nicht.")


def test_a_sentence_for_a_missing_answer_that_is_never_shown_is_told():
    data = form_of(line("text", "a", "A", required_message="Bitte!"))

    assert warnings_in(data) == [
        (
            "Blatt „survey“, Zeile 2, Spalte D",
            "Die Frage ist nicht Pflicht. Dieser Satz wird deshalb nie gezeigt.",
        )
    ]


def test_a_question_that_names_its_row_must_always_be_asked():
    data = form_of(
        line("begin_repeat", "r", "R", inventory="offer", relevant=""),
        line("text", "t", "T", inventory="offer.name", required="yes", relevant="1 = 1"),
        line("end_repeat"),
    )

    ((place, text),) = errors_in(data)

    assert place == "Blatt „survey“, Zeile 3, Spalte E"
    assert (
        text
        == "Die Frage mit „offer.name“ muss immer gestellt werden. Bitte leeren Sie „relevant“."
    )


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ({"min_rows": "2"}, "E", "Die Zahl der Einträge steht schon in „repeat_count“."),
        ({"max_rows": "500"}, "E", "eine Zahl von 1 bis 200"),
    ],
)
def test_limits_beside_a_computed_number_of_rows(cells, column, words):
    lines = (line("begin_repeat", "r", "R", repeat_count="3", **cells), line("text", "t", "T"))

    ((place, text),) = errors_in(form_of(*lines, line("end_repeat")))

    assert place == f"Blatt „survey“, Zeile 2, Spalte {column}"
    assert words in text
