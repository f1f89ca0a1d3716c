"""Every mistake we know of, where we say it is, and what we say to do."""

import pytest

from ikparticipation.surveys.xlsform.compile import MAX_FINDINGS, read_workbook
from ikparticipation.surveys.xlsform.findings import Finding, Severity, letter
from tests.surveys.xlsform.workbooks import (
    CHOICES,
    SURVEY_HEADINGS,
    form,
    told,
    xlsx,
)

TEXT = ("text", "was", "Was?", "What?")
OFFER = ("begin_repeat", "angebot", "Angebot", "Offer", "", "", "", "offer")
NAME = ("text", "titel", "Titel?", "Title?", "", "", "yes", "offer.name")
END = ("end_repeat",)
GROUP = ("begin_group", "g", "Gruppe", "Group")
END_GROUP = ("end_group",)


def errors(data):
    """Return place and words of the errors; no questionnaire comes with one."""
    result = read_workbook(data)
    found = [(f.place("de"), f.text("de")) for f in result.findings if f.is_error]
    assert (result.questionnaire is None) == bool(found)
    return found


def warnings(data):
    result = read_workbook(data)
    assert result.questionnaire is not None, told(result)
    return [(f.place("de"), f.text("de")) for f in result.findings]


@pytest.mark.parametrize(
    ("lines", "place", "words"),
    [
        # types
        ([("txt", "a", "A", "A")], "Zeile 2, Spalte A", "Meinten Sie „text“?"),
        ([("xyzzy", "a", "A", "A")], "Zeile 2, Spalte A", "Den Typ „xyzzy“ gibt es nicht"),
        ([("geotrace", "a", "A", "A")], "Zeile 2, Spalte A", "wird nicht unterstützt"),
        ([("audio", "a", "A", "A")], "Zeile 2, Spalte A", "wird nicht unterstützt"),
        ([("begin loop", "a", "A", "A")], "Zeile 2, Spalte A", "wird nicht unterstützt"),
        ([("select_one_external x", "a", "A", "A")], "Zeile 2, Spalte A", "nicht unterstützt"),
        ([("select_one ${was}", "a", "A", "A")], "Zeile 2, Spalte A", "früheren Antworten"),
        ([("rank farben or_other", "a", "A", "A")], "Zeile 2, Spalte A", "„or_other“ ist nur"),
        ([("select_one farbe", "a", "A", "A")], "Zeile 2, Spalte A", "Meinten Sie „farben“?"),
        ([("select_one nix", "a", "A", "A")], "Zeile 2, Spalte A", "Die Liste „nix“"),
        ([("", "a", "A", "A")], "Zeile 2, Spalte A", "fehlt der Typ"),
        # names
        ([("text", "", "A", "A")], "Zeile 2, Spalte B", "fehlt der Name"),
        ([("text", "größe", "A", "A")], "Zeile 2, Spalte B", "„größe“ ist nicht erlaubt"),
        ([("text", "a/b", "A", "A")], "Zeile 2, Spalte B", "„a/b“ ist nicht erlaubt"),
        ([("text", "a" * 65, "A", "A")], "Zeile 2, Spalte B", "ist nicht erlaubt"),
        ([TEXT, TEXT], "Zeile 3, Spalte B", "gibt es schon in Zeile 2"),
        ([GROUP, TEXT, END_GROUP, ("text", "g", "G", "G")], "Zeile 5, Spalte B", "in Zeile 2"),
        (
            [GROUP, TEXT, END_GROUP, ("begin_group", "h", "H", "H"), TEXT, END_GROUP],
            "Zeile 6, Spalte B",
            "Den Namen „was“ gibt es schon in Zeile 3.",
        ),
        (
            [("begin_group", "pruefen", "P", "P"), TEXT, END_GROUP],
            "Zeile 2, Spalte B",
            "kann nicht „pruefen“ heißen",
        ),
        # texts
        ([("text", "a", "", "")], "Zeile 2, Spalte C", "„a“ hat keinen Text"),
        ([("begin_repeat", "r", "", ""), TEXT, END], "Zeile 2, Spalte C", "Überschrift"),
        (
            [TEXT, ("text", "a", "Hallo ${wass}", "A")],
            "Zeile 3, Spalte C, Zeichen 7",
            "Meinten Sie „was“?",
        ),
        (
            [("text", "a", "A", "A", "", "see ${xyzzy}")],
            "Zeile 2, Spalte F, Zeichen 5",
            "Eine Frage „xyzzy“ gibt es nicht",
        ),
        (
            [("note", "n", "N", "N"), ("text", "a", "${n}", "A")],
            "Zeile 3, Spalte C, Zeichen 1",
            "„n“ ist ein Hinweis",
        ),
        (
            [("text", "a", "${last-saved#a}", "A")],
            "Zeile 2, Spalte C, Zeichen 1",
            "vorigen Befragung",
        ),
        (
            [("start", "s"), ("text", "a", "${s}", "A")],
            "Zeile 3, Spalte C, Zeichen 1",
            "„s“ erfasst nur die Sammel-App",
        ),
        (
            [("text", "a", "instance('x')/root", "A")],
            "Zeile 2, Spalte C",
            "In Texten wird nicht gerechnet",
        ),
        ([("text", "a", "A", "")], "Zeile 2, Spalte D", "Hier fehlt der Text auf „en“"),
        (
            [("begin_group", "g", "G", ""), TEXT, END_GROUP],
            "Zeile 2, Spalte D",
            "Bitte ergänzen Sie die Übersetzung",
        ),
        # tree
        ([TEXT, END_GROUP], "Zeile 3, Spalte A", "passt zu keinem Anfang"),
        ([GROUP, TEXT, END], "Zeile 4, Spalte A", "passt zu keinem Anfang"),
        ([GROUP, TEXT], "Zeile 2, Spalte A", "„g“ hat kein Ende"),
        ([TEXT, GROUP, END_GROUP], "Zeile 3, Spalte A", "„g“ enthält keine Fragen"),
        ([], "Blatt „survey“", "Das Blatt enthält keine Fragen."),
        (
            [("begin_group", f"g{n}", "G", "G") for n in range(21)],
            "Zeile 22, Spalte A",
            "mehr als 20 Gruppen ineinander",
        ),
        # inventory
        (
            [("text", "a", "A", "A", "", "", "", "organisation.descripton")],
            "Zeile 2, Spalte H",
            "Meinten Sie „organisation.description“?",
        ),
        ([("text", "a", "A", "A", "", "", "", "xyz")], "Zeile 2, Spalte H", "Möglich sind:"),
        (
            [("begin_repeat", "r", "R", "R", "", "", "", "ofer"), TEXT, END],
            "Zeile 2, Spalte H",
            "Meinten Sie „offer“?",
        ),
        (
            [("begin_group", "r", "R", "R", "", "", "", "offer"), TEXT, END_GROUP],
            "Zeile 2, Spalte H",
            "Eine Gruppe kann kein Ziel",
        ),
        (
            [("text", "a", "A", "A", "", "", "yes", "offer.name")],
            "Zeile 2, Spalte H",
            "bei der in „inventory“ „offer“ steht",
        ),
        (
            [OFFER, NAME, ("text", "a", "A", "A", "", "", "", "tie.topic"), END],
            "Zeile 4, Spalte H",
            "bei der in „inventory“ „tie“ steht",
        ),
        (
            [OFFER, NAME, ("text", "a", "A", "A", "", "", "", "organisation.phone"), END],
            "Zeile 4, Spalte H",
            "nur außerhalb von Wiederholungen",
        ),
        (
            [("integer", "a", "A", "A", "", "", "", "organisation.description")],
            "Zeile 2, Spalte A",
            "muss der Typ einer von diesen sein: text.",
        ),
        (
            [
                OFFER,
                NAME,
                ("text", "b", "B", "B", "", "", "yes", "offer.name"),
                END,
            ],
            "Zeile 4, Spalte H",
            "schon in Zeile 3 vergeben",
        ),
        (
            [OFFER, ("text", "t", "T", "T", "", "", "", "offer.name"), END],
            "Zeile 3, Spalte G",
            "muss Pflicht sein",
        ),
        ([OFFER, TEXT, END], "Zeile 2, Spalte H", "fehlt eine Frage mit dem Ziel „offer.name“"),
        (
            [("begin_repeat", "t", "T", "T", "", "", "", "tie"), TEXT, END],
            "Zeile 2, Spalte H",
            "„tie.partner“",
        ),
    ],
)
def test_a_mistake_in_the_survey_is_named_with_its_cell(lines, place, words):
    found = errors(form(*lines, choices=CHOICES))

    assert [p for p, text in found if p.endswith(place) and words in text], found


