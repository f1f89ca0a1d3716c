"""Which formulas read an answer, and what comes up or goes away with it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import islice

from ikparticipation.surveys.xlsform.checking.outline import Outline
from ikparticipation.surveys.xlsform.checking.probing.goals import Budget, Goal
from ikparticipation.surveys.xlsform.checking.probing.search import can_hold
from ikparticipation.surveys.xlsform.checking.probing.world import Surface, computed_by
from ikparticipation.surveys.xlsform.expression import Expression
from ikparticipation.surveys.xlsform.questionnaire import Question, Questionnaire
from ikparticipation.surveys.xlsform.values import Value

MAX_FORMULAS = 10
MAX_BEHIND = 40
"""How many questions are watched behind one answer."""


class Branches:
    """Made once for all runs through a questionnaire."""

    def __init__(self, questionnaire: Questionnaire, surface: Surface | None = None) -> None:
        self.surface = surface or Surface(Outline(questionnaire))
        self._outline = self.surface.outline
        self._read_by: dict[str, tuple[Expression, ...]] = {}
        self._behind: dict[str, tuple[str, ...]] = {}
        self._solutions: dict[str, tuple[Value, ...]] = {}
        self._budget = Budget()

    def formulas(self, name: str) -> tuple[Expression, ...]:
        """Return the formulas elsewhere that read the answer, or what is computed from it."""
        if name not in self._read_by:
            self._read_by[name] = tuple(islice(self._reading(name), MAX_FORMULAS))
        return self._read_by[name]

    def _reading(self, name: str) -> Iterator[Expression]:
        waiting, seen = [name], {name}
        while waiting:
            for reader, tree in self._formulas.get(waiting.pop(0), ()):
                yield tree
                if reader not in seen and computed_by(self._outline[reader].question) is not None:
                    seen.add(reader)
                    waiting.append(reader)

    def behind(self, name: str) -> tuple[str, ...]:
        """Return the questions whose being shown may depend on an answer: the first ones."""
        if name not in self._behind:
            self._behind[name] = tuple(self._found_behind(name))
        return self._behind[name]

    def solutions(self, question: Question) -> Iterator[Value]:
        """Return an answer that satisfies the constraint, found by search; or none."""
        if question.constraint is None:
            return
        if question.name not in self._solutions:
            goals = [Goal(question.name, question.constraint.tree)]
            found = can_hold(self.surface, question.name, goals, self._budget, answered=True)
            value = (found.answers or {}).get(question.name)
            self._solutions[question.name] = () if value is None else (value,)
        yield from self._solutions[question.name]

    def _found_behind(self, name: str) -> Iterator[str]:
        waiting, seen, count = [name], {name}, 0
        while waiting and count < MAX_BEHIND:
            for reader in self._readers.get(waiting.pop(0), ()):
                if reader in seen:
                    continue
                seen.add(reader)
                spot = self._outline[reader]
                if computed_by(spot.question) is not None:
                    waiting.append(reader)
                if spot.element.relevant is not None:
                    shown = [s for s in (spot, *self._outline.inside(reader)) if s.question]
                    for each in shown:
                        if each.question and each.question.is_shown and count < MAX_BEHIND:
                            count += 1
                            yield each.name

    @cached_property
    def _readers(self) -> Mapping[str, list[str]]:
        """Question → elements whose relevance or calculation reads it."""
        readers: dict[str, list[str]] = defaultdict(list)
        for spot in self._outline:
            for formula in (spot.element.relevant, computed_by(spot.question)):
                for name in self._outline.seen_by(formula) if formula is not None else ():
                    readers[name].append(spot.name)
        return readers

    @cached_property
    def _formulas(self) -> Mapping[str, list[tuple[str, Expression]]]:
        formulas: dict[str, list[tuple[str, Expression]]] = defaultdict(list)
        for spot in self._outline:
            for aspect, formula in spot.formulas:
                if aspect in {"relevant", "calculation", "row_count"}:
                    for name in self._outline.seen_by(formula):
                        formulas[name].append((spot.name, formula.tree))
        return formulas
