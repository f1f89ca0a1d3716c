"""Files of strangers: JSON or a zipped data package, opened with care.

What comes out are nested documents of services and of organisations, each with the file and row
where it stood. Nothing is believed of the file: not its name, not what it says about its sizes.
"""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from lzma import LZMAError
from typing import Any

import orjson

from ikparticipation.inventory.hsds import faults
from ikparticipation.inventory.hsds.faults import Fault, UnreadableFileError
from ikparticipation.inventory.hsds.tables import TABLES, Tables, nested
from ikparticipation.text import N_, cleaned

Document = dict[str, Any]

MAX_FILE = 5_000_000
"""Bytes of the uploaded file."""
MAX_UNPACKED = 40_000_000
MAX_MEMBERS = 80
MAX_ROWS = 200_000
MAX_SERVICES = 5_000
MAX_FAULTS = 200
FILE, ROW = "\x00file", "\x00row"
"""Keys under which a document says where it stood; no field of a file is called so."""
_PATHS = {table.path: name for name, table in TABLES.items()}


@dataclass
class Opened:
    services: list[Document] = field(default_factory=list)
    organizations: list[Document] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def add_fault(self, file: str, row: int, words: str, about: str = "") -> None:
        if len(self.faults) < MAX_FAULTS:
            self.faults.append(Fault(file, row, words, cleaned(about)[:80]))


def opened(data: bytes) -> Opened:
    """Return what a file holds. UnreadableFileError: it is none, or too big, or not to be read."""
    if len(data) > MAX_FILE:
        raise UnreadableFileError(TOO_BIG, limit=MAX_FILE // 1_000_000)
    if not data.strip():
        raise UnreadableFileError(EMPTY)
    found = _package(data) if data.startswith(b"PK") else _json(data)
    if len(found.services) > MAX_SERVICES or len(found.organizations) > MAX_SERVICES:
        raise UnreadableFileError(TOO_MANY, limit=MAX_SERVICES)
    if not found.services and not found.organizations and not found.faults:
        raise UnreadableFileError(NOTHING)
    return found


def _json(data: bytes) -> Opened:
    try:
        document = orjson.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        raise UnreadableFileError(NO_JSON) from error
    found = Opened()
    for row, entry in enumerate(_entries(document), start=1):
        if not isinstance(entry, dict):
            found.add_fault("", row, faults.NO_ENTRY)
        elif "services" in entry or "status" not in entry:
            _organisation(entry, row, found)
        else:
            found.services.append(entry | {FILE: "", ROW: row})
    return found


def _entries(document: Any) -> list[Any]:
    """Return the list in a document: itself, a page of an interface, or a single entry."""
    if isinstance(document, list):
        return document
    if isinstance(document, dict):
        for name in ("contents", "services", "organizations"):
            if isinstance(document.get(name), list) and "id" not in document:
                return list(document[name])
        return [document]
    raise UnreadableFileError(NOTHING)


def _organisation(entry: Document, row: int, found: Opened) -> None:
    services = entry.get("services")
    own = {name: value for name, value in entry.items() if name != "services"}
    found.organizations.append(own | {FILE: "", ROW: row})
    for service in services if isinstance(services, list) else ():
        if isinstance(service, dict):
            found.services.append({"organization": own} | service | {FILE: "", ROW: row})
        else:
            found.add_fault("", row, faults.NO_ENTRY)


def _package(data: bytes) -> Opened:
    found, tables = Opened(), Tables()
    for path, text in _members(data):
        name = _PATHS[path]
        tables[name] = {}
        for row, cells in _rows(path, text, found):
            key = str(cells.get("id") or "").strip()
            if not key:
                found.add_fault(path, row, faults.NO_ID)
            elif key in tables[name]:
                found.add_fault(path, row, faults.TWICE, key)
            else:
                tables[name][key] = cells | {FILE: path, ROW: row}
        if sum(map(len, tables.values())) > MAX_ROWS:
            raise UnreadableFileError(TOO_MANY_ROWS, limit=MAX_ROWS)
    if "service" not in tables and "organization" not in tables:
        raise UnreadableFileError(NO_PACKAGE)
    found.services = nested("service", tables)
    found.organizations = nested("organization", tables)
    return found


def _members(data: bytes) -> Iterator[tuple[str, str]]:
    """Return path and text of the tables we know; each is read only as far as the room lasts."""
    left = MAX_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > MAX_MEMBERS:
                raise UnreadableFileError(NO_PACKAGE)
            seen = set[str]()
            for member in members:
                path = member.filename.rpartition("/")[2]
                if path not in _PATHS or path in seen:
                    continue
                seen.add(path)
                with archive.open(member) as file:
                    content = file.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise UnreadableFileError(UNPACKED, limit=MAX_UNPACKED // 1_000_000)
                yield path, _decoded(path, content)
    except (zipfile.BadZipFile, zlib.error, LZMAError, OSError, ValueError, EOFError) as error:
        raise UnreadableFileError(BROKEN) from error
    except (NotImplementedError, RuntimeError) as error:  # other packers, passwords
        raise UnreadableFileError(LOCKED) from error


def _decoded(path: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFileError(NOT_UTF8, file=path) from error


def _rows(path: str, text: str, found: Opened) -> Iterator[tuple[int, Document]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        heads = [head.strip() for head in next(reader, [])]
        if "id" not in heads:
            raise UnreadableFileError(NO_HEADS, file=path)
        for cells in reader:
            if len(cells) > len(heads):
                found.add_fault(path, reader.line_num, faults.CELLS)
            elif any(cells):
                yield reader.line_num, dict(zip(heads, cells, strict=False))
    except csv.Error as error:
        raise UnreadableFileError(NO_CSV, file=path, row=reader.line_num) from error


EMPTY = N_("Die Datei ist leer. Bitte wählen Sie eine HSDS-Datei (.json oder .zip).")
TOO_BIG = N_("Die Datei ist größer als %(limit)s MB. Bitte teilen Sie sie auf.")
UNPACKED = N_("Entpackt ist die Datei größer als %(limit)s MB. Bitte teilen Sie sie auf.")
TOO_MANY = N_("Die Datei hat mehr als %(limit)s Einträge. Bitte teilen Sie sie auf.")
TOO_MANY_ROWS = N_("Die Tabellen haben mehr als %(limit)s Zeilen. Bitte teilen Sie sie auf.")
NO_JSON = N_(
    "Die Datei ist weder JSON noch ein ZIP mit Tabellen. Bitte lassen Sie sich die Daten im "
    "Format HSDS 3.0 geben (Open Referral)."
)
NOTHING = N_("In der Datei stehen keine Angebote und keine Organisationen nach HSDS 3.0.")
NO_PACKAGE = N_(
    "Im ZIP fehlen services.csv und organizations.csv. Bitte packen Sie das ganze Datenpaket."
)
BROKEN = N_("Das ZIP ist beschädigt. Bitte laden Sie es noch einmal herunter oder packen es neu.")
LOCKED = N_("Das ZIP hat ein Passwort oder ist ungewöhnlich gepackt. Bitte packen Sie es neu.")
NOT_UTF8 = N_("%(file)s ist nicht in UTF-8 gespeichert. Bitte speichern Sie die Tabelle so.")
NO_HEADS = N_("In %(file)s fehlt die Spalte id. Ohne sie lässt sich die Tabelle nicht lesen.")
NO_CSV = N_("%(file)s lässt sich ab Zeile %(row)s nicht als CSV lesen. Bitte prüfen Sie die Zeile.")