@pytest.mark.parametrize(
    ("choices", "place", "words"),
    [
        ((CHOICES[0], ("", "rot", "Rot", "Red")), "Zeile 2, Spalte A", "Name der Liste"),
        ((*CHOICES, ("farben", "", "Weiß", "White")), "Zeile 5, Spalte B", "Name der Antwort"),
        ((*CHOICES, ("farben", "a b", "Weiß", "White")), "Zeile 5, Spalte B", "„a b“"),
        ((*CHOICES, ("farben", "rot", "Weiß", "White")), "Zeile 5, Spalte B", "zweimal"),
        ((*CHOICES, ("farben", "weiss", "", "")), "Zeile 5, Spalte C", "keinen Text"),
        ((("name", "label"), ("rot", "Rot")), "Blatt „choices“", "Die Spalte „list_name“ fehlt"),
    ],
)
def test_a_mistake_in_the_choices_is_named_with_its_cell(choices, place, words):
    found = errors(form(("select_one farben", "f", "F", "F"), choices=choices))

    assert [p for p, text in found if p.endswith(place) and words in text], found


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("trigger", "${was}"),
        ("save_to", "name"),
        ("intent", "org.example.app"),
        ("bind::odk:length", "40"),
        ("body::accept", "image/*"),
        ("instance::odk:tag", "x"),
        ("query", "x"),
    ],
)
def test_what_would_change_the_form_is_refused_and_never_passed_over(heading, cell):
    headings = (*SURVEY_HEADINGS[:4], heading)

    assert errors(form((*TEXT, cell), headings=headings)) == [
        (
            "Blatt „survey“, Zeile 2, Spalte E",
            f"„{heading}“ wird nicht unterstützt. Bitte leeren Sie diese Zelle.",
        )
    ]
    assert errors(form((*TEXT, ""), headings=headings)) == []


