"""Writing a whole inventory: one JSON array, or the zipped tabular data package.

Both are written entry by entry into a file, so that memory does not grow with the inventory; the
same content gives the same bytes.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import IO, Any, Self

import orjson

from ikparticipation.inventory.hsds.tables import TABLES, flattened, is_shared

Document = dict[str, Any]
_ROOM = 1_000_000
"""Bytes of a table that are kept in memory before it goes to disk."""
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def write_json(documents: Iterable[Document], file: IO[bytes]) -> None:
    """Write the documents as one array, each on a line of its own."""
    before = b"[\n"
    for document in documents:
        file.write(before + orjson.dumps(document))
        before = b",\n"
    file.write(b"[]\n" if before == b"[\n" else b"\n]\n")


class PackageWriter:
    """Collects documents in tables; `finish` zips them."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._files: dict[str, IO[bytes]] = {}
        self._seen: dict[str, set[str]] = {}

    def __enter__(self) -> Self:
        for name, table in TABLES.items():
            spooled: Any = SpooledTemporaryFile(max_size=_ROOM)
            self._files[name] = self._stack.enter_context(spooled)
            self._write(name, list(table.columns))
            self._seen[name] = set()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def add(self, kind: str, document: Document) -> None:
        """Take in a nested document; rows that many point to are written once."""
        for name, row in flattened(kind, document):
            if is_shared(name):
                if row["id"] in self._seen[name]:
                    continue
                self._seen[name].add(row["id"])
            self._write(name, [_cell(row.get(column)) for column in TABLES[name].columns])

    def finish(self, file: IO[bytes], descriptor: Mapping[str, Any]) -> None:
        """Write the package."""
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            about = orjson.dumps(descriptor, option=orjson.OPT_INDENT_2)
            archive.writestr(_member("datapackage.json"), about)
            for name, table in TABLES.items():
                spooled = self._files[name]
                spooled.seek(0)
                with archive.open(_member(table.path), "w") as member:
                    while block := spooled.read(_ROOM):
                        member.write(block)

    def _write(self, name: str, cells: Iterable[str]) -> None:
        line = io.StringIO()
        csv.writer(line, lineterminator="\r\n").writerow(cells)
        self._files[name].write(line.getvalue().encode())


def _member(path: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(path, _LONG_AGO)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def _cell(value: Any) -> str:
    return "" if value is None else str(value)
