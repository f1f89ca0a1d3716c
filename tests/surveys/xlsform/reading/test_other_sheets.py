"""Sheets that are not of the standard: kept as they are, and never in the way."""

import time
import zipfile
from io import BytesIO

import pytest
import xlsxwriter

from ikparticipation.surveys.xlsform.compile import read_workbook
from ikparticipation.surveys.xlsform.reading.workbook import open_workbook
from tests.surveys.xlsform.workbooks import changed, errors_in, told, warnings_in, xlsx

SURVEY = (("type", "name", "label"), ("text", "a", "A"))


def cells(data, name):
    """Return the rows of a sheet as they came, with the numbers of their lines."""
    sheet = open_workbook(data).sheets[name]
    return {1: sheet.headings} | {line.number: line.cells for line in sheet.lines}


def test_they_are_kept_in_the_order_of_the_workbook_and_under_their_names():
    data = xlsx({"Notizen A": (("x",),), "Survey": SURVEY, "leer": (), "Choices": (("name",),)})

    book = open_workbook(data)

    assert list(book.sheets) == ["Notizen A", "survey", "leer", "choices"]
    assert book.findings == ()


def test_their_cells_are_kept_as_they_are_seen():
    rows = (("Stand", 15083020.0, True), (), ("„so“", 1.5, "007"))

    found = cells(xlsx({"survey": SURVEY, "Notizen": rows}), "Notizen")

    assert found == {1: ("Stand", "15083020", "TRUE"), 3: ("„so“", "1.5", "007")}


def test_nothing_in_them_is_read_for_the_form():
    nonsense = (("type", "type", "label::Elbisch!"), ("xyzzy", "a b", "${nichts}"))

    assert warnings_in(xlsx({"survey": SURVEY, "alt": nonsense})) == []


def test_their_formulas_stay_as_text_and_that_is_told_once():
    data = BytesIO()
    with xlsxwriter.Workbook(data) as book:
        book.add_worksheet("survey").write_row(0, 0, SURVEY[0])
        book.get_worksheet_by_name("survey").write_row(1, 0, SURVEY[1])
        page = book.add_worksheet("Zahlen")
        page.write_formula("A1", "=1+1", None, 2)
        page.write_formula("A2", "=1/0", None, "#DIV/0!")
        page.write_array_formula("A3:A4", "{=SUM(B1:B2*2)}", None, 7)
        page.write_string("B5", "#N/A")

    found = warnings_in(data.getvalue())

    assert found == [
        (
            "Blatt „Zahlen“, Zeile 1, Spalte A",
            (
                "Dieses Blatt gehört nicht zum Fragebogen. Seine Formeln bleiben beim Bearbeiten "
                "nur als Text erhalten."
            ),
        )
    ]
    texts = [row[0] for row in cells(data.getvalue(), "Zahlen").values()]
    assert texts[:3] == ["=1+1", "=1/0", "=SUM(B1:B2*2)"]


@pytest.mark.parametrize(
    "rows",
    [
        [("x",)] * 5_002,
        [("x",) * 101],
        [("x" * 32_000,)] * 320,
    ],
    ids=["too many rows", "too many columns", "too much text"],
)
def test_what_is_too_big_is_left_out_and_told_and_the_form_is_read(rows):
    data = xlsx({"Rohdaten": rows, "survey": SURVEY, "Notizen": (("x",),)})

    result = read_workbook(data)

    assert result.questionnaire
    ((severity, place, text),) = [each for each in told(result) if "Rohdaten" in each[1]]
    assert (severity, place.partition(",")[0]) == ("warning", "Blatt „Rohdaten“")
    assert text.startswith("Dieses Blatt gehört nicht zum Fragebogen und ist zu groß")
    assert "Rohdaten" not in open_workbook(data).sheets


def test_what_is_wrong_with_the_form_comes_before_what_is_told_of_them():
    rows = (*SURVEY, ("txt", "b", "B"))
    data = xlsx({"Rohdaten": [("x",)] * 5_002, "survey": rows})

    places = [place for _, place, _ in told(read_workbook(data))]

    assert [place.partition(",")[0] for place in places] == ["Blatt „survey“", "Blatt „Rohdaten“"]


def test_two_sheets_of_one_name_are_refused():
    data = xlsx({"survey": SURVEY, "Notizen": (), " NOTIZEN": ()})

    assert errors_in(data) == [
        (
            "Blatt „ NOTIZEN“",
            "Ein Blatt mit diesem Namen gibt es zweimal. Bitte behalten Sie nur eines davon.",
        )
    ]


def test_a_name_that_excel_does_not_allow_is_refused_in_a_forged_file_too():
    data = xlsx({"survey": SURVEY, "Notizen": ()})
    with zipfile.ZipFile(BytesIO(data)) as archive:
        part = archive.read("xl/workbook.xml").replace(b"Notizen", b"Noti/zen")

    ((place, text),) = errors_in(changed(data, **{"xl/workbook.xml": part}))

    assert place == "Blatt „Noti/zen“"
    assert text.startswith("So kann ein Blatt in Excel nicht heißen.")


def test_very_many_sheets_with_cells_far_down_cost_little():
    data = BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        book.add_worksheet("survey").write_row(0, 0, SURVEY[0])
        book.get_worksheet_by_name("survey").write_row(1, 0, SURVEY[1])
        for number in range(400):
            book.add_worksheet(f"n{number}").write(1_048_575, 16_383, "weit weg")

    before = time.process_time()
    result = read_workbook(data.getvalue())

    assert time.process_time() - before < 4
    assert result.questionnaire
    assert len(open_workbook(data.getvalue()).sheets) == 31
    assert [f.text("de") for f in result.findings if f.text("de").startswith("Die Datei hat mehr")]