def test_a_line_that_is_switched_off_is_refused():
    ((place, text),) = errors(form((*TEXT, "yes"), headings=(*SURVEY_HEADINGS[:4], "disabled")))

    assert place == "Blatt „survey“, Zeile 2, Spalte E"
    assert text == "Abgeschaltete Zeilen gibt es hier nicht. Bitte löschen Sie die Zeile."


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("media::image", "Bilder, Töne und Filme zu Texten werden nicht gezeigt"),
        ("image::Deutsch (de)", "Bilder, Töne und Filme zu Texten werden nicht gezeigt"),
        ("audio", "Bilder, Töne und Filme zu Texten werden nicht gezeigt"),
        ("video", "Bilder, Töne und Filme zu Texten werden nicht gezeigt"),
        ("big-image", "Bilder, Töne und Filme zu Texten werden nicht gezeigt"),
        ("autoplay", "„autoplay“ hat hier keine Wirkung"),
        ("rows", "„rows“ hat hier keine Wirkung"),
    ],
)
def test_what_only_decorates_is_told_once(heading, words):
    headings = (*SURVEY_HEADINGS[:4], heading)
    data = form((*TEXT, "x"), ("text", "zwei", "Z", "Z", "x"), headings=headings, choices=())

    ((place, text),) = warnings(data)

    assert place == "Blatt „survey“, Zeile 2, Spalte E"
    assert words in text


def test_saying_no_changes_nothing():
    headings = (*SURVEY_HEADINGS[:4], "trigger", "disabled")

    assert errors(form((*TEXT, "no", "false()"), headings=headings)) == []


@pytest.mark.parametrize(
    ("headings", "place", "words"),
    [
        (("type", "name", "label::Klingonisch!"), "Zeile 1, Spalte C", "nicht zu erkennen"),
        (("type", "name", "label", "Label"), "Zeile 1, Spalte D", "gibt es zweimal"),
        (("type", "name", "label::de", "label::Deutsch (de)"), "Zeile 1, Spalte D", "zweimal"),
        (("type", "name", "name"), "Zeile 1, Spalte C", "gibt es zweimal"),
        (("name", "label"), "Blatt „survey“", "Die Spalte „type“ fehlt"),
    ],
)
def test_a_mistake_in_the_headings_is_named(headings, place, words):
    found = errors(form(("text", "was", "Was?", "Was?"), headings=headings))

    assert [p for p, text in found if p.endswith(place) and words in text], found


