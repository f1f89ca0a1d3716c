"""Whatever bytes come in, the answer is a sentence, quickly, and never a traceback."""

import os
import struct
import time
import zipfile
from io import BytesIO

import pytest
import xlsxwriter
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ikparticipation.surveys.xlsform.compile import read_workbook
from tests.surveys.xlsform.workbooks import (
    CHOICES,
    SETTINGS,
    SMALL_SURVEY,
    SURVEY_HEADINGS,
    changed,
    compiled,
    form,
    told,
    xlsx,
)

TEXT = ("text", "was", "Was?", "What?")
GOOD = form(TEXT, choices=())
SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;">]>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="1"><c r="A1" t="inlineStr"><is><t>&d;</t></is></c></row></sheetData></worksheet>"""


def zipped(**parts: bytes) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Die Datei ist leer."),
        (b"type,name,label\ntext,a,A\n", "Das ist keine Excel-Datei."),
        (b"%PDF-1.7 ...", "Das ist keine Excel-Datei."),
        (b"PK\x03\x04 then nothing", "Das ist keine Excel-Datei."),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "das alte Format .xls oder ein Kennwort",
        ),
        (zipped(**{"word/document.xml": b"<x/>"}), "Das ist keine Excel-Datei."),
        (GOOD[: len(GOOD) // 2], "Das ist keine Excel-Datei."),
        (bytes(5_000_001), "größer als 5 MB"),
        (changed(GOOD, **{"xl/vbaProject.bin": b"Sub Auto_Open()"}), "enthält Makros"),
        (changed(GOOD, **{SHEET: bytes(10_000_001)}), "ausgepackt zu groß"),
        (changed(GOOD, **{"xl/styles.xml": bytes(1_000_001)}), "ausgepackt zu groß"),
        (changed(GOOD, **{f"xl/{n}.xml": b"" for n in range(1_000)}), "ausgepackt zu groß"),
        (changed(GOOD, **{SHEET: None}), "fehlt das Blatt „survey“"),
        (changed(GOOD, **{SHEET: b"<worksheet"}), "Die Excel-Datei ist beschädigt."),
        (changed(GOOD, **{SHEET: LAUGHS}), "Die Excel-Datei ist beschädigt."),
        (changed(GOOD, **{"xl/workbook.xml": b"\xff\xfe"}), "Die Excel-Datei ist beschädigt."),
        (changed(GOOD, **{"xl/sharedStrings.xml": b"<sst/>"}), "Die Excel-Datei ist beschädigt."),
        (xlsx({"Tabelle1": (SURVEY_HEADINGS, TEXT)}), "fehlt das Blatt „survey“"),
    ],
)
def test_a_file_that_is_no_form_is_refused_with_a_sentence(data, words):
    result = read_workbook(data)

    assert result.questionnaire is None
    ((severity, place, text),) = told(result)
    assert (severity, place) == ("error", "Datei")
    assert words in text


def test_a_zip_bomb_is_refused_by_its_table_of_contents():
    bomb = zipped(**{"[Content_Types].xml": b"<x/>", "xl/workbook.xml": bytes(300_000_000)})
    assert len(bomb) < 5_000_000

    before = time.process_time()
    result = read_workbook(bomb)

    assert "ausgepackt zu groß" in result.findings[0].text("de")
    assert time.process_time() - before < 0.5


def test_a_zip_that_lies_about_its_sizes_is_not_unpacked_further_than_it_says():
    size = 150_000_000
    honest = changed(GOOD, **{SHEET: b" " * size})
    liar = honest.replace(struct.pack("<I", size), struct.pack("<I", 100))
    assert liar != honest

    before = time.process_time()
    result = read_workbook(liar)

    assert told(result)[0][2].startswith("Die Excel-Datei ist beschädigt.")
    assert time.process_time() - before < 0.5


def test_two_cells_far_apart_cost_nothing():
    """python-calamine ends the process on this one."""
    data = BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        sheet = book.add_worksheet("survey")
        sheet.write_row(0, 0, SURVEY_HEADINGS)
        sheet.write_row(1, 0, TEXT)
        sheet.write(1_048_575, 16_383, "weit weg")

    before = time.process_time()
    result = read_workbook(data.getvalue())

    assert [placed.question.name for placed in result.questionnaire.placed] == ["was"]
    assert told(result)[-1] == (
        "warning",
        "Blatt „survey“, Zeile 2",
        "Nach dieser Zeile ist das Blatt leer. Was sehr viel tiefer steht, fehlt.",
    )
    assert time.process_time() - before < 3


