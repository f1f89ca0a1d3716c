"""The synopsis as Word, Excel and PDF."""

import zipfile
from io import BytesIO

import docx as python_docx
import openpyxl
import pytest

from ikparticipation import typesetting
from ikparticipation.consultation.outputs import docx, pdf, xlsx
from ikparticipation.consultation.outputs.cells import figure_rows
from ikparticipation.consultation.outputs.synopsis import (
    Audience,
    Figures,
    Selection,
    anonymised,
    selected,
)
from tests.consultation.synopses import (
    ANSWERED,
    GONE,
    PRIVATE,
    PROPOSED,
    WORDS,
    row,
    synopsis,
    with_text,
)

COUNTY = "Landkreis Börde"
WRITERS = {"docx": docx.written, "xlsx": xlsx.written, "pdf": pdf.written}


def docx_text(data):
    """Everything that is to be read in a Word file."""
    document = python_docx.Document(BytesIO(data))
    cells = [cell.text for table in document.tables for r in table.rows for cell in r.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def sheets(data):
    book = openpyxl.load_workbook(BytesIO(data))
    return [[list(line) for line in sheet.iter_rows(values_only=True)] for sheet in book]


@pytest.mark.parametrize("form", WRITERS)
def test_the_same_state_is_the_same_file_byte_for_byte(form, monkeypatch):
    first = WRITERS[form](synopsis(), WORDS, author=COUNTY)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setattr("time.localtime", lambda *_: (2033, 5, 18, 3, 33, 20, 2, 138, 0))

    second = WRITERS[form](synopsis(), WORDS, author=COUNTY)

    assert first == second
    assert first != WRITERS[form](synopsis(ANSWERED), WORDS, author=COUNTY)


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_no_part_of_a_file_tells_when_it_was_made(form):
    data = WRITERS[form](synopsis(), WORDS, author=COUNTY)

    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert core.count("2026-11-01T09:00:00Z") == 2


def test_the_word_file_has_all_columns_in_the_order_of_the_text():
    document = python_docx.Document(BytesIO(docx.written(synopsis(), WORDS, author=COUNTY)))

    head, first, second, third, fourth = document.tables[0].rows

    assert [cell.text for cell in head.cells][1:3] == ["Stelle im Entwurf", "Kommentar"]
    assert first.cells[1].text == "Abschnitt 2\n„Sprache“"
    assert "Unterstützt von: 3" in first.cells[3].text
    assert first.cells[4].text == "Wird übernommen\nDas nehmen wir auf."
    assert "Sprache öffnet alle Türen." in first.cells[5].text
    assert "Zurückgestellt bis 2. März 2027" in second.cells[4].text
    assert third.cells[1].text == "Ganzer Text"
    assert third.cells[3].text.startswith("Privatperson\nals Brief eingegangen, 1. November 2026")
    assert third.cells[4].text == "noch offen"
    assert "Zurückgezogen" in fourth.cells[2].text
    assert "Privatperson" not in fourth.cells[3].text


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_each_file_names_its_state_and_its_address(form):
    data = WRITERS[form](synopsis(), WORDS, author=COUNTY)

    words = docx_text(data) if form == "docx" else str(sheets(data))

    assert "f" * 64 in words
    assert "https://beteiligung.example.org/entwuerfe/leitlinien/1" in words


def test_the_workbook_has_a_sheet_to_filter_and_a_sheet_of_figures():
    data = xlsx.written(synopsis(), WORDS, author=COUNTY)
    book = openpyxl.load_workbook(BytesIO(data))

    comments, figures = sheets(data)

    assert book.sheetnames == ["Kommentare", "Zahlen"]
    assert book["Kommentare"].freeze_panes == "A2"
    assert book["Kommentare"].auto_filter.ref == "A1:R5"
    assert comments[1][:2] == [1, "Abschnitt 2"]
    assert comments[2][comments[0].index("Vorschlag für den Wortlaut")] == "Sprachen"
    assert ["Eingegangen", "6"] in [line[:2] for line in figures]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+49 30 1234", "-2+3", "@SUM(A1)", "=cmd|' /C calc'!A0", "{=1}", "https://x.example"],
)
def test_nothing_that_people_type_is_a_formula_or_a_link(text):
    data = xlsx.written(with_text(text), WORDS, author=COUNTY)
    book = openpyxl.load_workbook(BytesIO(data))

    cells = [cell for line in book["Kommentare"].iter_rows(min_row=2) for cell in line]

    found = [cell for cell in cells if cell.value == text]
    assert len(found) == 4
    assert {cell.data_type for cell in found} == {"s"}
    assert not any(cell.hyperlink for cell in cells)


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize(
    "text",
    [
        '#panic("x") #read("/etc/passwd") $x^2$ *fett* @ref <b> \\ `raw`',
        "{{ 7 * 7 }} {% for %} </w:t> & <w:br/>",
        "مرحبا بكم \u200d 👍 日本 \x0b\x00",
        "Zeile\nnoch eine\n\n" * 50,
        "lang" * 20_000,
    ],
)
def test_whatever_people_type_is_text_in_every_file(form, text):
    data = WRITERS[form](with_text(text), WORDS, author=COUNTY)

    assert data[:4] in {b"PK\x03\x04", b"%PDF"}
    if form == "docx" and "#panic" in text:
        assert text in docx_text(data)


