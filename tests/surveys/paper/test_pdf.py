"""The questionnaire as a PDF: read as a reader reads it."""

import time
from dataclasses import replace

import pytest

from ikparticipation import typesetting
from ikparticipation.surveys.paper import pdf
from ikparticipation.surveys.paper.sheet import as_json
from ikparticipation.surveys.paper.speech import Speech
from tests.pdf import Pdf
from tests.surveys.paper.forms import ARABIC, every_kind, form, question, section
from tests.surveys.paper.test_filled import ANSWERS, filled
from tests.surveys.paper.test_sheet import sheet

NASTY = '#panic("x") #read("/etc/passwd") $x^2$ *fett* @ref <b> \\ `raw`'

LINEAR_A = [chr(0x10600 + n) for n in range(8)]
"""A script that nobody has a font for."""


def written(made, mark="Verein A"):
    return pdf.written(made, mark=mark, moment=0)


def test_the_blank_sheet_has_all_questions_and_counts_its_pages():
    read = Pdf(written(sheet(every_kind(), operator=("Landkreis Börde", "Straße 1"))))

    assert len(read.pages) > 3
    for number, page in enumerate(read.pages, start=1):
        assert f"Seite {number} von {len(read.pages)}" in page
    for words in (
        "Erhebung 2027",
        "1.1 Name (Pflichtangabe)",
        "Nur wenn Sie bei 2.1 „Ja“ angekreuzt haben.",
        "3.1.2 Warum heißt es (Antwort auf 3.1.1)?",
        "Ergänzungsblatt zu 3.1: Angebot",
        "Tag Monat Jahr",
        "Landkreis Börde, Straße 1",
    ):
        assert words in read.words


def test_it_is_tagged_and_says_that_it_is_accessible():
    data = written(sheet(every_kind()))
    read = Pdf(data)

    assert b"/StructTreeRoot" in data
    assert b"pdfuaid:part" in data
    assert b"/Lang(de" in data.replace(b" ", b"")
    assert {"Title", "H1", "H2", "H3", "Table", "TH", "L"} <= set(read.tags)


def test_a_filled_sheet_of_thirty_rows_tells_every_answer():
    rows = [{"id": str(n), "answers": {"titel": f"Angebot Nummer {n}."}} for n in range(30)]

    began = time.perf_counter()
    read = Pdf(written(filled(ANSWERS, {"angebot": rows}), mark="Quittung K7Q-MXR-DP4"))

    assert time.perf_counter() - began < 20
    assert all(f"Angebot Nummer {n}." in read.words for n in range(30))
    assert "ab" * 32 in read.words.replace(" ", "")
    assert all("Quittung K7Q-MXR-DP4" in page for page in read.pages[1:])
    assert "X" in read.words


def test_the_same_sheet_is_the_same_file_byte_for_byte():
    assert written(sheet(every_kind())) == written(sheet(every_kind()))
    assert written(sheet(every_kind())) != written(sheet(every_kind()), mark="Verein B")


@pytest.mark.parametrize(
    "text",
    [NASTY, "{{ 7 * 7 }} {page} %(page)s", "Zeile\nnoch eine\n\n" * 300, "lang" * 3000, "\x0b\x00"],
    ids=["code", "marks", "many lines", "one word", "control characters"],
)
def test_whatever_people_type_is_text(text):
    read = Pdf(written(filled(ANSWERS | {"was": text})))

    if text == NASTY:
        assert NASTY in read.words


def test_arabic_is_set_from_right_to_left_where_a_font_has_it():
    made = sheet(every_kind(), Speech("ar", "de"))

    if typesetting.missing_signs(ARABIC):
        with pytest.raises(pdf.NoFontError):
            written(made)
    else:
        data = written(made)
        assert b"/Lang(ar" in data.replace(b" ", b"")
        assert "Seite 1 von" in Pdf(data).words


def test_a_language_that_no_font_has_is_refused_with_the_way_to_the_page():
    asked = question("x", "text", "".join(LINEAR_A))

    with pytest.raises(pdf.NoFontError, match="Zum Ausdrucken") as refused:
        written(sheet(form(section("s", asked))))

    assert refused.value.status == 409


def test_a_few_foreign_letters_are_told_by_their_names():
    read = Pdf(written(filled(ANSWERS | {"name": f"Verein {LINEAR_A[0]}"})))

    assert "Verein [linear a sign ab001]" in read.words


@pytest.mark.parametrize(
    ("language", "code"),
    [("de", "de"), ("pt-BR", "pt"), ("ckb", "ckb"), ("default", "de"), ("x", "de"), ("", "de")],
)
def test_the_language_is_named_as_the_format_wants_it(language, code):
    made = replace(sheet(every_kind()), language=language)

    assert f"/Lang({code}".encode() in written(made).replace(b" ", b"")


def test_without_the_extra_it_is_refused_with_the_way_to_the_page(monkeypatch):
    monkeypatch.setattr(typesetting, "find_spec", lambda _name: None)

    with pytest.raises(typesetting.NoPrinterError, match="Zum Ausdrucken"):
        written(sheet(every_kind()))


def test_a_sheet_as_json_names_the_kind_of_everything_that_has_one():
    told = as_json(sheet(every_kind()))

    assert {item["kind"] for section in told["sections"] for item in section["items"]} == {
        "ask",
        "note",
        "part",
        "rows",
    }
