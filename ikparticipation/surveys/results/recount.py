"""All counts from the stored documents: as exact as `counting`, for hundreds of thousands of them.

Documents are read and counted a few dozen at a time, because then answers do not leave the
processor's cache between being read and being counted: with a thousand at a time both take more
than twice as long.
"""

import gc
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import chain, repeat
from typing import Any, TypeVar

import orjson

from ikparticipation.surveys.results.keys import (
    ANSWERED,
    ASKED,
    RESPONSES,
    ROWS,
    WITH_ROWS,
    Counted,
    Counts,
    Kind,
    kind_of,
    value_key,
)
from ikparticipation.surveys.results.relevance import Record, Shape, Submitted, asked, records
from ikparticipation.surveys.results.relevance import shapes as shapes_of
from ikparticipation.surveys.results.signatures import Bundle, Evaluated, plan
from ikparticipation.surveys.xlsform.questionnaire import Questionnaire

AT_ONCE = 48
G = TypeVar("G", bound=Hashable)


Stored = tuple[str | bytes, datetime, str]
"""A frozen document as the database has it, when it was submitted, and its seed: `Submitted`."""


def recount(
    questionnaire: Questionnaire, stored: Iterable[tuple[G, str | bytes, datetime, str]]
) -> dict[G, Counts]:
    """Return the counts of each group of documents.

    `stored` has for each the group it is in (whatever its slices follow from), the JSON text,
    when it was submitted and its seed, as `Submitted`. Parts of a table may be counted in several
    processes and added by `total`.
    """
    with _uncollected():
        return _recounted(questionnaire, stored)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Leave garbage collection out: documents have no cycles, and it would look at each of them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _recounted(
    questionnaire: Questionnaire, stored: Iterable[tuple[G, str | bytes, datetime, str]]
) -> dict[G, Counts]:
    waiting: dict[G, list[Stored]] = {}
    counters: dict[G, Recounter] = {}
    shared = Shared(questionnaire)
    for group, text, at, seed in stored:
        batch = waiting.get(group)
        if batch is None:
            batch = waiting[group] = []
            counters[group] = Recounter(shared)
        batch.append((text, at, seed))
        if len(batch) == AT_ONCE:
            counters[group].add(batch)
            batch.clear()
    for group, batch in waiting.items():
        counters[group].add(batch)
    return {group: counter.counts() for group, counter in counters.items()}


