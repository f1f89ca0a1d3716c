"""From documents to the rows of tables, one response after the other."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from operator import itemgetter
from typing import Any, NamedTuple

import orjson

from ikparticipation.surveys.exports.asking import Chain, NotAsked
from ikparticipation.surveys.exports.tables import Column, Table
from ikparticipation.surveys.results.relevance import Asked, Record, Submitted
from ikparticipation.surveys.xlsform.carrying import Said
from ikparticipation.surveys.xlsform.document import Document
from ikparticipation.surveys.xlsform.question import FILES, QuestionType
from ikparticipation.surveys.xlsform.questionnaire import Questionnaire

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
    seed: str
    """What chance hangs on in its formulas, as `engine.State` had it."""
    received_on: date | None = None
    """Of paper and telephone."""

    @property
    def about(self) -> Line:
        """Return what is known of it besides the answers: the columns `tables.OF_RESPONSE`."""
        at = self.submitted_at
        moment = (at if at.tzinfo is UTC else at.astimezone(UTC)).isoformat(timespec="seconds")
        came = self.received_on.isoformat() if self.received_on else None
        return [*self[:5], moment, self.review, int(self.is_late), self.channel, came]


class Rows:
    """Turns one response into its rows of all tables."""

    def __init__(self, questionnaire: Questionnaire, tables: tuple[Table, ...]) -> None:
        self._not_asked = NotAsked(questionnaire)
        self._can_hide = tables[0].not_asked_at is not None
        self._anything_hides = any(table.not_asked_at is not None for table in tables)
        self._line = line_of(tables[0])
        names = [tuple(repeat.name for repeat in table.chain) for table in tables]
        self._inner: dict[str, list[_Inner]] = {}
        for table, chain in zip(tables[1:], names[1:], strict=True):
            around = chain[-2] if len(chain) > 1 else ""
            can_hide = table.not_asked_at is not None
            inner = _Inner(table.name, chain, can_hide, line_of(table))
            self._inner.setdefault(around, []).append(inner)

    def of(self, answered: Answered) -> tuple[Line, list[tuple[str, Line]]]:
        """Return the row of the response, and table and row of each row in it."""
        document = orjson.loads(answered.document)
        line = answered.about
        asked = self._asked(answered, document)
        if self._can_hide:
            line.append(self._hidden((), (document,), asked))
        line += self._line(document["answers"])
        if not self._inner or not (document.get("rows") or document.get("ended")):
            return line, []
        return line, list(self._rows((document,), "", answered.response_id, asked))

    def _asked(self, answered: Answered, document: Document) -> Asked | None:
        if not self._anything_hides:
            return None
        return self._not_asked.asked(Submitted(document, answered.submitted_at, answered.seed))

    def _hidden(self, chain: Chain, path: tuple[Record, ...], asked: Asked | None) -> str | None:
        if asked is None:
            return None
        return " ".join(self._not_asked.names(chain, path, asked)) or None

    def _rows(
        self, path: tuple[Record, ...], around: str, response: str, asked: Asked | None
    ) -> Iterator[tuple[str, Line]]:
        parent = path[-1]["id"] if around else None
        for inner in self._inner.get(around, ()):
            rows = path[-1].get("rows", {}).get(inner.chain[-1], ())
            for number, row in enumerate(rows, start=1):
                here = (*path, row)
                keys: Line = [response, row["id"], parent, number, row.get("said")]
                if inner.can_hide:
                    keys.append(self._hidden(inner.chain, here, asked))
                yield inner.table, keys + inner.line(row["answers"])
                yield from self._rows(here, inner.chain[-1], response, asked)
            for row in path[-1].get("ended", {}).get(inner.chain[-1], ()):
                yield from self._ended(inner, row, parent, response)

    def _ended(
        self, inner: "_Inner", row: Record, parent: str | None, response: str
    ) -> Iterator[tuple[str, Line]]:
        """Return a row that is no more, and those in it, as they stood last time.

        Nothing was asked about them but whether they go on, so they have no number.
        """
        keys: Line = [response, row["id"], parent, None, Said.ENDED.value]
        if inner.can_hide:
            keys.append(None)
        yield inner.table, keys + inner.line(row["answers"])
        for below in self._inner.get(inner.chain[-1], ()):
            name = below.chain[-1]
            for each in (*row.get("rows", {}).get(name, ()), *row.get("ended", {}).get(name, ())):
                yield from self._ended(below, each, row["id"], response)


class _Inner(NamedTuple):
    table: str
    chain: Chain
    can_hide: bool
    """Whether some of its questions are not always asked."""
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
