"""Files that are read again by others and equal to what went in."""

import csv
import io
import json
import zipfile

import openpyxl
import pandas as pd
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from ikparticipation.errors import InvalidError
from ikparticipation.surveys.exports import Export, Format, spreadsheet, write
from ikparticipation.surveys.exports.delimited import defused, plain, write_rows
from ikparticipation.surveys.exports.rows import Rows
from tests.surveys import every_type
from tests.surveys.exports.answered import answered, full
from tests.surveys.questionnaires import shipped

FORMS = {
    "every type": every_type.questionnaire,
    "standard": lambda: shipped.questionnaire("standard"),
    "fachdienste": lambda: shipped.questionnaire("fachdienste"),
}


class Unseekable(io.BytesIO):
    """As the file of a job is."""

    def seek(self, *_):
        raise io.UnsupportedOperation

    def seekable(self):
        return False


@pytest.fixture(params=FORMS)
def export(request):
    return Export(FORMS[request.param](), version=3, language="de")


@pytest.fixture
def responses(export):
    empty = answered({"answers": {}, "rows": {}}, 4)
    return [*(answered(full(export.questionnaire, n), n) for n in range(1, 4)), empty]


@pytest.fixture
def expected(export, responses):
    """Table → its rows."""
    found = {table.name: [] for table in export.tables}
    for each in responses:
        line, inner = Rows(export.questionnaire, export.tables).of(each)
        found["responses"].append(line)
        for table, row in inner:
            found[table].append(row)
    return found


def written(export, kind, responses):
    file = Unseekable()
    write(export, kind, iter(responses), file)
    return file.getvalue()


def test_csv_read_by_pandas_is_what_was_answered(export, responses, expected):
    packed = zipfile.ZipFile(io.BytesIO(written(export, Format.CSV, responses)))

    assert packed.namelist() == [f"{t.name}.csv" for t in export.tables] + ["codebook.csv"]
    for table in export.tables:
        data = packed.read(f"{table.name}.csv")
        read = pd.read_csv(
            io.BytesIO(data), sep=";", dtype=str, keep_default_na=False, encoding="utf-8-sig"
        )
        assert data.startswith(b"\xef\xbb\xbf")
        assert list(read.columns) == [column.name for column in table.columns]
        told = [[plain(cell) for cell in row] for row in read.to_numpy().tolist()]
        assert told == [[as_text(cell) for cell in row] for row in expected[table.name]]


def as_text(cell):
    if cell is None:
        return ""
    return str(cell).replace(".", ",") if isinstance(cell, float) else str(cell)


def test_xlsx_read_by_openpyxl_is_what_was_answered(export, responses, expected):
    book = openpyxl.load_workbook(io.BytesIO(written(export, Format.XLSX, responses)))

    assert book.sheetnames == [*(t.name[:31] for t in export.tables), "codebook"]
    for table in export.tables:
        head, *rows = book[table.name[:31]].iter_rows(values_only=True)
        assert list(head) == [column.name for column in table.columns]
        assert [list(row) for row in rows] == expected[table.name]


def test_json_is_an_array_of_the_stored_documents(export, responses):
    read = json.loads(written(export, Format.JSON, responses))

    assert [each["response"] for each in read] == [each.response_id for each in responses]
    assert [{"answers": e["answers"], "rows": e["rows"]} for e in read] == [
        json.loads(each.document) for each in responses
    ]
    assert read[0]["late"] is False


@pytest.mark.parametrize("kind", list(Format))
def test_without_a_response_a_file_still_opens(kind):
    export = Export(every_type.questionnaire(), version=1, language="de")

    data = written(export, kind, [])

    if kind is Format.JSON:
        assert json.loads(data) == []
    elif kind is Format.XLSX:
        book = openpyxl.load_workbook(io.BytesIO(data))
        assert [cell.value for cell in book["kind"][1]][-1] == "vorname"
    elif kind is Format.SPSS:
        assert "kind.sav" in zipfile.ZipFile(io.BytesIO(data)).namelist()
    else:
        assert b"vorname" in zipfile.ZipFile(io.BytesIO(data)).read("kind.csv")


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8")), min_size=2, max_size=2)))
def test_csv_gives_every_text_back(rows):
    file = io.BytesIO()

    write_rows(file, ["a", "b"], [list(row) for row in rows])

    text = file.getvalue().decode("utf-8-sig")
    _, *read = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    assert [[plain(cell) for cell in row] for row in read] == rows