class Shared:
    """What all groups of one questionnaire have in common: what was found out once for all."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        planned = plan(questionnaire)
        self.questionnaire = questionnaire
        self.shapes = shapes_of(questionnaire)
        self.rest = planned.rest
        self.evaluated = [Evaluated(questionnaire, bundle) for bundle in planned.bundles]


class Recounter:
    """Counts of one group, which grow."""

    def __init__(self, shared: Shared) -> None:
        self._questionnaire = shared.questionnaire
        self._rest = shared.rest
        self._responses = 0
        self._sums: Counter[Counted] = Counter()
        self._kinds = [
            _RecordCounts(
                shape, [each for each in shared.evaluated if each.bundle.shape.is_same(shape)]
            )
            for shape in shared.shapes
        ]

    def add(self, stored: Sequence[Stored]) -> None:
        if not stored:
            return
        documents = _read([each[0] for each in stored])
        self._responses += len(documents)
        for kind in self._kinds:
            kind.add(documents)
        if self._rest:
            for document, (_, at, seed) in zip(documents, stored, strict=True):
                submitted = Submitted(document, at, seed)
                for name, number in asked(self._questionnaire, submitted, self._rest).items():
                    self._sums[name, ASKED] += number

    def counts(self) -> Counts:
        found = Counter(self._sums)
        found[RESPONSES] += self._responses
        for kind in self._kinds:
            kind.tell(found)
        return {counted: number for counted, number in found.items() if number}


def _read(texts: Sequence[str | bytes]) -> list[Any]:
    if isinstance(texts[0], str):
        found = orjson.loads(f"[{','.join(texts)}]")  # type: ignore[arg-type]
    else:
        found = orjson.loads(b"[%b]" % b",".join(texts))  # type: ignore[arg-type]
    return found  # type: ignore[no-any-return]


class _RecordCounts:
    """Counts of the questions of one kind of record."""

    def __init__(self, shape: Shape, evaluated: Sequence[Evaluated]) -> None:
        self._shape = shape
        self._said = [(each, Counter[Any]()) for each in evaluated]
        self._values: dict[str, Counter[Any]] = {q.name: Counter() for q in shape.questions}
        self._sums: Counter[Counted] = Counter()
        self._columns = [
            (question.name, _COLUMN[kind_of(question)], self._values[question.name])
            for question in shape.questions
        ]

    def add(self, documents: list[Any]) -> None:
        paths = self._paths(documents)
        found = [path[-1] for path in paths]
        answers = [record["answers"] for record in found]
        for name, column, values in self._columns:
            answered = column(name, answers, values)
            if answered:
                self._sums[name, ANSWERED] += answered
        for evaluated, said in self._said:
            said.update(_said(evaluated.bundle, paths))
        for each in self._shape.repeats:
            numbers = [len(rows) for r in found if (rows := r.get("rows", {}).get(each.name))]
            self._sums[each.name, ROWS] += sum(numbers)
            self._sums[each.name, WITH_ROWS] += len(numbers)

    def _paths(self, documents: list[Any]) -> list[tuple[Record, ...]]:
        if not self._shape.chain:
            return [(each,) for each in documents]
        return [path for each in documents for path in records(each, self._shape.chain)]

    def tell(self, found: Counter[Counted]) -> None:
        """Add what was counted."""
        found.update(self._sums)
        for question in self._shape.questions:
            kind, name = kind_of(question), question.name
            for value, number in self._values[name].items():
                if value is not None:
                    found[name, value_key(kind, value)] += number
        for evaluated, said in self._said:
            for combination, number in said.items():
                for name in evaluated(combination):
                    found[name, ASKED] += number


def _said(bundle: Bundle, paths: list[tuple[Record, ...]]) -> Iterator[tuple[Any, ...]]:
    """Return for each record what its bundle needs to know."""
    columns = (
        [_hashable(path[depth]["answers"].get(name)) for path in paths]
        for depth, name in bundle.needs
    )
    return zip(*columns, strict=True) if bundle.needs else repeat((), len(paths))


def _hashable(value: Any) -> Any:
    """Return what can be counted; 1 and "1" stay two answers, as they are in JSON."""
    if isinstance(value, list):
        return tuple(value)
    return tuple(value.items()) if isinstance(value, dict) else value


# Columns: each counts one question's answers and returns how many, where only that is a sum


def _single(name: str, answers: list[Any], values: Counter[Any]) -> int:
    values.update(map(dict.get, answers, repeat(name)))
    return 0


def _several(name: str, answers: list[Any], values: Counter[Any]) -> int:
    given = list(filter(None, map(dict.get, answers, repeat(name))))
    values.update(chain.from_iterable(given))
    return len(given)


def _ranked(name: str, answers: list[Any], values: Counter[Any]) -> int:
    given = list(filter(None, map(dict.get, answers, repeat(name))))
    values.update(chain.from_iterable(enumerate(order, start=1) for order in given))
    return len(given)


def _filled(name: str, answers: list[Any], _values: Counter[Any]) -> int:
    return sum(name in each for each in answers)


Column = Callable[[str, list[Any], Counter[Any]], int]
_COLUMN: dict[Kind, Column] = {
    Kind.CHOICE: _single,
    Kind.CHOICES: _several,
    Kind.RANK: _ranked,
    Kind.NUMBER: _single,
    Kind.MONTH: _single,
    Kind.HOUR: _single,
    Kind.FILLED: _filled,
}


def total(parts: Iterable[Counts]) -> Counts:
    """Return the sum of several counts."""
    found: Counter[Counted] = Counter()
    for part in parts:
        found.update(part)
    return dict(found)
