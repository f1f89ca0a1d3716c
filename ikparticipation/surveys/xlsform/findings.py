"""What is wrong with a workbook, where, and what to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from ikparticipation.text import N_, translate

FILE = N_("Datei")
SHEET = N_("Blatt „%(sheet)s“")
COLUMN = N_("Blatt „%(sheet)s“, Spalte %(column)s")
ROW = N_("Blatt „%(sheet)s“, Zeile %(row)s")
CELL = N_("Blatt „%(sheet)s“, Zeile %(row)s, Spalte %(column)s")
CHARACTER = N_("Blatt „%(sheet)s“, Zeile %(row)s, Spalte %(column)s, Zeichen %(position)s")
DATA_FILE = N_("Datei „%(file)s“")
DATA_LINE = N_("Datei „%(file)s“, Zeile %(row)s")


class Severity(StrEnum):
    ERROR = "error"
    """The workbook cannot be used."""
    WARNING = "warning"
    """It can, and something in it is not as its author may think."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    severity: Severity
    message: str
    """A German msgid; `facts` fill its placeholders."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    sheet: str | None = None
    row: int | None = None
    """As the spreadsheet program counts: 1 is the row of the headings."""
    column: str | None = None
    """The letter of the column; in a Markdown table its number."""
    position: int | None = None
    """Which character of the cell a formula goes wrong at, counted from 1."""
    file: str | None = None
    """The name of a file that came with the workbook, if it is about that one."""

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR

    @property
    def as_warning(self) -> "Finding":
        return replace(self, severity=Severity.WARNING)

    def text(self, language: str) -> str:
        return translate(language, self.message, **self.facts)

    def place(self, language: str) -> str:
        """Return the place in words: „Blatt „survey“, Zeile 12, Spalte C“."""
        names = ("file", "sheet", "row", "column", "position")
        known = {name: value for name in names if (value := getattr(self, name)) is not None}
        return translate(language, _PLACES[tuple(known)], **known)


_PLACES: Mapping[tuple[str, ...], str] = {
    (): FILE,
    ("sheet",): SHEET,
    ("sheet", "column"): COLUMN,
    ("sheet", "row"): ROW,
    ("sheet", "row", "column"): CELL,
    ("sheet", "row", "column", "position"): CHARACTER,
    ("file",): DATA_FILE,
    ("file", "row"): DATA_LINE,
}


def letter(index: int) -> str:
    """Return the letter of a column counted from 0: 0 → A, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
