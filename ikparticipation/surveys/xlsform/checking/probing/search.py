"""Trying answers until formulas hold, within a budget.

First a few whole sets of answers; then one answer after the other is changed to what makes more
of the formulas hold; then, if there are few enough, all combinations. When none of them holds and
they stood for all there are, the formulas can never hold.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import product
from math import prod

from ikparticipation.surveys.xlsform.checking.probing import trees
from ikparticipation.surveys.xlsform.checking.probing.goals import Budget, Goal, Outcome
from ikparticipation.surveys.xlsform.checking.probing.world import (
    Surface,
    World,
    computed_by,
    is_fixed,
)
from ikparticipation.surveys.xlsform.checking.samples import samples_of
from ikparticipation.surveys.xlsform.expression import Expression, analysis
from ikparticipation.surveys.xlsform.expression.grammar.syntax import (
    Literal,
    NameTest,
    Root,
    walk,
)
from ikparticipation.surveys.xlsform.questionnaire import Question, QuestionType, Repeat
from ikparticipation.surveys.xlsform.values import Value, expression_value

MAX_TRIES = 3_000
"""Of one search."""
MAX_COMBINATIONS = 6_000
FEW = 60
"""So few combinations are tried one after the other, without any cleverness."""
MOST_INPUTS = 24
"""A formula that hangs on more questions than this, one behind the other, is not searched."""
WHOLE_SETS = 4
ROWS = (1, 2, 0, 3, 6)
MOST_ROWS = 40


def can_hold(
    surface: Surface, asker: str, goals: Sequence[Goal], budget: Budget, *, answered: bool = False
) -> Outcome:
    """Look for answers at which all goals hold, seen from `asker`.

    Goals that have no question in common are looked at apart. With `answered`, the asker itself
    is a question that must have an answer: `.` in its constraint.
    """
    found: dict[str, Value | None] = {}
    rows: dict[str, int] = {}
    tried = 0
    for related in _related(surface, asker, goals):
        inputs = inputs_of(surface, asker, related)
        if len(inputs) > MOST_INPUTS:
            return Outcome(answers=None, tried=tried, inputs=inputs, is_cut_short=True)
        outcome = Search(surface, asker, related, budget, answered=answered).run()
        tried += outcome.tried
        if outcome.answers is None:
            return outcome
        found |= outcome.answers
        rows |= outcome.rows
    return Outcome(answers=found, rows=rows, tried=tried, inputs=tuple(found))


def _related(surface: Surface, asker: str, goals: Sequence[Goal]) -> Iterator[list[Goal]]:
    groups: list[tuple[set[str], list[Goal]]] = []
    for goal in goals:
        names = set(inputs_of(surface, asker, [goal]))
        together = [group for group in groups if group[0] & names]
        groups = [group for group in groups if not group[0] & names]
        merged = [g for _, others in together for g in others]
        groups.append((names.union(*(group[0] for group in together)), [*merged, goal]))
    return (related for _, related in groups)


def inputs_of(surface: Surface, asker: str, goals: Sequence[Goal]) -> tuple[str, ...]:
    """Return the questions whose answers the goals depend on."""
    names = surface.depends_on(_seen(surface, goals))
    own = (asker,) if any(goal.is_about_itself for goal in goals) else ()
    return tuple(dict.fromkeys((*own, *(name for name in names if _is_input(surface, name)))))


def _seen(surface: Surface, goals: Sequence[Goal]) -> tuple[str, ...]:
    named = {name for goal in goals for name in goal.seen}
    return tuple(sorted(name for name in named if name in surface.outline))


def _is_input(surface: Surface, name: str) -> bool:
    question = surface.outline[name].question
    return question is not None and _may_vary(question)


def _may_vary(question: Question) -> bool:
    is_typed = question.type is not QuestionType.NOTE and not is_fixed(question)
    return is_typed and computed_by(question) is None


class Search:
    """One search: what the goals depend on, and what is tried there."""

    def __init__(
        self,
        surface: Surface,
        asker: str,
        goals: Sequence[Goal],
        budget: Budget,
        *,
        answered: bool = False,
        hints: Sequence[str] = (),
    ) -> None:
        """Prepare a search; `hints` are texts that answers may have to do with."""
        self._surface, self._asker, self._budget = surface, asker, budget
        self.names = surface.depends_on(_seen(surface, goals))
        self.world = World(surface, self.names, asker=asker)
        self._goals = [(self.world.compiled(goal.tree), goal.name) for goal in goals]
        self._hints = [Literal(hint) for hint in hints]
        self._filters = [goal.tree for goal in goals if goal.is_filter]
        self._trees = [goal.tree for goal in goals] + list(self._behind())
        inputs = inputs_of(surface, asker, goals)
        self.inputs = (asker, *(n for n in inputs if n != asker)) if answered else inputs
        self._answered = asker if answered else None
        self._samples = {name: self._sampled(name) for name in self.inputs}
        self._repeats = {name: self._row_counts(name) for name in self._repeats_seen()}
        self._values: list[tuple[Value | int | None, ...]] = [
            *(values for values, _ in self._samples.values()),
            *self._repeats.values(),
        ]
        self._written = [self._as_written(name) for name in self.inputs]
        self.tried = 0
        self._is_cut_short = False

    def samples(self, name: str) -> tuple[Value | None, ...]:
        """Return the answers that are tried, None (blank) the first."""
        return self._samples[name][0]

    def written(self, name: str) -> tuple[str, ...]:
        """Return the same as formulas see them."""
        return self._written[self.inputs.index(name)]

    def run(self) -> Outcome:
        combinations = prod(len(values) for values in self._values)
        tries = self._cleverly() if combinations > FEW else iter(())
        for chosen in tries:
            if self._score(chosen)[0] == len(self._goals):
                return self._found(chosen)
            if self.tried > MAX_TRIES:
                break
        if combinations <= MAX_COMBINATIONS:
            for chosen in product(*(range(len(values)) for values in self._values)):
                if self._score(chosen)[0] == len(self._goals):
                    return self._found(chosen)
                if self._is_cut_short:
                    break
        is_sure = combinations <= MAX_COMBINATIONS and self.is_complete and not self._is_cut_short
        return Outcome(
            answers=None,
            is_sure=is_sure,
            tried=self.tried,
            inputs=(*self.inputs, *self._repeats),
            is_cut_short=self._is_cut_short,
        )

    @cached_property
    def _cost(self) -> int:
        size = sum(1 for tree in self._trees for _ in walk(tree))
        tables = {name for tree in self._trees for name in analysis.instances(tree)}
        lines = sum(len(self._surface.questionnaire.tables.get(name, ())) for name in tables)
        return len(self.names) + size + 2 * lines

    @property
    def is_complete(self) -> bool:
        return (
            all(is_complete for _, is_complete in self._samples.values())
            and not self._repeats
            and not any(_is_beyond_us(tree) for tree in self._trees if tree not in self._filters)
            and not any(analysis.is_volatile(tree) for tree in self._filters)
        )

    def _behind(self) -> Iterator[Expression]:
        """Return the formulas between the answers and the goals."""
        for name in self.names:
            element = self._surface.outline[name].element
            computed = computed_by(self._surface.outline[name].question)
            yield from (f.tree for f in (element.relevant, computed) if f is not None)

    def _sampled(self, name: str) -> tuple[tuple[Value | None, ...], bool]:
        question = self._surface.outline[name].question
        if question is None:
            return (None,), False
        own = name if name == self._asker else None
        samples = samples_of(question, [*self._trees, *self._hints], own=own)
        if name == self._answered:
            return samples.values, samples.is_complete
        return (None, *samples.values), samples.is_complete

    def _as_written(self, name: str) -> tuple[str, ...]:
        question = self._surface.outline[name].question
        values = self._samples[name][0]
        if question is None:
            return ("",) * len(values)
        return tuple("" if v is None else expression_value(question, v) for v in values)

    def _repeats_seen(self) -> tuple[str, ...]:
        """Return the repeats whose number of rows matters to the formulas."""
        outline = self._surface.outline
        around = set(outline[self._asker].repeats)
        seen = {r for name in self.names for r in outline[name].repeats if r not in around}
        seen |= {name for name in self.names if isinstance(outline[name].element, Repeat)}
        if any(analysis.uses_position(tree) for tree in self._trees):
            seen |= around
        return tuple(sorted(seen))

    def _row_counts(self, name: str) -> tuple[int, ...]:
        written = (
            int(n) + more for tree in self._trees for n in trees.numbers(tree) for more in (0, 1)
        )
        least = 1 if name in self._surface.outline[self._asker].repeats else 0
        counts = dict.fromkeys((*ROWS, *(n for n in written if n <= MOST_ROWS)))
        return tuple(count for count in counts if count >= least)

    def _cleverly(self) -> Iterator[tuple[int, ...]]:
        for start in range(WHOLE_SETS):
            chosen = tuple(min(start, len(values) - 1) for values in self._values)
            yield chosen
            yield from self._climb(chosen)

    def _climb(self, chosen: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        """Change one answer after the other to the best there is, twice around."""
        best, score = chosen, self._score(chosen)
        for place in (*range(len(chosen)), *range(len(chosen))):
            for other in range(len(self._values[place])):
                tried = (*best[:place], other, *best[place + 1 :])
                reached = self._score(tried)
                if reached[0] == len(self._goals) or self.tried > MAX_TRIES:
                    yield tried
                    return
                if reached > score:
                    best, score = tried, reached

    def _score(self, chosen: Sequence[int]) -> tuple[int, int]:
        """Return how many goals hold, and how many of the questions behind them are shown."""
        if not self._budget.spend(self._cost):
            self._is_cut_short = True
            self.tried = MAX_TRIES + 1
            return -1, 0
        self.tried += 1
        answers = {n: self._written[i][chosen[i]] for i, n in enumerate(self.inputs)}
        self.world.play(answers, self._rows(chosen))
        holding = sum(self.world.holds(compiled, name) for compiled, name in self._goals)
        return holding, sum(self.world.visible(name) for name in self.inputs)

    def _found(self, chosen: Sequence[int]) -> Outcome:
        answers = {n: self._samples[n][0][chosen[i]] for i, n in enumerate(self.inputs)}
        rows = self._rows(chosen)
        return Outcome(answers=answers, rows=rows, tried=self.tried, inputs=self.inputs)

    def _rows(self, chosen: Sequence[int]) -> dict[str, int]:
        places = range(len(self.inputs), len(chosen))
        return {
            name: counts[chosen[place]]
            for place, (name, counts) in zip(places, self._repeats.items(), strict=True)
        }


def _is_beyond_us(tree: Expression) -> bool:
    """Return whether it may hold in ways that the world does not know: time, order, far paths."""
    return (
        analysis.is_volatile(tree)
        or analysis.uses_position(tree)
        or any(
            (path.start is None or isinstance(path.start, Root))
            and any(isinstance(step.test, NameTest) for step in path.steps)
            for path in analysis.paths(tree)
        )
    )
