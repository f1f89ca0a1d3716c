"""Sheets that are not of the standard: notes, lists, translations that authors keep.

Nothing in them is read. They stay as text, so that editing does not lose them; what is wrong with
one stops no form, and one that is too big is left out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ikparticipation.surveys.xlsform.findings import Finding, Severity
from ikparticipation.surveys.xlsform.reading.sheets import SHEETS, Workbook
from ikparticipation.surveys.xlsform.reading.spreadsheet import (
    FAULT,
    FORMULA,
    LONG_CELL,
    TOO_MANY_COLUMNS,
    TOO_MANY_LINES,
    TOO_MANY_SHEETS,
    TOO_MUCH_TEXT,
)
from ikparticipation.text import N_

_LIMITS = frozenset({LONG_CELL, TOO_MANY_COLUMNS, TOO_MANY_LINES, TOO_MUCH_TEXT})


def tolerant(book: Workbook) -> Workbook:
    """Return the workbook with what is wrong in other sheets told instead of refused."""
    too_big = {f.sheet for f in book.findings if f.message in _LIMITS} - {*SHEETS}
    sheets = {name: sheet for name, sheet in book.sheets.items() if name not in too_big}
    return Workbook(sheets, tuple(_told(book.findings)))


def _told(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Tell each thing once a sheet."""
    told: set[tuple[str, str | None]] = set()
    for finding in findings:
        message = _instead(finding.message)
        if finding.sheet is None or finding.sheet in SHEETS or not message:
            yield finding
        elif message != FAULT and (message, finding.sheet) not in told:
            told.add((message, finding.sheet))
            yield replace(finding, message=message, severity=Severity.WARNING)


def _instead(message: str) -> str:
    """Return what to say of another sheet; a wrong value there is nobody's business."""
    if message in _LIMITS:
        return LEFT_OUT
    kept = {TOO_MANY_SHEETS: TOO_MANY_SHEETS, FORMULA: AS_TEXT, FAULT: FAULT}
    return kept.get(message, "")


LEFT_OUT = N_(
    "Dieses Blatt gehört nicht zum Fragebogen und ist zu groß, um es mitzuführen. "
    "Wenn Sie hier bearbeiten und die Datei herunterladen, fehlt es darin."
)
AS_TEXT = N_(
    "Dieses Blatt gehört nicht zum Fragebogen. Seine Formeln bleiben beim Bearbeiten "
    "nur als Text erhalten."
)
