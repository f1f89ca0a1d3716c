"""The sheets of a draft: the only truth of a questionnaire that is being edited.

All columns stay, understood or not, so that editing loses nothing of an uploaded workbook. Every
row has an id that lives as long as the draft; it stands in the JSON and never in a file.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ikparticipation.surveys.xlsform.editing.errors import EditError
from ikparticipation.surveys.xlsform.reading.sheets import MAX_CELL, Workbook
from ikparticipation.text import N_, cleaned

FORMAT = 1
SURVEY, CHOICES, SETTINGS = "survey", "choices", "settings"
_NO_TEXT = {0xFFFE: None, 0xFFFF: None}
"""Code points that no XML, and so no Excel file, can hold."""


@dataclass(frozen=True)
class Row:
    id: str
    """`survey-12` for line 12 of the sheet as it came, `new-3` for a row of our own.

    In a sheet that is not of the standard, `sheet4-12`: it may be called anything.
    """
    cells: tuple[str, ...]
    """The last one is not blank."""

    def cell(self, index: int | None) -> str:
        """Return a cell; blank where there is no such column."""
        return self.cells[index] if index is not None and index < len(self.cells) else ""

    def with_cells(self, cells: Mapping[int, str]) -> "Row":
        width = max(len(self.cells), *(index + 1 for index in cells), 0)
        new = [cells.get(index, self.cell(index)) for index in range(width)]
        return self if tuple(new) == self.cells else replace(self, cells=trimmed(new))


@dataclass(frozen=True)
class Table:
    headings: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True)
class Sheets:
    tables: Mapping[str, Table]
    """By the name of the sheet, in the order of the workbook."""
    next_id: int = field(default=1, compare=False)
    """Never goes back, not even when a step is undone: an id means one row for ever."""

    def table(self, name: str) -> Table:
        return self.tables.get(name, Table())

    def with_table(self, name: str, table: Table) -> "Sheets":
        return replace(self, tables={**self.tables, name: table})

    def with_rows(self, name: str, rows: Iterable[Row]) -> "Sheets":
        return self.with_table(name, replace(self.table(name), rows=tuple(rows)))

    def with_row(self, name: str, row: Row) -> "Sheets":
        """Put a row in the place of the one with the same id."""
        return self.with_rows(name, (row if r.id == row.id else r for r in self.table(name).rows))

    def new_id(self) -> tuple["Sheets", str]:
        return replace(self, next_id=self.next_id + 1), f"new-{self.next_id}"

    def row(self, name: str, row_id: str) -> Row:
        """Return a row of a sheet; EditError when it is not there (any more)."""
        found = next((row for row in self.table(name).rows if row.id == row_id), None)
        if found is None:
            raise EditError(GONE)
        return found

    def sheet_of(self, row_id: str) -> str:
        """Return where a row stands, of the sheets that can be changed."""
        for name in (SURVEY, CHOICES, SETTINGS):
            if any(row.id == row_id for row in self.table(name).rows):
                return name
        raise EditError(GONE)

    @property
    def content(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        """Return what a file says: for each sheet its headings and its rows, without ids."""
        return {
            name: (table.headings, *(row.cells for row in table.rows))
            for name, table in self.tables.items()
        }

    def to_json(self) -> dict[str, Any]:
        sheets = [
            {
                "name": name,
                "headings": list(table.headings),
                "rows": [[row.id, *row.cells] for row in table.rows],
            }
            for name, table in self.tables.items()
        ]
        return {"format": FORMAT, "next": self.next_id, "sheets": sheets}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Sheets":
        """Return the sheets that `to_json` stored; ValueError for another format."""
        if stored.get("format") != FORMAT:
            raise ValueError(f"sheets format {stored.get('format')!r}")
        tables = {
            sheet["name"]: Table(tuple(sheet["headings"]), rows_from_json(sheet["rows"]))
            for sheet in stored["sheets"]
        }
        return cls(tables, stored["next"])


def rows_from_json(stored: Iterable[Sequence[str]]) -> tuple[Row, ...]:
    return tuple(Row(row_id, tuple(cells)) for row_id, *cells in stored)


def from_workbook(book: Workbook) -> Sheets:
    """Return everything that stands in a workbook; blank lines go."""
    tables = {}
    for number, (name, sheet) in enumerate(book.sheets.items(), start=1):
        known = name if name in {SURVEY, CHOICES, SETTINGS} else f"sheet{number}"
        rows = (Row(f"{known}-{line.number}", trimmed(line.cells)) for line in sheet.lines)
        tables[name] = Table(trimmed(sheet.headings), tuple(row for row in rows if row.cells))
    return Sheets(tables)


def trimmed(cells: Iterable[str]) -> tuple[str, ...]:
    """Return cells as a file keeps them, without the blank ones at the end."""
    kept = [tidy(cell) for cell in cells]
    while kept and not kept[-1]:
        kept.pop()
    return tuple(kept)


def tidy(text: str) -> str:
    """Return a cell's text as it comes back from a file; EditError when it is too long for one."""
    while (tidied := cleaned(text).translate(_NO_TEXT).strip()) != text:
        text = tidied  # a mark whose letter was taken away may find another one
    if len(text) > MAX_CELL:
        raise EditError(TOO_LONG, length=len(text), limit=MAX_CELL)
    return text


GONE = N_("Diese Zeile gibt es nicht mehr. Bitte laden Sie die Seite neu.")
TOO_LONG = N_(
    "Ihr Text hat %(length)s Zeichen, in eine Zelle passen %(limit)s. Bitte kürzen Sie ihn."
)
