"""What was not asked in a record: told apart from what was asked and not answered.

A frozen document does not say it, the questionnaire's formulas do (`results.relevance`). Most
conditions look at few answers, so each combination of these is evaluated once; only the others
cost an evaluation of the whole document.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ikparticipation.surveys.results.relevance import (
    Asked,
    Record,
    Shape,
    Submitted,
    conditional,
    records,
    shapes,
)
from ikparticipation.surveys.results.signatures import Bundle, Evaluated, plan
from ikparticipation.surveys.xlsform.questionnaire import Questionnaire

MOST_KNOWN = 10_000
"""Combinations that are remembered: where texts decide, nearly each document has its own."""

Chain = tuple[str, ...]
"""Names of the repeats around a record, the outermost first."""


class NotAsked:
    def __init__(self, questionnaire: Questionnaire) -> None:
        self._questionnaire = questionnaire
        planned, wanted = plan(questionnaire), conditional(questionnaire)
        self._kinds: dict[Chain, _Kind] = {}
        for shape in shapes(questionnaire):
            names = tuple(name for name in shape.names if name in wanted)
            known = [_Known(questionnaire, b) for b in planned.bundles if b.shape.is_same(shape)]
            if names:
                rest = tuple(name for name in names if name in planned.rest)
                self._kinds[_key(shape)] = _Kind(shape, names, known, rest)

    @property
    def remembered(self) -> int:
        """How many combinations are remembered at most for one bundle of questions."""
        return max((len(known) for kind in self._kinds.values() for known in kind.known), default=0)

    def asked(self, submitted: Submitted) -> Asked:
        """Return what `names` needs of a response; evaluates nothing yet."""
        return Asked(self._questionnaire, submitted)

    def names(self, chain: Chain, path: Sequence[Record], asked: Asked) -> list[str]:
        """Return what was not asked in the last record of a path, in the order of the form.

        Questions and repeats; never one that is answered all the same.
        """
        kind = self._kinds.get(chain)
        return kind.names_in(path, asked) if kind else []

    def of(self, submitted: Submitted) -> Iterator[tuple[str, str, list[str]]]:
        """Return repeat, row id and names of each record where something was not asked.

        Repeat and id of the document itself are blank.
        """
        asked = self.asked(submitted)
        for chain, kind in self._kinds.items():
            for path in records(submitted.document, kind.shape.chain):
                if names := kind.names_in(path, asked):
                    yield chain[-1] if chain else "", path[-1].get("id", ""), names


def _key(shape: Shape) -> Chain:
    return tuple(repeat.name for repeat in shape.chain)


class _Kind:
    """What may not be asked in one kind of record."""

    def __init__(
        self,
        shape: Shape,
        names: tuple[str, ...],
        known: "list[_Known]",
        rest: tuple[str, ...],
    ) -> None:
        self.shape = shape
        self._names, self.known, self._rest = names, known, rest

    def names_in(self, path: Sequence[Record], asked: Asked) -> list[str]:
        record = path[-1]
        hidden = {name for name in self._rest if not asked(name, record)}
        for known in self.known:
            hidden |= known(path)
        if not hidden:
            return []
        answers, rows = record["answers"], record.get("rows", {})
        return [
            name
            for name in self._names
            if name in hidden and name not in answers and not rows.get(name)
        ]


class _Known:
    """What is not asked of a bundle, by the answers that decide it."""

    def __init__(self, questionnaire: Questionnaire, bundle: Bundle) -> None:
        self._questionnaire, self._bundle = questionnaire, bundle
        self._forget()

    def _forget(self) -> None:
        self._evaluated = Evaluated(self._questionnaire, self._bundle)
        self._hidden: dict[tuple[Any, ...], frozenset[str]] = {}

    def __len__(self) -> int:
        return len(self._hidden)

    def __call__(self, path: Sequence[Record]) -> frozenset[str]:
        said = tuple(_hashable(path[d]["answers"].get(n)) for d, n in self._bundle.needs)
        if said not in self._hidden:
            if len(self._hidden) == MOST_KNOWN:
                self._forget()
            self._hidden[said] = frozenset(self._bundle.names).difference(self._evaluated(said))
        return self._hidden[said]


def _hashable(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    return tuple(value.items()) if isinstance(value, Mapping) else value
