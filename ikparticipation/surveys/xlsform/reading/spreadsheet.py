"""An Excel file as sheets of text, or the reason why not.

Two libraries were tried. python-calamine lays a sheet out as one block and ends the whole process
on a file of 5 kB whose two cells are far apart; pyxform's own reader stops at gaps without saying
so and straightens „these“ quotation marks. openpyxl streams row by row, so the limits hold.
"""

import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from ikparticipation.surveys.xlsform.findings import Finding, Severity, letter
from ikparticipation.surveys.xlsform.reading.sheets import (
    MAX_CELL,
    MAX_CHARACTERS,
    MAX_COLUMNS,
    MAX_LINES,
    MAX_OTHER_SHEETS,
    SHEETS,
    SHEETS_LATER,
    Line,
    Sheet,
    UnreadableError,
    Workbook,
    is_possible_name,
    refused,
    sheet_name,
)
from ikparticipation.text import N_, cleaned

MAX_UNPACKED = 10_000_000
MAX_PART = 1_000_000
"""Of everything but sheets and their texts: a style sheet of 20 MB costs 17 s to read."""
_BIG_PARTS = ("xl/worksheets/", "xl/sharedstrings.xml")
MAX_PARTS = 1_000
MAX_BLANK_LINES = 20_000
"""How many in a row are read over; some sheets are formatted down to row 1,048,576."""
MAX_BLANK_LINES_ELSEWHERE = 1_000
"""In each of the many sheets that are not of the standard."""

_OLE = b"\xd0\xcf\x11\xe0"
_FORMULA, _FAULT = "f", "e"


def read_spreadsheet(data: bytes) -> Workbook:
    """Read the sheets of an XLSForm; UnreadableError when the file as a whole is refused."""
    from openpyxl import load_workbook  # noqa: PLC0415 - slow to import, and only staff upload

    _refuse_by_its_outside(data)
    try:
        with warnings.catch_warnings():  # openpyxl's, about styles we do not read
            warnings.simplefilter("ignore")
            return _read_all(load_workbook(BytesIO(data), read_only=True, keep_links=False))
    except UnreadableError:
        raise
    except Exception as error:  # a third party's parser on a stranger's file
        raise UnreadableError(BROKEN) from error


@dataclass
class _Reading:
    """What is found on the way, over all sheets."""

    findings: list[Finding] = field(default_factory=list)
    characters: int = 0


def _read_all(book: Any) -> Workbook:
    """Read the sheets of the standard first: what others hold must not use up their room."""
    reading = _Reading()
    pages = _pages(book.worksheets, reading)
    sheets = {name: _read(pages[name], name, reading) for name in pages if name in SHEETS}
    for name in [name for name in pages if name not in SHEETS]:
        try:
            sheets[name] = _read(pages[name], name, reading)
        except UnreadableError as full:
            reading.findings.append(full.finding)
    in_order = {name: sheets[name] for name in pages if name in sheets}
    return Workbook(in_order, tuple(reading.findings))


def _pages(pages: Iterable[Any], reading: _Reading) -> dict[str, Any]:
    """Return the sheets to read by name; what can be none goes to the findings."""
    found: dict[str, Any] = {}
    folded: set[str] = set()
    too_many: list[Finding] = []
    for page in pages:
        name = sheet_name(page.title)
        if name in SHEETS_LATER:
            reading.findings.append(refused(SHEET_LATER, page.title))
        elif not is_possible_name(name):
            reading.findings.append(refused(BAD_NAME, page.title))
        elif name.casefold() in folded:
            reading.findings.append(refused(SHEET_TWICE, page.title))
        elif name not in SHEETS and len(folded - {*SHEETS}) >= MAX_OTHER_SHEETS:
            too_many.append(refused(TOO_MANY_SHEETS, name, limit=MAX_OTHER_SHEETS))
        else:
            folded.add(name.casefold())
            found[name] = page
    reading.findings += too_many[:1]
    return found


def _refuse_by_its_outside(data: bytes) -> None:
    """Look at the table of contents only, before anything is unpacked."""
    if data.startswith(_OLE):
        raise UnreadableError(OLD_OR_LOCKED)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableError(NO_WORKBOOK) from error
    names = {part.filename.casefold() for part in parts}
    if any(name.endswith("vbaproject.bin") for name in names):
        raise UnreadableError(MACROS)
    if "[content_types].xml" not in names or "xl/workbook.xml" not in names:
        raise UnreadableError(NO_WORKBOOK)
    if _unpacks_too_big(parts):
        raise UnreadableError(UNPACKS_TOO_BIG)


def _unpacks_too_big(parts: Sequence[zipfile.ZipInfo]) -> bool:
    small = (p for p in parts if not p.filename.casefold().startswith(_BIG_PARTS))
    return (
        len(parts) > MAX_PARTS
        or sum(part.file_size for part in parts) > MAX_UNPACKED
        or any(part.file_size > MAX_PART for part in small)
    )


