"""Two questions crossed: how often which answers come together.

Small numbers stand as they are, because only staff see them, and of an anonymous wave nobody sees
a table that tells of a small group. For others the table goes through disclosure control first,
which marks cells as suppressed.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ikparticipation.errors import InvalidError
from ikparticipation.surveys.results.keys import Kind, is_blank, kind_of, value_key
from ikparticipation.surveys.results.relevance import (
    Asked,
    Record,
    Submitted,
    conditional,
    records,
)
from ikparticipation.surveys.results.tallies import Cell, Missing
from ikparticipation.surveys.xlsform.questionnaire import Placed, Question, Questionnaire, Words
from ikparticipation.text import N_, SOURCE_LANGUAGE

MOST_LINES = 60
"""A table with more rows or columns is not read by anyone."""


@dataclass(frozen=True)
class Line:
    """A row or a column: an answer, or why there is none."""

    key: str
    """Name of the choice, number, month, place and name …; of a text "answered"."""
    labels: Words
    missing: Missing | None = None


@dataclass(frozen=True, kw_only=True)
class CrossTable:
    """Non-response has its own row and column, the last ones: not answered, not asked.

    Sums count records (responses, or rows). Where several answers count each, cells add up to more.
    """

    first: Question
    second: Question
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    cells: tuple[tuple[Cell, ...], ...]
    row_sums: tuple[Cell, ...]
    column_sums: tuple[Cell, ...]
    total: Cell
    rows_add_up_to_more: bool
    """Whether a record can be in several rows."""
    columns_add_up_to_more: bool
    is_over_rows: bool

    def has_groups_below(self, least: int) -> bool:
        """Whether a cell tells of a group of fewer than so many; of nobody it may.

        Where a question takes several answers, who did not choose one is a group as well, told by
        the sum beside the cell. That all of a larger group say the same is not hidden.
        """
        return any(0 < number < least for number in self._groups())

    def _groups(self) -> Iterator[float]:
        total = self.total.number or 0
        for row, in_row in zip(self.cells, self.row_sums, strict=True):
            for cell, in_column in zip(row, self.column_sums, strict=True):
                both, one, other = (each.number or 0 for each in (cell, in_row, in_column))
                yield both
                if self.columns_add_up_to_more:
                    yield one - both
                if self.rows_add_up_to_more:
                    yield other - both
                if self.rows_add_up_to_more and self.columns_add_up_to_more:
                    yield total - one - other + both


def cross(
    questionnaire: Questionnaire, submitted: Iterable[Submitted], first: str, second: str
) -> CrossTable:
    """Return the table; first down, second across. InvalidError where it would mean nothing.

    Of questions asked once and in rows, the records are the rows, with the answers given once.
    """
    one, two = _placed(questionnaire, first), _placed(questionnaire, second)
    crossed = _Crossing(one, two, conditional(questionnaire) & {first, second})
    for each in submitted:
        crossed.add(each, Asked(questionnaire, each))
    return crossed.table()


def _placed(questionnaire: Questionnaire, name: str) -> Placed:
    placed = questionnaire.question(name)
    if placed is None or not placed.question.is_asked:
        raise InvalidError(NO_QUESTION)
    return placed


Key = str | Missing
"""An answer, as `value_key` has it with "=" before it; or why there is none."""

FILLED = "=answered"


class _Crossing:
    def __init__(self, one: Placed, two: Placed, hanging: frozenset[str]) -> None:
        longer, shorter = sorted((one.chain, two.chain), key=len, reverse=True)
        if longer[: len(shorter)] != shorter:
            raise InvalidError(OTHER_ROWS)
        self.one, self.two, self.chain, self.hanging = one, two, longer, hanging
        self.cells: Counter[tuple[Key, Key]] = Counter()
        self.row_sums: Counter[Key] = Counter()
        self.column_sums: Counter[Key] = Counter()
        self.total = 0

    def add(self, submitted: Submitted, asked: Asked) -> None:
        for path in records(submitted.document, self.chain):
            rows = tuple(self._keys(self.one, path, asked))
            columns = tuple(self._keys(self.two, path, asked))
            self.row_sums.update(rows)
            self.column_sums.update(columns)
            self.cells.update((row, column) for row in rows for column in columns)
            self.total += 1

    def _keys(self, placed: Placed, path: tuple[Record, ...], asked: Asked) -> Iterator[Key]:
        record, question = path[len(placed.chain)], placed.question
        value, kind = record["answers"].get(question.name), kind_of(question)
        if is_blank(value):
            hangs = question.name in self.hanging
            is_asked = not hangs or asked(question.name, record)
            yield Missing.NOT_ANSWERED if is_asked else Missing.NOT_ASKED
        elif kind is Kind.CHOICES:
            yield from (f"={name}" for name in value)
        elif kind is Kind.RANK:
            yield f"={value[0]}"
        else:
            yield FILLED if kind is Kind.FILLED else value_key(kind, value)

    def table(self) -> CrossTable:
        rows = _lines(self.one.question, self.row_sums)
        columns = _lines(self.two.question, self.column_sums)
        if max(len(rows), len(columns)) > MOST_LINES:
            raise InvalidError(TOO_MANY, limit=MOST_LINES)
        return CrossTable(
            first=self.one.question,
            second=self.two.question,
            rows=rows,
            columns=columns,
            cells=tuple(
                tuple(Cell(self.cells[_key(row), _key(column)]) for column in columns)
                for row in rows
            ),
            row_sums=tuple(Cell(self.row_sums[_key(row)]) for row in rows),
            column_sums=tuple(Cell(self.column_sums[_key(column)]) for column in columns),
            total=Cell(self.total),
            rows_add_up_to_more=kind_of(self.one.question) is Kind.CHOICES,
            columns_add_up_to_more=kind_of(self.two.question) is Kind.CHOICES,
            is_over_rows=bool(self.chain),
        )


def _key(line: Line) -> Key:
    return line.missing or f"={line.key}"


def _lines(question: Question, counted: Counter[Key]) -> tuple[Line, ...]:
    """Return all choices of the list, else what was answered in its order; non-response last."""
    found = [each[1:] for each in counted if not isinstance(each, Missing)]
    if kind_of(question) is Kind.NUMBER:
        found.sort(key=float)
    else:
        found.sort()
    listed = dict(question.choice_labels)
    answers = [*listed, *(key for key in found if key not in listed)]
    is_text = kind_of(question) is Kind.FILLED
    words = {key: {SOURCE_LANGUAGE: ANSWERED if is_text else key} for key in answers}
    lines = [Line(key, listed.get(key) or words[key]) for key in answers]
    missing = (each for each in WORDS if counted[each])
    return (*lines, *(Line("", {SOURCE_LANGUAGE: WORDS[each]}, each) for each in missing))


WORDS = {
    Missing.NOT_ANSWERED: N_("keine Angabe"),
    Missing.NOT_ASKED: N_("nicht gefragt"),
}
ANSWERED = N_("beantwortet")
NO_QUESTION = N_("Diese Frage gibt es im Fragebogen nicht. Bitte wählen Sie eine andere.")
OTHER_ROWS = N_(
    "Diese beiden Fragen stehen in verschiedenen Listen, deren Einträge nicht zusammengehören. "
    "Bitte wählen Sie zwei Fragen derselben Liste, oder eine, die einmal gestellt wird."
)
TOO_MANY = N_(
    "Diese Tabelle hätte mehr als %(limit)s Zeilen oder Spalten. "
    "Bitte wählen Sie Fragen mit weniger verschiedenen Antworten."
)
