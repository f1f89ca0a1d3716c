"""The sheets as the Markdown table of the XLSForm standard: one table, sheets one below another."""

import re
from collections.abc import Iterator, Sequence

from ikparticipation.surveys.xlsform.editing.errors import EditError
from ikparticipation.surveys.xlsform.editing.tables.sheets import Sheets, Table
from ikparticipation.text import N_

_RULE = re.compile(r"[:\s-]*")
"""What a row of such a table must not consist of: it would be a line between rows."""


def to_markdown(sheets: Sheets) -> str:
    """Return a text that reads as the same sheets; EditError where this kind of file cannot.

    A cell is one line there, and a table begins with its headings.
    """
    return "\n".join(line for name, table in sheets.tables.items() for line in _lines(name, table))


def _lines(name: str, table: Table) -> Iterator[str]:
    yield _line(name, 1, (name,), begin="")
    if table.rows or table.headings:
        yield _line(name, 1, table.headings)
    for number, row in enumerate(table.rows, start=2):
        yield _line(name, number, row.cells)


def _line(sheet: str, number: int, cells: Sequence[str], begin: str = "|") -> str:
    if any("\n" in cell for cell in cells):
        raise EditError(LINE_BREAK, sheet=sheet, row=number)
    if all(_RULE.fullmatch(cell) for cell in cells):
        raise EditError(NO_ROW, sheet=sheet, row=number)
    return " | ".join([begin, *(cell.replace("|", "\\|") for cell in cells), ""]).strip()


LINE_BREAK = N_(
    "Im Blatt „%(sheet)s“, Zeile %(row)s, hat ein Text mehrere Zeilen. Eine Markdown-Tabelle "
    "kennt das nicht. Bitte laden Sie die Excel-Datei herunter."
)
NO_ROW = N_(
    "Im Blatt „%(sheet)s“, Zeile %(row)s, steht nichts, was eine Markdown-Tabelle als Zeile "
    "erkennt. Bitte laden Sie die Excel-Datei herunter."
)
