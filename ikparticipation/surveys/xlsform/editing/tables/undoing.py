"""The way back from one state of the sheets to the one before, as small as it can be."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from ikparticipation.surveys.xlsform.editing.errors import EditError
from ikparticipation.surveys.xlsform.editing.tables.sheets import (
    Row,
    Sheets,
    Table,
    rows_from_json,
)
from ikparticipation.text import N_


@dataclass(frozen=True)
class Splice:
    """In the place of `count` rows from `start` on (of the later state) stood `rows`."""

    start: int
    count: int
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class SheetPatch:
    name: str
    was_there: bool
    """Whether there was such a sheet at all."""
    headings: tuple[str, ...] | None
    """Those it had; None: the same."""
    splices: tuple[Splice, ...]
    """From the top to the bottom."""
    rows_after: int
    """How many rows there are before the way back; tells whether it fits."""


@dataclass(frozen=True)
class Patch:
    sheets: tuple[SheetPatch, ...]

    def to_json(self) -> dict[str, Any]:
        return {"sheets": [_sheet_to_json(sheet) for sheet in self.sheets]}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Patch":
        return cls(tuple(_sheet_from_json(sheet) for sheet in stored["sheets"]))


def reversal(before: Sheets, after: Sheets) -> Patch:
    """Return what leads from `after` back to `before`."""
    names = dict.fromkeys((*before.tables, *after.tables))
    return Patch(
        tuple(
            _sheet_patch(name, name in before.tables, before.table(name), after.table(name))
            for name in names
            if before.tables.get(name) != after.tables.get(name)
        )
    )


def _sheet_patch(name: str, was_there: bool, before: Table, after: Table) -> SheetPatch:  # noqa: FBT001
    headings = None if before.headings == after.headings else before.headings
    splices = tuple(_splices(before.rows, after.rows))
    return SheetPatch(name, was_there, headings, splices, len(after.rows))


def _splices(before: Sequence[Row], after: Sequence[Row]) -> Iterator[Splice]:
    for tag, b1, b2, a1, a2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            yield Splice(a1, a2 - a1, tuple(before[b1:b2]))


def undo(sheets: Sheets, patch: Patch) -> Sheets:
    """Return the sheets as they were before; EditError if the patch is not for these."""
    for each in patch.sheets:
        table = sheets.table(each.name)
        if len(table.rows) != each.rows_after:
            raise EditError(NOT_FITTING)
        if each.was_there:
            sheets = sheets.with_table(each.name, _restored(table, each))
        else:
            tables = {name: t for name, t in sheets.tables.items() if name != each.name}
            sheets = replace(sheets, tables=tables)
    return sheets


def _restored(table: Table, patch: SheetPatch) -> Table:
    rows = list(table.rows)
    for splice in reversed(patch.splices):
        rows[splice.start : splice.start + splice.count] = splice.rows
    headings = table.headings if patch.headings is None else patch.headings
    return Table(headings, tuple(rows))


def _sheet_to_json(sheet: SheetPatch) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "was_there": sheet.was_there,
        "headings": None if sheet.headings is None else list(sheet.headings),
        "rows_after": sheet.rows_after,
        "splices": [
            [splice.start, splice.count, [[row.id, *row.cells] for row in splice.rows]]
            for splice in sheet.splices
        ],
    }


def _sheet_from_json(stored: Mapping[str, Any]) -> SheetPatch:
    headings = stored["headings"]
    return SheetPatch(
        stored["name"],
        stored["was_there"],
        None if headings is None else tuple(headings),
        tuple(
            Splice(start, count, rows_from_json(rows)) for start, count, rows in stored["splices"]
        ),
        stored["rows_after"],
    )


NOT_FITTING = N_(
    "Dieser Schritt lässt sich nicht mehr zurücknehmen. Bitte laden Sie die Seite neu."
)
