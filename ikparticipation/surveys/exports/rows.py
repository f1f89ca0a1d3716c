"""From documents to the rows of tables, one response after the other."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any, NamedTuple

import orjson

from ikparticipation.surveys.exports.tables import Column, Table
from ikparticipation.surveys.xlsform.question import FILES, QuestionType

Value = str | int | float | None
Line = list[Value]
Answers = Mapping[str, Any]


class Answered(NamedTuple):
    """One response as it is exported."""

    response_id: str
    organisation: str
    kind: str
    municipality: str
    ags: str
    submitted_at: datetime
    review: str
    is_late: bool
    channel: str
    document: str | bytes
    """The answers document, as JSON."""

    @property
    def about(self) -> Line:
        """Return what is known of it besides the answers: the columns `tables.OF_RESPONSE`."""
        moment = self.submitted_at.astimezone(UTC).isoformat(timespec="seconds")
        return [*self[:5], moment, self.review, int(self.is_late), self.channel]


class Rows:
    """Turns one response into its rows of all tables."""

    def __init__(self, tables: tuple[Table, ...]) -> None:
        self._line = line_of(tables[0])
        names = [tuple(repeat.name for repeat in table.chain) for table in tables]
        self._inner: dict[str, list[_Inner]] = {}
        for table, chain in zip(tables[1:], names[1:], strict=True):
            around = chain[-2] if len(chain) > 1 else ""
            inner = _Inner(table.name, chain[-1], line_of(table))
            self._inner.setdefault(around, []).append(inner)

    def of(self, answered: Answered) -> tuple[Line, list[tuple[str, Line]]]:
        """Return the row of the response, and table and row of each row in it."""
        document = orjson.loads(answered.document)
        line = answered.about + self._line(document["answers"])
        if not self._inner or not document.get("rows"):
            return line, []
        return line, list(self._rows(document, "", answered.response_id, None))

    def _rows(
        self, record: Mapping[str, Any], around: str, response: str, parent: str | None
    ) -> Iterator[tuple[str, Line]]:
        for inner in self._inner.get(around, ()):
            for number, row in enumerate(record.get("rows", {}).get(inner.repeat, ()), start=1):
                keys = [response, row["id"], parent, number]
                yield inner.table, keys + inner.line(row["answers"])
                yield from self._rows(row, inner.repeat, response, row["id"])


class _Inner(NamedTuple):
    table: str
    repeat: str
    line: Callable[[Answers], Line]


def line_of(table: Table) -> Callable[[Answers], Line]:
    """Return what makes the cells of a table's questions out of the answers of a record.

    Most cells are the answers themselves, so these are fetched at once; only those that have to
    be taken apart cost a call each.
    """
    asked = [column for column in table.columns if column.placed is not None]
    names = [column.placed.question.name for column in asked if column.placed is not None]
    changed = [(at, names[at], read) for at, c in enumerate(asked) if (read := _reader(c))]

    def line(answers: Answers) -> Line:
        cells = list(map(answers.get, names))
        for at, name, read in changed:
            if name in answers:
                cells[at] = read(answers[name])
        return cells

    return line


def _reader(column: Column) -> Callable[[Any], Value] | None:
    """Return how a cell is read from an answer; None: the answer is the cell."""
    if column.placed is None:
        return None
    type_, part = column.placed.question.type, column.part
    match type_:
        case QuestionType.GEOPOINT:
            return itemgetter(part)
        case QuestionType.RANK:
            return lambda names: names.index(part) + 1 if part in names else None
        case QuestionType.SELECT_MULTIPLE:
            return (lambda names: int(part in names)) if part else " ".join
    if type_ in FILES:
        return itemgetter("name")
    return _as_it_is if type_ in _COMPUTED else None


_COMPUTED = frozenset({QuestionType.CALCULATE, QuestionType.HIDDEN})


def _as_it_is(value: Any) -> Value:
    return value if isinstance(value, str | int | float) else orjson.dumps(value).decode()
