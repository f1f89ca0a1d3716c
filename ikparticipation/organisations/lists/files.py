"""The bytes of a list as rows of text: CSV as programs write it, or the first sheet of an XLSX."""

import csv
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO, StringIO
from typing import Any

from ikparticipation.errors import InvalidError
from ikparticipation.text import N_, one_line

MAX_FILE = 5_000_000
MAX_LINES = 10_000
MAX_COLUMNS = 100
MAX_CELL = 1_000
"""Characters of one cell that are read."""

_MAX_BLANK = 5_000
_MAX_UNPACKED, _MAX_PARTS, _MAX_SMALL_PART = 25_000_000, 1_000, 1_000_000
_BIG_PARTS = ("xl/worksheets/", "xl/sharedstrings.xml")
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_DELIMITERS = ";\t,"

Rows = list[tuple[int, list[str]]]
"""Number of the row as a spreadsheet shows it, and its cells on one line each."""


class UnreadableListError(InvalidError):
    """The file as a whole cannot be taken."""


def rows_of(data: bytes) -> Rows:
    """Return the rows that are not blank; UnreadableListError where the file is refused."""
    if not data.strip():
        raise UnreadableListError(EMPTY)
    if len(data) > MAX_FILE:
        raise UnreadableListError(TOO_BIG, limit=MAX_FILE // 1_000_000)
    if data.startswith(_OLE):
        raise UnreadableListError(OLD_OR_LOCKED)
    rows = _told(_spreadsheet(data) if data.startswith(_ZIP) else _csv(data))
    if not rows:
        raise UnreadableListError(EMPTY)
    return rows


def _told(rows: Iterable[Sequence[str]]) -> Rows:
    found: Rows = []
    blank = 0
    for number, cells in enumerate(rows, start=1):
        texts = [one_line(cell[:MAX_CELL]) for cell in cells[:MAX_COLUMNS]]
        if not any(texts):
            blank += 1
            if blank > _MAX_BLANK:
                break
            continue
        blank = 0
        found.append((number, texts))
        if len(found) > MAX_LINES + _ABOVE:
            raise UnreadableListError(TOO_LONG, limit=MAX_LINES)
    return found


_ABOVE = 10
"""Rows for title and headings."""


def _csv(data: bytes) -> Iterator[list[str]]:
    text = _decoded(data)
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        yield from reader
    except csv.Error as error:  # else an open quotation mark would swallow what follows
        raise UnreadableListError(QUOTES, row=reader.line_num) from error


def _decoded(data: bytes) -> str:
    """Return the text: UTF-16 by its mark, UTF-8 if it is that, else Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise UnreadableListError(NO_LIST)
    return text


def _delimiter(text: str) -> str:
    """Return what sets most columns apart in the first rows; a semicolon where nothing does."""
    lines = [line for line in text.splitlines()[: _ABOVE * 2] if line.strip()][:_ABOVE]
    return max(_DELIMITERS, key=lambda sign: max(_columns(line, sign) for line in lines))


def _columns(line: str, sign: str) -> int:
    try:
        return len(next(csv.reader([line], delimiter=sign), []))
    except csv.Error:
        return 0


def _spreadsheet(data: bytes) -> Iterator[list[str]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - slow to import, and only staff upload

    _refuse_by_its_outside(data)
    try:
        with warnings.catch_warnings():  # openpyxl's, about styles we do not read
            warnings.simplefilter("ignore")
            book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
            sheet = next(each for each in book.worksheets if each.sheet_state == "visible")
            sheet.reset_dimensions()  # what the file says about its size is not to be relied on
            for row in sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True):
                yield [_text(value) for value in row]
    except Exception as error:  # a third party's parser on a stranger's file
        raise UnreadableListError(BROKEN) from error


def _refuse_by_its_outside(data: bytes) -> None:
    """Look at the table of contents only, before anything is unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableListError(BROKEN) from error
    names = {part.filename.casefold() for part in parts}
    if any(name.endswith("vbaproject.bin") for name in names):
        raise UnreadableListError(MACROS)
    if "xl/workbook.xml" not in names:
        raise UnreadableListError(NO_LIST)
    small = (p.file_size for p in parts if not p.filename.casefold().startswith(_BIG_PARTS))
    if (
        len(parts) > _MAX_PARTS
        or sum(part.file_size for part in parts) > _MAX_UNPACKED
        or max(small, default=0) > _MAX_SMALL_PART
    ):
        raise UnreadableListError(TOO_BIG, limit=MAX_FILE // 1_000_000)


def _text(value: Any) -> str:
    """Return a cell as its author reads it: a postcode 39340.0 is 39340."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


EMPTY = N_("Die Datei ist leer. Bitte wählen Sie die Liste als CSV oder Excel-Datei (.xlsx).")
TOO_BIG = N_(
    "Die Datei ist größer als %(limit)s MB. Bitte entfernen Sie Bilder und leere Blätter, oder "
    "teilen Sie die Liste."
)
TOO_LONG = N_("Die Liste hat mehr als %(limit)s Zeilen. Bitte teilen Sie sie auf mehrere Dateien.")
OLD_OR_LOCKED = N_(
    "Das ist eine alte Excel-Datei (.xls) oder eine mit Passwort. Bitte speichern Sie die Liste "
    "ohne Passwort als .xlsx oder CSV."
)
MACROS = N_("Die Datei enthält Makros. Bitte speichern Sie die Liste als .xlsx ohne Makros.")
BROKEN = N_(
    "Die Datei lässt sich nicht öffnen. Bitte speichern Sie die Liste noch einmal als .xlsx oder "
    "CSV."
)
QUOTES = N_(
    "Bis Zeile %(row)s stimmt ein Anführungszeichen nicht: es wird geöffnet, aber nicht richtig "
    "geschlossen. Bitte berichtigen Sie es, oder speichern Sie die Liste als .xlsx."
)
NO_LIST = N_("Das ist keine Liste. Bitte wählen Sie eine CSV- oder Excel-Datei (.xlsx).")