def test_the_pdf_is_tagged_and_says_that_it_is_accessible():
    data = pdf.written(synopsis(), WORDS, author=COUNTY)

    assert b"/StructTreeRoot" in data
    assert b"pdfuaid:part" in data
    assert b"/Lang(de" in data.replace(b" ", b"")


def test_without_the_extra_a_pdf_is_refused_with_a_sentence(monkeypatch):
    monkeypatch.setattr(typesetting, "find_spec", lambda _name: None)

    with pytest.raises(typesetting.NoPrinterError, match="Word- oder Excel-Datei"):
        pdf.written(synopsis(), WORDS, author=COUNTY)


def test_what_was_received_is_the_sum_of_what_became_of_it():
    figures = Figures(published=5, declined=3, withdrawn=2, pending=4)

    assert figures.received == 14
    rows = dict(figure_rows(synopsis(figures=figures), WORDS))
    assert rows["Eingegangen"] == "14"
    assert rows["davon noch in Prüfung"] == "4"
    assert rows["Antwort noch offen"] == "1"


@pytest.mark.parametrize(
    ("selection", "rows"),
    [
        (Selection(), [ANSWERED, PROPOSED, PRIVATE, GONE]),
        (Selection(kind="question"), [PRIVATE]),
        (Selection(organisation="Verein A (Beispiel)"), [ANSWERED]),
        (Selection(organisation="-"), [PRIVATE]),
        (Selection(outcome="deferred"), [PROPOSED]),
        (Selection(passage="p2"), [ANSWERED, PROPOSED, GONE]),
        (Selection(unanswered=True), [PRIVATE]),
        (Selection(kind="gibt es nicht"), []),
    ],
)
def test_a_selection_takes_only_what_fits(selection, rows):
    found = selected(synopsis(), selection)

    assert list(found.rows) == rows
    assert found.state == synopsis().state


def test_a_reply_and_a_tombstone_wait_for_no_answer():
    reply = row(5, reply_to=ANSWERED.id)

    assert selected(synopsis(reply, GONE), Selection(unanswered=True)).rows == ()


ABOVE, MISSING = "den Kommentar darüber", "einen Kommentar, der hier fehlt"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([ANSWERED, row(5, reply_to=ANSWERED.id), row(6, reply_to=ANSWERED.id)], [ABOVE, ABOVE]),
        ([PROPOSED, row(5, reply_to=ANSWERED.id)], [MISSING]),
    ],
    ids=["both stand below it", "it is hidden, or not selected"],
)
def test_a_reply_points_to_the_comment_above_only_if_it_replies_to_it(rows, said):
    words = docx_text(docx.written(synopsis(*rows), WORDS, author=COUNTY))

    found = {each: words.count(f"Antwort auf {each} (Hinweis)") for each in (ABOVE, MISSING)}
    assert found == {each: said.count(each) for each in (ABOVE, MISSING)}


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_anonymous_files_name_no_organisation_no_sender_and_no_receipt(form):
    rows = [ANSWERED, PROPOSED, row(9, sender="Erika Beispiel", organisation=None)]
    named = synopsis(*rows, audience=Audience.STAFF)

    data = WRITERS[form](anonymised(named, WORDS), WORDS, author=COUNTY)

    words = docx_text(data) if form == "docx" else str(sheets(data))
    for secret in ("Verein A", "Verband B", "Erika", "K7Q-", "abab"):
        assert secret not in words
    assert "Organisation 1" in words
    assert "Organisation 2" in words
    assert "Erika Beispiel" in (docx_text(docx.written(named, WORDS, author=COUNTY)))


def test_the_numbers_of_organisations_do_not_change_with_the_selection():
    everything = anonymised(synopsis(), WORDS)

    only = selected(everything, Selection(outcome="deferred"))

    assert [r.organisation for r in only.rows] == ["Organisation 2"]
