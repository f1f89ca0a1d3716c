"""Filters of choices that leave nothing to choose from.

Tried are the answers that the filter looks at, in all combinations that let the question be
shown and in which they are answered: before that, an empty list is what its author wants.
"""

from collections.abc import Iterator, Mapping
from itertools import islice, product
from math import prod

from ikparticipation.surveys.xlsform.checking.outline import Spot
from ikparticipation.surveys.xlsform.checking.probing.goals import Goal
from ikparticipation.surveys.xlsform.checking.probing.search import Search, inputs_of
from ikparticipation.surveys.xlsform.checking.probing.trees import conjuncts
from ikparticipation.surveys.xlsform.checking.rules.subject import Subject, listed
from ikparticipation.surveys.xlsform.expression import (
    ExpressionError,
    Node,
    compile_predicate,
    from_rows,
)
from ikparticipation.surveys.xlsform.expression.grammar.syntax import walk
from ikparticipation.surveys.xlsform.findings import Finding
from ikparticipation.surveys.xlsform.questionnaire import Formula, Question
from ikparticipation.surveys.xlsform.values import value_label
from ikparticipation.text import N_, pick

MAX_CHOICES = 1_000
MAX_TRIES = 1_200
MAX_TOLD = 3
MAX_WORDS = 60
"""Of the list itself, tried where the filter looks at a text or a number."""


def findings(subject: Subject) -> Iterator[Finding]:
    for spot, question in subject.outline.questions:
        choice_filter = question.choice_filter
        if choice_filter is None or not question.choices:
            continue
        if len(question.choices) > MAX_CHOICES:
            subject.left_out.add(spot.name)
        elif not subject.is_never_shown(spot.name):
            yield from _Filter(subject, spot, question, choice_filter).findings()


class _Filter:
    def __init__(
        self, subject: Subject, spot: Spot, question: Question, choice_filter: Formula
    ) -> None:
        self._subject, self._spot, self._question = subject, spot, question
        conditions = [
            Goal(name, part)
            for name, formula in subject.outline.conditions(spot.name)
            for part in conjuncts(formula.tree)
        ]
        goal = Goal(spot.name, choice_filter.tree, is_filter=True)
        language = subject.questionnaire.default_language
        rows = [
            {**choice.columns, "name": choice.name, "label": pick(choice.labels, language)}
            for choice in question.choices
        ]
        words = dict.fromkeys(value for row in rows for value in row.values() if value)
        self._search = Search(
            subject.surface,
            spot.name,
            [goal, *conditions],
            subject.budget,
            hints=[*words][:MAX_WORDS],
        )
        self._own_inputs = inputs_of(subject.surface, spot.name, [goal])
        self._offered = compile_predicate(choice_filter.tree, self._search.world)
        world = self._search.world
        self._conditions = [(world.compiled(goal.tree), goal.name) for goal in conditions]
        self._items = from_rows(rows).children[0].children
        self._cost = len(self._items) * (4 + sum(1 for _ in walk(choice_filter.tree)))
        self._combinations = 0
        self._is_cut_short = False
        self._facts = {"formula": choice_filter.source}

    def findings(self) -> Iterator[Finding]:
        empty: dict[str, None] = {}
        is_empty = True
        for chosen in self._shown():
            if self._offers():
                is_empty = False
            else:
                empty[self._words(chosen)] = None
        if not empty or self._is_cut_short:
            return
        place, name = self._subject.place, self._spot.name
        is_sure = self._search.is_complete and self._combinations <= MAX_TRIES
        if not is_empty and not is_sure:
            return  # some word is in no list: that is no mistake
        if not is_empty:
            some = "; ".join([*empty][:MAX_TOLD]) + (" …" if len(empty) > MAX_TOLD else "")
            yield place.warning(SOMETIMES, name, "choice_filter", **self._facts, answers=some)
        elif not self._own_inputs:
            yield place.error(NOTHING_EVER, name, "choice_filter", **self._facts)
        else:
            told = place.error if is_sure else place.warning
            facts = self._facts | {"questions": listed(self._own_inputs)}
            yield told(NOTHING, name, "choice_filter", **facts)

    def _shown(self) -> Iterator[Mapping[str, int]]:
        """Return the sets of answers with which the question is shown, while there is budget."""
        for chosen in self._tries():
            if not self._subject.budget.spend(self._cost):
                self._subject.left_out.add(self._spot.name)
                self._is_cut_short = True
                return
            if self._is_shown(chosen):
                yield chosen

    def _tries(self) -> Iterator[Mapping[str, int]]:
        """Return places in the lists of samples, none of them that of „not answered“."""
        inputs = self._search.inputs
        lists = [range(1, len(self._search.samples(name))) or range(1) for name in inputs]
        self._combinations = prod(map(len, lists))
        for chosen in islice(product(*lists), MAX_TRIES):
            yield dict(zip(inputs, chosen, strict=True))

    def _is_shown(self, chosen: Mapping[str, int]) -> bool:
        world = self._search.world
        world.play({name: self._search.written(name)[at] for name, at in chosen.items()}, {})
        return all(world.holds(compiled, name) for compiled, name in self._conditions) and all(
            world.visible(name) for name in self._search.inputs
        )

    def _offers(self) -> bool:
        context = self._search.world.context(self._spot.name)
        try:
            offered: list[Node] = list(self._offered(context, self._items))
        except ExpressionError:
            return True  # as the form engine decides: all of them
        return bool(offered)

    def _words(self, chosen: Mapping[str, int]) -> str:
        return ", ".join(f"{n} = {self._label(n, chosen[n])}" for n in self._own_inputs)

    def _label(self, name: str, at: int) -> str:
        question = self._subject.outline[name].question
        value = self._search.samples(name)[at]
        if question is None or value is None:
            return "–"
        return value_label(question, value, self._subject.questionnaire.default_language)


NOTHING = N_(
    "Bei „%(name)s“ bleibt keine Antwort zur Wahl, was auch immer auf %(questions)s geantwortet "
    "wird. Bitte prüfen Sie „%(formula)s“ und die Spalten der Liste."
)
NOTHING_EVER = N_(
    "Bei „%(name)s“ bleibt nie eine Antwort zur Wahl. "
    "Bitte prüfen Sie „%(formula)s“ und die Spalten der Liste."
)
SOMETIMES = N_(
    "Bei „%(name)s“ bleibt keine Antwort zur Wahl, wenn gilt: %(answers)s. "
    "Bitte ergänzen Sie die Liste, oder zeigen Sie die Frage dann nicht."
)