def test_plain_csv_has_each_text_as_it_is(export, responses, expected):
    packed = zipfile.ZipFile(io.BytesIO(written(export, Format.CSV_PLAIN, responses)))

    for table in export.tables:
        text = packed.read(f"{table.name}.csv").decode()
        head, *rows = csv.reader(io.StringIO(text, newline=""))
        assert head == [column.name for column in table.columns]
        wanted = [["" if c is None else str(c) for c in row] for row in expected[table.name]]
        assert rows == wanted


def test_another_writer_writes_the_same_cells(export, expected, tmp_path):
    sheets = [(t.name, [c.name for c in t.columns], expected[t.name]) for t in export.tables]
    odd = [["=1+1", "http://a.de"], ["007", "_x0041_"], [" x ", "a\nb"], [0, 0.1], ["", None]]
    sheets.append(("odd", ["a", "b"], odd))

    spreadsheet.write_book(tmp_path / "ours.xlsx", sheets)
    by_xlsxwriter(tmp_path / "other.xlsx", sheets)

    assert cells_in(tmp_path / "ours.xlsx") == cells_in(tmp_path / "other.xlsx")


def by_xlsxwriter(path, sheets):
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    for name, headings, rows in sheets:
        sheet = book.add_worksheet(name[:31])
        for at, row in enumerate([headings, *rows]):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(at, column, cell)
                elif cell is not None:
                    sheet.write_number(at, column, cell)
    book.close()


def cells_in(path):
    """Sheet → place → type and value, of cells that are not empty."""
    return {
        sheet.title: {
            cell.coordinate: (cell.data_type, cell.value)
            for row in sheet
            for cell in row
            if cell.value not in (None, "")
        }
        for sheet in openpyxl.load_workbook(path)
    }


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+49 3904", "'+49 3904"),
        ("- Deutsch", "'- Deutsch"),
        ("@verein", "'@verein"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("'=1", "''=1"),
        ("'s war", "'s war"),
        ("1-2", "1-2"),
        ("", ""),
    ],
)
def test_only_what_looks_like_a_formula_is_defused(text, cell):
    assert defused(text) == cell
    assert plain(cell) == text


def test_a_negative_number_stays_a_number():
    file = io.BytesIO()

    write_rows(file, ["zahl"], [[-5], [-1.5], [1e-7], [None]])

    assert file.getvalue().decode("utf-8-sig").split("\r\n") == [
        "zahl",
        "-5",
        "-1,5",
        "1e-07",
        '""',
        "",
    ]


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("x" * 32_767, "x" * 32_767),
        ("x" * 32_768, "x" * 32_763 + " […]"),
        ("😀" * 16_384, "😀" * 16_381 + " […]"),
        ("a\x00b\x0bc\nd\te", "abc\nd\te"),
        (10**14, 10**14),
        (10**15, "1000000000000000"),
        (-1.5, -1.5),
        (None, None),
    ],
    ids=["fits", "too long", "two units each", "controls", "15 digits", "16", "decimal", "empty"],
)
def test_a_cell_holds_what_spreadsheets_can_hold(tmp_path, value, cell):
    spreadsheet.write_book(tmp_path / "x.xlsx", [("Blatt", ["a", "b"], [[value, "x"]])])

    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx").active
    assert sheet["A2"].value == cell


def test_names_of_sheets_fit_and_differ(tmp_path):
    names = ["a" * 40, "a" * 41, "B/c", "b_c"]

    spreadsheet.write_book(tmp_path / "x.xlsx", [(name, ["a"], [[1]]) for name in names])

    read = openpyxl.load_workbook(tmp_path / "x.xlsx").sheetnames
    assert read == ["a" * 31, "a" * 29 + "_2", "B_c", "b_c_2"]


@pytest.mark.parametrize(
    ("most", "says"), [("MOST_COLUMNS", "2 Spalten"), ("MOST_ROWS", "mehr als 1 Zeilen")]
)
def test_a_table_that_fits_no_sheet_is_refused_with_a_way_out(tmp_path, monkeypatch, most, says):
    monkeypatch.setattr(spreadsheet, most, 1)

    with pytest.raises(InvalidError, match=f"{says}.*wählen Sie CSV"):
        spreadsheet.write_book(tmp_path / "x.xlsx", [("Blatt", ["a", "b"], [[1, 2], [3, 4]])])
