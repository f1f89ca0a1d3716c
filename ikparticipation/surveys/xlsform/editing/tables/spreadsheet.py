"""The sheets as an Excel file, pleasant to read and to go on with in a spreadsheet program."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO

import xlsxwriter  # type: ignore[import-untyped]

from ikparticipation.surveys.xlsform.editing.tables.sheets import Sheets, Table

_CREATED = datetime(2024, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""A fixed day: the same sheets give the same bytes."""
_NARROW, _WIDE = 10, 60


def to_xlsx(sheets: Sheets) -> bytes:
    """Return a workbook that reads as the same sheets. All cells are text: 007 stays 007."""
    packed = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(packed, options) as book:
        book.set_properties({"created": _CREATED})
        for name, table in sheets.tables.items():
            _write(book, name, table)
    return packed.getvalue()


def _write(book: xlsxwriter.Workbook, name: str, table: Table) -> None:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    for index, width in enumerate(_widths(table)):
        sheet.set_column(index, index, width, text)
    for index, heading in enumerate(table.headings):
        if heading:
            sheet.write_string(0, index, heading, bold)
    for number, row in enumerate(table.rows, start=1):
        for index, cell in enumerate(row.cells):
            if cell:
                sheet.write_string(number, index, cell, text)
    sheet.freeze_panes(1, 0)


def _widths(table: Table) -> Iterator[int]:
    """Return the width of each column in characters: its longest line, within bounds."""
    columns = max(len(table.headings), *(len(row.cells) for row in table.rows), 0)
    lines = [table.headings, *(row.cells for row in table.rows)]
    for index in range(columns):
        longest = max(
            (
                len(line)
                for cells in lines
                for line in "".join(cells[index : index + 1]).split("\n")
            ),
            default=0,
        )
        yield min(max(longest + 2, _NARROW), _WIDE)
