"""The files that come with a workbook: lists of answers and tables, as CSV or GeoJSON.

CSV: UTF-8, with or without byte order mark, separated by commas, semicolons or tabs. GeoJSON: the
properties of each feature; a point is the column `geometry`, "latitude longitude 0 0".
"""

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from typing import Any

from ikparticipation.surveys.xlsform.findings import Finding, Severity
from ikparticipation.surveys.xlsform.reading.sheets import MAX_COLUMNS, MAX_LINES
from ikparticipation.text import N_, cleaned, one_line

MAX_DATA = 2_000_000
"""Bytes; 5,000 places with their names and keys have a tenth of it."""
MAX_VALUE = 1_000

Row = Mapping[str, str]


@dataclass(frozen=True)
class DataFile:
    name: str
    rows: tuple[tuple[int, Row], ...] = ()
    """Line in the file and its cells by heading; blank cells are there, as ""."""
    columns: tuple[str, ...] = ()
    finding: Finding | None = None
    """Why it cannot be read; then it has no rows."""

    @property
    def stem(self) -> str:
        """Return what expressions call it: `cities` for cities.csv."""
        return stem(self.name)

    @property
    def keys(self) -> tuple[str, str]:
        """Return the columns of value and label, where nothing else is said."""
        return ("id", "title") if _is_geojson(self.name) else ("name", "label")

    def as_table(self) -> tuple[Row, ...]:
        return tuple(row for _, row in self.rows)


class _UnreadableFileError(Exception):
    def __init__(self, message: str, row: int | None = None, **facts: Any) -> None:
        super().__init__(message)
        self.message, self.row, self.facts = message, row, facts


def stem(name: str) -> str:
    return name.rpartition(".")[0] or name


def read_files(files: Mapping[str, bytes]) -> dict[str, DataFile]:
    """Read each of them. Whatever they hold, the answer is rows or a finding."""
    return {name: _read(name, data) for name, data in files.items()}


def _read(name: str, data: bytes) -> DataFile:
    try:
        rows = tuple(_reader(name)(_text(data)))
        columns = tuple(dict.fromkeys(column for _, row in rows for column in row))
    except _UnreadableFileError as refused:
        finding = file_error(refused.message, name, refused.row, **refused.facts)
        return DataFile(name, finding=finding)
    if len(columns) > MAX_COLUMNS:
        return DataFile(name, finding=file_error(TOO_WIDE, name, limit=MAX_COLUMNS))
    return DataFile(name, rows, columns)


def file_error(message: str, name: str, row: int | None = None, /, **facts: Any) -> Finding:
    return Finding(severity=Severity.ERROR, message=message, facts=facts, file=name, row=row)


def _is_geojson(name: str) -> bool:
    return name.casefold().endswith((".geojson", ".json"))


def _reader(name: str) -> Callable[[str], Iterator[tuple[int, Row]]]:
    if _is_geojson(name):
        return _features
    if name.casefold().endswith(".csv"):
        return _csv
    raise _UnreadableFileError(NO_DATA_FILE)


def _text(data: bytes) -> str:
    if len(data) > MAX_DATA:
        raise _UnreadableFileError(TOO_BIG, limit=MAX_DATA // 1_000_000)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _UnreadableFileError(NO_UTF8) from error


def _csv(text: str) -> Iterator[tuple[int, Row]]:
    first = text.partition("\n")[0]
    lines = csv.reader(StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    try:
        headings = [one_line(cell) for cell in next(lines, [])]
        if len(headings) > MAX_COLUMNS or len(set(headings)) < len(headings):
            raise _UnreadableFileError(BAD_HEADINGS, 1, limit=MAX_COLUMNS)
        filled = (cells for cells in lines if any(cell.strip() for cell in cells))
        for count, cells in enumerate(filled, start=1):
            padded = cells + [""] * (len(headings) - len(cells))
            yield _row(lines.line_num, count, dict(zip(headings, padded, strict=False)))
    except csv.Error as error:
        raise _UnreadableFileError(BROKEN_LINE, lines.line_num) from error


def _row(number: int, count: int, cells: Mapping[str, str]) -> tuple[int, Row]:
    if count > MAX_LINES or any(len(cell) > MAX_VALUE for cell in cells.values()):
        raise _UnreadableFileError(TOO_LONG, number, limit=MAX_LINES, length=MAX_VALUE)
    return number, {name: cleaned(cell).strip() for name, cell in cells.items() if name}


def _features(text: str) -> Iterator[tuple[int, Row]]:
    try:
        found = json.loads(text)
        features = found["features"]
        if not isinstance(features, list):
            raise _UnreadableFileError(NO_FEATURES)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _UnreadableFileError(NO_FEATURES) from error
    for number, feature in enumerate(islice(features, MAX_LINES + 1), start=1):
        if number > MAX_LINES or not isinstance(feature, dict):
            raise _UnreadableFileError(NO_FEATURES if number <= MAX_LINES else TOO_LONG_LIST)
        yield _row(number, number, _properties(feature))


def _properties(feature: Mapping[str, Any]) -> dict[str, str]:
    properties = feature.get("properties")
    inside = properties if isinstance(properties, dict) else {}
    cells = {str(name): _plain(value) for name, value in inside.items()}
    if "id" in feature:
        cells.setdefault("id", _plain(feature["id"]))
    return cells | _point(feature.get("geometry"))


def _plain(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _point(geometry: Any) -> dict[str, str]:
    at = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if not isinstance(at, list) or not all(isinstance(part, int | float) for part in at):
        return {}
    return {"geometry": f"{at[1]} {at[0]} 0 0"} if len(at) > 1 else {}


NO_DATA_FILE = N_("Diese Datei wird nicht gelesen. Möglich sind .csv und .geojson.")
TOO_BIG = N_("Die Datei ist größer als %(limit)s MB. Bitte kürzen Sie sie.")
TOO_WIDE = N_("Die Datei hat mehr als %(limit)s Spalten. Bitte entfernen Sie die übrigen.")
NO_UTF8 = N_(
    "Die Datei ist nicht in UTF-8 geschrieben. "
    "Bitte speichern Sie sie als „CSV UTF-8 (durch Trennzeichen getrennt)“."
)
BAD_HEADINGS = N_(
    "Jede Spalte braucht eine eigene Überschrift, und es sind höchstens %(limit)s Spalten möglich."
)
BROKEN_LINE = N_("Diese Zeile lässt sich nicht lesen. Bitte prüfen Sie ihre Anführungszeichen.")
TOO_LONG = N_(
    "Eine Datei kann höchstens %(limit)s Zeilen haben und eine Zelle %(length)s Zeichen. "
    "Bitte kürzen Sie die Datei."
)
TOO_LONG_LIST = N_("Die Datei hat zu viele Einträge. Bitte kürzen Sie sie.")
NO_FEATURES = N_("Das ist kein GeoJSON mit einer Liste „features“. Bitte prüfen Sie die Datei.")