@pytest.mark.parametrize(
    ("headings", "limits", "words"),
    [
        (("min_rows", "max_rows"), ("drei", ""), "Zahl von 1 bis 200"),
        (("min_rows", "max_rows"), ("", "0"), "Zahl von 1 bis 200"),
        (("min_rows", "max_rows"), ("", "201"), "Zahl von 1 bis 200"),
        (("min_rows", "max_rows"), ("5", "3"), "größer als „max_rows“"),
    ],
)
def test_impossible_numbers_of_rows_are_refused(headings, limits, words):
    lines = (("begin_repeat", "r", "R", "R", *limits), TEXT, END)

    ((_, text),) = errors(form(*lines, headings=(*SURVEY_HEADINGS[:4], *headings)))

    assert words in text


def test_limits_stand_only_at_repeats():
    headings = (*SURVEY_HEADINGS[:4], "min_rows")

    ((place, text),) = errors(form((*TEXT, "1"), headings=headings))

    assert place == "Blatt „survey“, Zeile 2, Spalte E"
    assert text == "„min_rows“ und „max_rows“ sind nur bei „begin_repeat“ möglich."


@pytest.mark.parametrize(
    ("target", "type_", "name", "words"),
    [
        ("organisation.public", "select_one", "vielleicht", "Möglich sind: no, yes."),
        ("organisation.municipalities", "select_multiple", "Barleben", "kein Schlüssel"),
        ("organisation.municipalities", "select_multiple", "150830", "kein Schlüssel"),
        ("organisation.languages", "select_multiple", "deutsch", "kein Schlüssel"),
        ("organisation.fields", "select_multiple", "Bildung", "kein Schlüssel"),
    ],
)
def test_choices_that_go_to_the_inventory_have_its_keys(target, type_, name, words):
    choices = (CHOICES[0], ("liste", name, "X", "X"))
    question = (f"{type_} liste", "q", "Q", "Q", "", "", "", target)

    ((place, text),) = errors(form(question, choices=choices))

    assert place == "Blatt „choices“, Zeile 2, Spalte B"
    assert words in text


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("15083020", "organisation.municipalities"),
        ("15083", "organisation.municipalities"),  # the whole county
        ("uk", "organisation.languages"),
        ("eu-zugewanderte", "organisation.target_groups"),
    ],
)
def test_keys_of_the_catalogue_are_taken(name, target):
    choices = (CHOICES[0], ("liste", name, "X", "X"))
    question = ("select_multiple liste", "q", "Q", "Q", "", "", "", target)

    assert errors(form(question, choices=choices)) == []


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([TEXT, ("start", "beginn")], "„start“ erfasst nur die Sammel-App"),
        ([("note", "n", "N", "N", "", "", "yes"), TEXT], "Nur Fragen können Pflicht sein"),
        ([(*GROUP, "", "", "yes"), TEXT, END_GROUP], "Nur Fragen können Pflicht sein"),
    ],
)
def test_what_is_harmless_is_only_a_warning(lines, words):
    ((_, text),) = warnings(form(*lines, choices=()))

    assert words in text


def test_an_appearance_we_do_not_draw_and_a_column_we_do_not_read_are_told():
    headings = (*SURVEY_HEADINGS[:4], "appearance", "Bemerkung")

    found = warnings(form((*TEXT, "multiline columns", "intern"), headings=headings, choices=()))

    assert found == [
        (
            "Blatt „survey“, Zeile 1, Spalte F",
            "Die Spalte „Bemerkung“ gehört nicht zum Fragebogen und wird nicht gelesen.",
        ),
        ("Blatt „survey“, Zeile 2, Spalte E", "Die Darstellung „columns“ wird nicht beachtet."),
    ]


