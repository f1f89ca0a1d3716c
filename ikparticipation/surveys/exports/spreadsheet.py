"""XLSX: one sheet for each table, and the codebook.

Texts stay texts, whatever they look like. A cell of a spreadsheet holds at most 32,767 characters
and no control characters: what is longer is cut, with a mark at its end. Numbers of more than 15
digits are written as texts, because a spreadsheet would round them.

Written by rust_xlsxwriter, which keeps one row in memory: a million cells in 0.7 s, where
XlsxWriter needs 4.2 s in its own constant memory mode.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from rustpy_xlsxwriter import write_worksheets

from ikparticipation.errors import InvalidError
from ikparticipation.surveys.exports.rows import Line, Value
from ikparticipation.text import N_

MOST_CHARACTERS = 32_767
CUT = " […]"
MOST_COLUMNS = 16_384
MOST_ROWS = 1_048_576
_LONGEST_SHEET_NAME = 31
_LARGEST = 10**15
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
TOO_WIDE = N_(
    "Die Tabelle „%(name)s“ hat %(count)s Spalten, ein Tabellenblatt fasst %(most)s. "
    "Bitte wählen Sie CSV."
)
TOO_LONG = N_(
    "Die Tabelle „%(name)s“ hat mehr als %(most)s Zeilen, so viele fasst kein Tabellenblatt. "
    "Bitte wählen Sie CSV."
)

Sheet = tuple[str, Sequence[str], Iterable[Line]]
"""Name, headings, rows."""


def write_book(path: Path, sheets: Sequence[Sheet]) -> None:
    """Write the sheets in their order. Raises InvalidError when one holds more than fits."""
    names = _names([name for name, _, _ in sheets])
    records: list[tuple[str, Iterable[dict[str, Any]]]] = [
        (fresh, _records(name, headings, rows))
        for fresh, (name, headings, rows) in zip(names, sheets, strict=True)
    ]
    write_worksheets(records, str(path), freeze_panes={"general": {"row": 1, "col": 0}})


def _names(wanted: Sequence[str]) -> list[str]:
    found: list[str] = []
    for name in wanted:
        tidy = _FORBIDDEN.sub("_", name).strip("'")[:_LONGEST_SHEET_NAME]
        fresh, number = tidy, 1
        while fresh.casefold() in (other.casefold() for other in found):
            number += 1
            fresh = f"{tidy[: _LONGEST_SHEET_NAME - 1 - len(str(number))]}_{number}"
        found.append(fresh)
    return found


def _records(
    name: str, headings: Sequence[str], rows: Iterable[Line]
) -> Iterator[dict[str, Value]]:
    if len(headings) > MOST_COLUMNS:
        raise InvalidError(TOO_WIDE, name=name, count=len(headings), most=MOST_COLUMNS)
    number = 0
    for number, row in enumerate(rows, start=1):
        if number >= MOST_ROWS:
            raise InvalidError(TOO_LONG, name=name, most=MOST_ROWS)
        yield dict(zip(headings, map(fitting, row), strict=True))
    if not number:  # the headings are taken from the first row
        yield dict.fromkeys(headings)


def fitting(value: Value) -> Value:
    """Return what a cell can hold of a value."""
    if type(value) is str:
        if not value.isprintable():
            value = _CONTROLS.sub("", value)
        return value if 2 * len(value) <= MOST_CHARACTERS else _cut(value)
    if type(value) is int and abs(value) >= _LARGEST:
        return str(value)
    return value


def _cut(text: str) -> str:
    """Return what fits of a text; the limit counts UTF-16, where some letters are two."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * MOST_CHARACTERS:
        return text
    room = 2 * (MOST_CHARACTERS - len(CUT))
    return units[:room].decode("utf-16-le", "ignore") + CUT