@pytest.mark.parametrize(
    ("data", "place", "words"),
    [
        (form((*TEXT[:2], "=1+1")), "Zeile 2, Spalte C", "steht eine Formel"),
        (form(*(("text", f"q{n}", "Q", "Q") for n in range(5_001))), "Zeile 5002", "5000 Zeilen"),
        (
            form(TEXT + ("",) * 96 + ("zu weit",), choices=()),
            "Zeile 2, Spalte CW",
            "mehr als 100 Spalten",
        ),
    ],
)
def test_what_is_too_much_or_no_value_is_named_with_its_cell(data, place, words):
    result = read_workbook(data)

    assert result.questionnaire is None
    assert [p for _, p, text in told(result) if p.endswith(place) and words in text], told(result)


def test_a_text_may_be_as_long_as_excel_allows():
    text = "x" * 32_767

    questionnaire = compiled(form(("text", "was", text, "What?"), choices=()))

    assert questionnaire.question("was").question.labels["de"] == text


def test_a_cell_of_a_hundred_thousand_characters_is_refused():
    text = b"<is><t>" + b"x" * 100_000 + b"</t></is>"
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>type</t></is></c></row>'
        b'<row r="2"><c r="A2" t="inlineStr">' + text + b"</c></row></sheetData></worksheet>"
    )

    result = read_workbook(changed(GOOD, **{SHEET: sheet}))

    place, words = next((p, t) for _, p, t in told(result) if "Zeichen" in t)
    assert place == "Blatt „survey“, Zeile 2, Spalte A"
    assert "100000 Zeichen, erlaubt sind 32767" in words


def test_an_error_value_in_a_cell_is_named():
    error = b'<c r="C2" t="e"><v>#REF!</v></c>'
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="2">' + error + b"</row></sheetData></worksheet>"
    )

    result = read_workbook(changed(GOOD, **{SHEET: sheet}))

    assert (
        "error",
        "Blatt „survey“, Zeile 2, Spalte C",
        "In dieser Zelle steht ein Fehlerwert (#REF!). Bitte setzen Sie den Wert ein.",
    ) in told(result)


def test_control_characters_do_not_get_into_the_texts():
    questionnaire = compiled(form(("text", "was", "Was\u0085 nun?", "What\u009f now?")))

    labels = questionnaire.question("was").question.labels
    assert labels == {"de": "Was nun?", "en": "What now?"}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400))
@example(os.urandom(400))
def test_no_bytes_end_in_a_traceback(data):
    assert read_workbook(data).questionnaire is None


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_damage_to_a_good_file_ends_in_a_traceback(data):
    good = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 8))):
        good[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))

    result = read_workbook(bytes(good))

    assert result.questionnaire is not None or any(f.is_error for f in result.findings)


CELL = st.one_of(
    st.sampled_from(
        [cell for row in (*SMALL_SURVEY, *CHOICES, *SETTINGS) for cell in row]
        + ["begin_group", "begin_repeat", "end_group", "end_repeat", "select_one", "${a}", "offer"]
    ),
    st.text(max_size=12),
    st.integers(-5, 5),
)
SHEETS = st.fixed_dictionaries(
    {
        "survey": st.lists(st.lists(CELL, max_size=8), max_size=12),
        "choices": st.lists(st.lists(CELL, max_size=4), max_size=6),
        "settings": st.lists(st.lists(CELL, max_size=3), max_size=3),
    }
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SHEETS, st.booleans())
def test_no_nonsense_in_the_cells_ends_in_a_traceback(sheets, with_headings):
    if with_headings:
        sheets["survey"].insert(0, list(SURVEY_HEADINGS))
        sheets["choices"].insert(0, list(CHOICES[0]))

    result = read_workbook(xlsx(sheets))

    assert (result.questionnaire is None) == any(f.is_error for f in result.findings)
    for finding in result.findings:
        assert finding.text("de")
        assert finding.place("de")