@pytest.mark.parametrize(
    ("settings", "place", "words"),
    [
        ((("default_language",), ("Klingonisch!",)), "Zeile 2, Spalte A", "nicht zu erkennen"),
        ((("form_title",), ("A",), ("B",)), "Zeile 3", "mehr als eine Zeile"),
        ((("public_key",), ("MIIB",)), "Zeile 2, Spalte A", "nicht unterstützt"),
    ],
)
def test_a_mistake_in_the_settings_is_named_with_its_cell(settings, place, words):
    ((where, text),) = errors(form(TEXT, settings=settings))

    assert where == f"Blatt „settings“, {place}"
    assert words in text


@pytest.mark.parametrize("heading", ["style", "instance_name"])
def test_settings_that_only_decorate_are_told(heading):
    ((place, text),) = warnings(form(TEXT, settings=((heading,), ("pages",)), choices=()))

    assert place == "Blatt „settings“, Zeile 2, Spalte A"
    assert text == f"„{heading}“ hat hier keine Wirkung und wird nicht beachtet."


def test_a_language_without_a_column_is_told_once_for_its_sheet():
    choices = [cells[:3] for cells in CHOICES]

    assert errors(form(("select_one farben", "a", "A", "A"), choices=choices)) == [
        (
            "Blatt „choices“",
            (
                "Die Spalte „label“ für die Sprache „en“ fehlt in diesem Blatt. "
                "Bitte ergänzen Sie sie mit den Übersetzungen."
            ),
        )
    ]


def test_a_list_nobody_uses_is_told():
    assert warnings(form(TEXT)) == [
        (
            "Blatt „choices“, Zeile 2, Spalte A",
            "Die Liste „farben“ wird von keiner Frage verwendet.",
        )
    ]


@pytest.mark.parametrize("sheet", ["entities", "external_choices", "osm"])
def test_sheets_we_cannot_carry_out_are_refused(sheet):
    data = xlsx({"survey": (SURVEY_HEADINGS, TEXT), sheet: (("name",), ("x",))})

    ((place, text),) = errors(data)

    assert place == f"Blatt „{sheet}“"
    assert text == "Dieses Blatt wird noch nicht unterstützt. Bitte entfernen Sie es."


def test_all_mistakes_come_at_once_in_the_order_of_the_workbook():
    found = errors(
        form(
            ("text", "a b", "A", "A"),
            ("geotrace", "c", "C", "C"),
            ("select_one nix", "d", "", ""),
            choices=(*CHOICES, ("farben", "rot", "Rot", "Red")),
        )
    )

    assert [place for place, _ in found] == [
        "Blatt „survey“, Zeile 2, Spalte B",
        "Blatt „survey“, Zeile 3, Spalte A",
        "Blatt „survey“, Zeile 4, Spalte A",
        "Blatt „survey“, Zeile 4, Spalte C",
        "Blatt „choices“, Zeile 5, Spalte B",
    ]


def test_of_very_many_findings_the_errors_are_kept_and_the_rest_counted():
    untranslated = [("text", f"q{n}", "Frage", "Question", "Kurz", "") for n in range(400)]

    result = read_workbook(form(*untranslated, ("geotrace", "d", "D", "D"), choices=()))

    assert len(result.findings) == MAX_FINDINGS + 1
    assert any(f.row == 402 and f.is_error for f in result.findings)
    assert result.findings[-1].text("de").startswith("Es gibt noch 101 weitere Hinweise.")
    assert not result.findings[-1].is_error


def test_what_only_the_reader_of_the_standard_minds_is_told_in_its_words():
    ((place, text),) = errors(form(TEXT, (), ("text", "meta", "Meta", "Meta")))

    assert place == "Blatt „survey“, Zeile 4"
    assert text.startswith("Der Fragebogen hält sich nicht an den Standard XLSForm.")
    assert "'meta' is reserved" in text
    assert "row" not in text


@pytest.mark.parametrize(
    ("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ")]
)
def test_columns_have_the_letters_of_the_spreadsheet(index, name):
    assert letter(index) == name


def test_a_place_is_told_as_exactly_as_it_is_known():
    def place(**known):
        return Finding(severity=Severity.ERROR, message="x", **known).place("de")

    assert place() == "Datei"
    assert place(sheet="survey") == "Blatt „survey“"
    assert place(sheet="survey", column="C") == "Blatt „survey“, Spalte C"
    assert place(sheet="survey", row=3) == "Blatt „survey“, Zeile 3"
    assert place(sheet="survey", row=3, column="C") == "Blatt „survey“, Zeile 3, Spalte C"