def _read(page: Any, name: str, reading: _Reading) -> Sheet:
    """Return the sheet as text; what cannot be taken as it stands goes to the findings."""
    rows = _rows(page)
    headings = _without_blank_ends(tuple(_texts(name, 1, next(rows, ()), reading)))
    lines: list[Line] = []
    blank = 0
    most_blank = MAX_BLANK_LINES if name in SHEETS else MAX_BLANK_LINES_ELSEWHERE
    for number, row in enumerate(rows, start=2):
        cells = tuple(_texts(name, number, row, reading))
        if any(cells):
            blank = 0
            lines.append(Line(number, _without_blank_ends(cells)))
            if len(lines) > MAX_LINES:
                reading.findings.append(refused(TOO_MANY_LINES, name, number, limit=MAX_LINES))
                break
        elif (blank := blank + 1) > most_blank:
            ends = refused(ENDS_HERE, name, number - blank)
            reading.findings.append(replace(ends, severity=Severity.WARNING))
            break
    return Sheet(name, headings, tuple(lines))


def _without_blank_ends(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Keep what a line says: a hundred blanks each of many thousand times are many megabytes."""
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return cells[:end]


def _rows(page: Any) -> Iterator[Sequence[Any]]:
    page.reset_dimensions()  # what the file says about its size is not to be relied on
    yield from page.iter_rows(max_col=MAX_COLUMNS + 1)


def _texts(sheet: str, number: int, row: Iterable[Any], reading: _Reading) -> Iterator[str]:
    for index, cell in enumerate(row):
        if cell.value is None:
            yield ""
            continue
        text = _text(cell.value)
        reading.characters += len(text)
        if reading.characters > MAX_CHARACTERS:
            raise UnreadableError(TOO_MUCH_TEXT, sheet=sheet, row=number, limit=MAX_CHARACTERS)
        message, facts = _what_is_wrong(cell.data_type, text, index)
        if message:
            place = (sheet, number, letter(index))
            reading.findings.append(refused(message, *place, **facts))
        yield text[:MAX_CELL]


def _what_is_wrong(data_type: str, text: str, index: int) -> tuple[str, dict[str, Any]]:
    if data_type == _FORMULA:
        return FORMULA, {}
    if data_type == _FAULT:
        return FAULT, {"value": text}
    if len(text) > MAX_CELL:
        return LONG_CELL, {"limit": MAX_CELL, "length": len(text)}
    if index >= MAX_COLUMNS and text:
        return TOO_MANY_COLUMNS, {"limit": MAX_COLUMNS}
    return "", {}


def _text(value: Any) -> str:
    """Return a cell's value as its author reads it: 15083020.0 is 15083020."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()  # a cell has no dates without a time
    if isinstance(value, datetime | time):
        return value.isoformat(timespec="seconds" if value.second else "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "ref"):  # a formula over several cells
        value = getattr(value, "text", None) or ""
    text = str(value)
    return text if len(text) > MAX_CELL else cleaned(text).strip()


UNPACKS_TOO_BIG = N_(
    "Die Datei ist ausgepackt zu groß. Bitte kopieren Sie nur die Blätter "
    "„survey“, „choices“ und „settings“ in eine neue Datei."
)
OLD_OR_LOCKED = N_(
    "Die Datei hat das alte Format .xls oder ein Kennwort. "
    "Bitte speichern Sie sie ohne Kennwort als .xlsx."
)
NO_WORKBOOK = N_("Das ist keine Excel-Datei. Bitte wählen Sie eine Datei, die auf .xlsx endet.")
MACROS = N_("Die Datei enthält Makros. Bitte speichern Sie sie ohne Makros als .xlsx.")
BROKEN = N_(
    "Die Excel-Datei ist beschädigt. Bitte öffnen Sie sie in Ihrem Tabellenprogramm "
    "und speichern Sie sie neu als .xlsx."
)
SHEET_TWICE = N_("Ein Blatt mit diesem Namen gibt es zweimal. Bitte behalten Sie nur eines davon.")
BAD_NAME = N_(
    "So kann ein Blatt in Excel nicht heißen. Bitte geben Sie ihm einen Namen "
    "mit höchstens 31 Zeichen ohne „[“, „]“, „:“, „*“, „?“, „/“ und „\\“."
)
TOO_MANY_SHEETS = N_(
    "Die Datei hat mehr als %(limit)s Blätter, die nicht zum Fragebogen gehören. Dieses und die "
    "folgenden fehlen, wenn Sie hier bearbeiten und die Datei herunterladen."
)
SHEET_LATER = N_("Dieses Blatt wird noch nicht unterstützt. Bitte entfernen Sie es.")
TOO_MANY_LINES = N_("Das Blatt hat mehr als %(limit)s Zeilen. Bitte kürzen Sie es.")
ENDS_HERE = N_("Nach dieser Zeile ist das Blatt leer. Was sehr viel tiefer steht, fehlt.")
TOO_MANY_COLUMNS = N_("Das Blatt hat mehr als %(limit)s Spalten. Bitte entfernen Sie die übrigen.")
LONG_CELL = N_(
    "In dieser Zelle stehen %(length)s Zeichen, erlaubt sind %(limit)s. Bitte kürzen Sie den Text."
)
FORMULA = N_("In dieser Zelle steht eine Formel. Bitte setzen Sie den Wert ein.")
FAULT = N_("In dieser Zelle steht ein Fehlerwert (%(value)s). Bitte setzen Sie den Wert ein.")
TOO_MUCH_TEXT = N_(
    "Alle Zellen zusammen haben mehr als %(limit)s Zeichen. Bitte kürzen Sie die Texte."
)
