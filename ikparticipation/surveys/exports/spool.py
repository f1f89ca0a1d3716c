"""Rows of several tables, met in one pass and written one table after the other.

Files hold tables one by one, while responses come with rows of all of them. Those of the repeats
wait on disk, so that memory does not grow with their number.
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from tempfile import TemporaryFile
from types import TracebackType
from typing import IO, Self

import orjson

from ikparticipation.surveys.exports.rows import Answered, Line, Rows
from ikparticipation.surveys.exports.tables import Table
from ikparticipation.surveys.xlsform.questionnaire import Questionnaire


class Spool:
    """A context: what waits on disk is deleted at its end."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        tables: tuple[Table, ...],
        answered: Iterable[Answered],
    ) -> None:
        self.questionnaire = questionnaire
        self.tables = tables
        self._answered = answered
        self._open = ExitStack()
        self._waiting: dict[str, IO[bytes]] = {}

    def __enter__(self) -> Self:
        for table in self.tables[1:]:
            self._waiting[table.name] = self._open.enter_context(_on_disk())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._open.close()

    def fill(self) -> None:
        """Let the rows of all tables wait on disk, for who reads them in another order."""
        first = self.tables[0].name
        file = self._waiting[first] = self._open.enter_context(_on_disk())
        for line in self._responses():
            file.write(orjson.dumps(line) + b"\n")

    def rows(self, table: Table) -> Iterator[Line]:
        """Return the rows of a table, once; unless filled, the first table's before all others."""
        return self._kept(table) if table.name in self._waiting else self._responses()

    def _responses(self) -> Iterator[Line]:
        rows = Rows(self.questionnaire, self.tables)
        for answered in self._answered:
            line, inner = rows.of(answered)
            for table, row in inner:
                self._waiting[table].write(orjson.dumps(row) + b"\n")
            yield line

    def _kept(self, table: Table) -> Iterator[Line]:
        file = self._waiting[table.name]
        file.seek(0)
        return map(orjson.loads, file)


def _on_disk() -> IO[bytes]:
    return TemporaryFile()
