"""The XLSForm Markdown table as a second way to write a form."""

import time

import pytest

from ikparticipation.surveys.xlsform.compile import read_workbook
from ikparticipation.surveys.xlsform.reading.workbook import open_workbook
from tests.surveys.xlsform.workbooks import compiled, errors_in, warnings_in

FORM = """
| survey   |                   |       |                 |          |
|          | type              | name  | label           | relevant |
|          | ----------------- | ----- | --------------- | -------- |
|          | text              | was   | Was \\| Wer?     |          |
|          | select_one farben | farbe | Welche „Farbe“? | ${was} != '' |
| choices  |           |      |       |
|          | list_name | name | label |
|          | farben    | rot  | Rot   |
# eine Bemerkung
|          | farben    | blau | Blau  |   # noch eine
| settings |            |
|          | form_title |
|          | Probe      |
| notizen  | egal |
"""


def test_a_table_is_a_form_like_a_workbook():
    questionnaire = compiled(FORM.encode())

    was, farbe = (placed.question for placed in questionnaire.placed)
    assert questionnaire.title == "Probe"
    assert was.labels == {"de": "Was | Wer?"}
    assert farbe.labels == {"de": "Welche „Farbe“?"}
    assert farbe.relevant.source == "${was} != ''"
    assert [choice.name for choice in farbe.choices] == ["rot", "blau"]


@pytest.mark.parametrize("before", ["", "\ufeff", "\n\n", "\ufeff  \n"])
def test_it_is_recognised_by_its_first_bar(before):
    assert compiled((before + FORM.strip()).encode())


def test_windows_line_ends_make_no_difference():
    assert compiled(FORM.replace("\n", "\r\n").encode()) == compiled(FORM.encode())


def test_places_are_lines_of_the_text_and_columns_of_the_table():
    assert errors_in(FORM.replace("${was}", "${wass}").encode()) == [
        (
            "Blatt „survey“, Zeile 6, Spalte 5, Zeichen 1",
            "Eine Frage „wass“ gibt es nicht. Meinten Sie „was“?",
        )
    ]
    assert errors_in(FORM.replace("label           |", "label::Elbisch! |").encode())[0] == (
        "Blatt „survey“, Zeile 3, Spalte 4",
        (
            "Die Sprache in „label::Elbisch!“ ist nicht zu erkennen. "
            "Bitte schreiben Sie das Kürzel dazu, zum Beispiel „label::Deutsch (de)“."
        ),
    )


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("| choices |\n| | list_name | name |", "Datei", "fehlt das Blatt „survey“"),
        ("|", "Datei", "fehlt das Blatt „survey“"),
        (FORM + "| survey |\n| | type | name |\n", "Blatt „survey“, Zeile 16", "weiter oben"),
        (
            FORM + "| entities |\n| | list_name |\n",
            "Blatt „entities“, Zeile 16",
            "noch nicht unterst",
        ),
        (FORM.replace("Probe", "x" * 40_000), "Blatt „settings“, Zeile 14, Spalte 2", "Zeichen"),
        (FORM.replace("| Probe", "| Probe" + "|" * 120 + "x"), "Spalte 102", "100 Spalten"),
        (
            FORM.replace("|          | farben    | rot", "| | f | f | F |\n" * 5_001 + "| | f | r"),
            "Blatt „choices“, Zeile 5009",
            "mehr als 5000 Zeilen",
        ),
    ],
)
def test_a_mistake_is_named_with_its_place(text, place, words):
    result = read_workbook(text.strip("\n").encode() if text[0] != "\n" else text.encode())

    found = [(f.place("de"), f.text("de")) for f in result.findings]
    assert result.questionnaire is None
    assert [p for p, said in found if p.endswith(place) and words in said], found[:5]


def test_bytes_that_are_no_text_become_signs_and_no_traceback():
    found = warnings_in(FORM.encode().replace(b"Rot", b"R\xfft"))

    assert found == []


def test_five_megabytes_of_bars_are_refused_quickly():
    begin = time.process_time()

    read_workbook(b"| survey |\n" + b"| | a |\n" * 600_000)

    assert time.process_time() - begin < 4


def test_a_sheet_that_is_not_of_the_standard_is_kept_as_it_is_written():
    book = open_workbook((FORM + "|  | zwei | drei |\n").encode())

    assert list(book.sheets) == ["survey", "choices", "settings", "notizen"]
    assert book.sheets["notizen"].headings == ("egal",)
    assert [each.cells for each in book.sheets["notizen"].lines] == [("zwei", "drei")]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Fragen: offen", "So kann ein Blatt in Excel nicht heißen."),
        ("a/b", "So kann ein Blatt in Excel nicht heißen."),
        ("x" * 32, "So kann ein Blatt in Excel nicht heißen."),
        ("\U0001f600" * 16, "So kann ein Blatt in Excel nicht heißen."),
        ("'alt", "So kann ein Blatt in Excel nicht heißen."),
        ("history", "So kann ein Blatt in Excel nicht heißen."),
        ("NOTIZEN", "Das Blatt gibt es schon weiter oben."),
    ],
    ids=[
        "a colon",
        "a slash",
        "more than 31 characters",
        "signs that count twice",
        "an apostrophe at its end",
        "Excel keeps this one for itself",
        "the same in capitals",
    ],
)
def test_a_sheet_that_excel_could_not_hold_is_refused(name, words):
    ((place, text),) = errors_in(f"{FORM}| {name} |\n| | x |\n".encode())

    assert place == f"Blatt „{name}“, Zeile 16"
    assert text.startswith(words)


def test_of_very_many_sheets_the_first_ones_are_kept_and_the_rest_is_told_once():
    many = "".join(f"| blatt {n} |\n| | x |\n" for n in range(60))

    result = read_workbook((FORM + many).encode())

    (told_once,) = result.findings
    assert result.questionnaire
    assert told_once.place("de") == "Blatt „blatt 29“, Zeile 74"
    assert told_once.text("de").startswith("Die Datei hat mehr als 30 Blätter,")
