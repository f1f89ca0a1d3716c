"""The sheets on their way into a file and a database and back: nothing gets lost."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from openpyxl import load_workbook

from ikparticipation.surveys.questionnaires import STANDARD
from ikparticipation.surveys.xlsform.editing import (
    EditError,
    Sheets,
    add_question,
    from_workbook,
    set_texts,
    to_markdown,
    to_xlsx,
)
from ikparticipation.surveys.xlsform.editing.tables.sheets import tidy
from ikparticipation.surveys.xlsform.reading.workbook import open_workbook
from tests.surveys.xlsform.editing.drafts import any_sheets, sheets
from tests.surveys.xlsform.workbooks import xlsx


def read(data: bytes) -> Sheets:
    book = open_workbook(data)
    assert book.findings == ()
    return from_workbook(book)


def test_an_upload_is_kept_with_all_its_columns_and_without_its_blank_lines():
    data = xlsx({"survey": (("type", "", "Notiz"), (), ("text", "", "intern", "ohne Spalte"))})

    draft = read(data)

    assert draft.content == {
        "survey": (("type", "", "Notiz"), ("text", "", "intern", "ohne Spalte"))
    }
    assert [row.id for row in draft.table("survey").rows] == ["survey-3"]


@given(any_sheets())
def test_a_written_workbook_reads_as_the_same_sheets(draft):
    assert read(to_xlsx(draft)).content == draft.content


@given(any_sheets())
def test_a_written_markdown_table_reads_as_the_same_sheets_or_is_refused(draft):
    try:
        written = to_markdown(draft)
    except EditError:
        assume(False)

    assert read(written.encode()).content == draft.content


@given(any_sheets())
def test_sheets_come_back_from_json_with_their_ids(draft):
    stored = json.loads(json.dumps(draft.to_json()))

    assert Sheets.from_json(stored) == draft


def test_a_row_of_a_sheet_that_is_not_of_the_standard_can_be_told_from_all_others():
    rows = (("type", "name", "label"), ("text", "a", "A"))
    draft = read(xlsx({"new": (("x",), ("y",)), "survey": rows, "survey-2": (("x",), ("z",))}))

    after = add_question(draft, "text", {"de": "Neu"})

    ids = [row.id for table in after.tables.values() for row in table.rows]
    assert ids == ["sheet1-2", "survey-2", "new-1", "sheet3-2"]


def test_a_sheet_that_is_not_of_the_standard_is_not_changed():
    draft = read(xlsx({"survey": (("type",),), "Notizen": (("a",), ("b",))}))
    (row,) = draft.table("Notizen").rows

    with pytest.raises(EditError, match="Diese Zeile gibt es nicht mehr"):
        set_texts(draft, row.id, "label", {"de": "Neu"})


def test_sheets_of_another_format_are_refused():
    with pytest.raises(ValueError, match="format 2"):
        Sheets.from_json({"format": 2})


@given(st.text())
def test_a_tidy_text_stays_as_it_is(text):
    assert tidy(tidy(text)) == tidy(text)


def test_the_same_sheets_give_the_same_bytes():
    assert to_xlsx(sheets()) == to_xlsx(sheets())


def test_a_workbook_does_not_say_when_it_was_written():
    with ZipFile(BytesIO(to_xlsx(sheets()))) as archive:
        assert b"2024-01-01T00:00:00Z" in archive.read("docProps/core.xml")
        assert {part.date_time[0] for part in archive.infolist()} == {1980}


def test_numbers_stay_the_text_that_they_were():
    draft = read(to_xlsx(read(xlsx({"survey": (("name",), ("007",), (15083020,), ("1,50",))}))))

    assert [row.cells for row in draft.table("survey").rows] == [("007",), ("15083020",), ("1,50",)]


def test_a_written_workbook_has_its_headings_frozen_its_texts_wrapped_and_its_cells_as_text():
    page = load_workbook(BytesIO(to_xlsx(sheets())))["survey"]

    assert page.freeze_panes == "A2"
    assert page["C3"].alignment.wrap_text
    assert page["C3"].number_format == "@"
    assert page.column_dimensions["C"].width > page.column_dimensions["F"].width


def test_the_standard_questionnaire_comes_back_from_both_kinds_of_file():
    draft = read(STANDARD.read_bytes())

    assert read(to_xlsx(draft)).content == draft.content
    assert read(to_markdown(draft).encode()).content == draft.content


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (("text", "eine\nzweite"), "mehrere Zeilen"),
        (("-", ""), "nichts, was eine Markdown-Tabelle"),
    ],
    ids=["a text of several lines", "a row that would be a line between rows"],
)
def test_what_a_markdown_table_cannot_hold_is_refused_with_its_place(cells, said):
    draft = read(xlsx({"survey": (("type", "label"), ("text", "gut"), cells)}))

    with pytest.raises(EditError, match=said) as refused:
        to_markdown(draft)

    assert refused.value.facts == {"sheet": "survey", "row": 3}
