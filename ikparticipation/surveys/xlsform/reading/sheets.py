"""A form as tables of text, whatever kind of file it was."""

import re
from dataclasses import dataclass
from typing import Any

from ikparticipation.surveys.xlsform.findings import Finding, Severity, letter
from ikparticipation.text import one_line

SHEETS = ("survey", "choices", "settings")
SHEETS_LATER = ("external_choices", "entities", "osm")

MAX_OTHER_SHEETS = 30
"""Sheets beside those of the standard; authors keep notes, lists and translations in some."""
MAX_LINES = 5_000
MAX_COLUMNS = 100
MAX_CELL = 32_767
"""Characters; as many as Excel itself allows."""
MAX_CHARACTERS = 10_000_000
"""Of all cells together: a text that is there once can be named by half a million cells."""


_LONGEST_NAME = 31
_IN_NO_NAME = re.compile(r"[\[\]:*?/\\\ufffe\uffff]")


def sheet_name(title: str) -> str:
    """Return what a sheet is called here: those of the standard in small letters."""
    name = one_line(title)
    folded = name.casefold()
    return folded if folded in {*SHEETS, *SHEETS_LATER} else name


def is_possible_name(name: str) -> bool:
    """Whether Excel allows a sheet to be called so; it counts a rare sign as two."""
    return (
        0 < len(name.encode("utf-16-le")) // 2 <= _LONGEST_NAME
        and not _IN_NO_NAME.search(name)
        and not name.startswith("'")
        and not name.endswith("'")
        and name.casefold() != "history"
    )


@dataclass(frozen=True)
class Line:
    number: int
    """As the program counts that the file is written with: 1 is the first line of the file."""
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    name: str
    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    heading_row: int = 1
    is_markdown: bool = False
    """Then columns are counted by number, and the first one names the sheet."""

    def column(self, index: int) -> str:
        """Return what a column is called, counted from 0."""
        return str(index + 2) if self.is_markdown else letter(index)


@dataclass(frozen=True)
class Workbook:
    sheets: dict[str, Sheet]
    """By name, in the order of the file; those that are not of the standard are kept as text."""
    findings: tuple[Finding, ...]


class UnreadableError(Exception):
    """The file is no form we open. Carries the finding that says so."""

    def __init__(self, message: str, *, row: int | None = None, **facts: Any) -> None:
        super().__init__(message)
        sheet = facts.pop("sheet", None)
        self.finding = Finding(
            severity=Severity.ERROR, message=message, facts=facts, sheet=sheet, row=row
        )


def refused(
    message: str, sheet: str, row: int | None = None, column: str | None = None, **facts: Any
) -> Finding:
    return Finding(
        severity=Severity.ERROR, message=message, facts=facts, sheet=sheet, row=row, column=column
    )
