"""Numbers to try: those written in the formulas, their neighbours, and everyday ones."""

from collections.abc import Iterable, Sequence
from itertools import pairwise, product
from math import ceil, floor

from ikparticipation.surveys.xlsform.checking.probing import trees
from ikparticipation.surveys.xlsform.expression import Expression
from ikparticipation.surveys.xlsform.questionnaire import Question
from ikparticipation.surveys.xlsform.values import MAX_INTEGER, Value, bounds, steps

EVERYDAY = (1, 0, 2, 3, 5, 10, 18, 50, 100, 1_000, 2_000, 2_027, 39_104, -1, -10)
EXTREMES = (MAX_INTEGER, -MAX_INTEGER)
MANY_LITERALS = 100
COMBINED = 6
"""How many numbers of the formulas are also added and multiplied with one another."""


def of_integer(_question: Question, formulas: Sequence[Expression]) -> tuple[list[Value], bool]:
    written = _written(formulas)
    near = (whole + step for n in written for whole in (floor(n), ceil(n)) for step in (0, 1, -1))
    combined = (round(n) for n in _combined(written))
    return _possible((*near, *combined, *EVERYDAY, *EXTREMES)), False


def of_decimal(_question: Question, formulas: Sequence[Expression]) -> tuple[list[Value], bool]:
    written = _written(formulas)
    near = (number + step for number in written for step in (0, 1, -1, 0.5, -0.5))
    between = ((low + high) / 2 for low, high in pairwise(sorted(written)))
    numbers = (*near, *between, *_combined(written), *EVERYDAY, 0.5, 2.75, *EXTREMES)
    return _possible(_plain(number) for number in numbers), False


def of_range(question: Question, formulas: Sequence[Expression]) -> tuple[list[Value], bool]:
    """Return its steps; of very many, those at the ends and near the numbers of the formulas."""
    every = steps(question)
    if every is not None:
        return list(every), True
    start, end, step = (float(bound) for bound in bounds(question))
    wanted = [start, end, (start + end) / 2, *_written(formulas)]
    on_a_step = (
        start + round((n - start) / step + more) * step for n in wanted for more in (0, 1, -1)
    )
    low, high = min(start, end), max(start, end)
    return _possible(_plain(round(n, 9)) for n in on_a_step if low <= n <= high), False


def _written(formulas: Iterable[Expression]) -> list[float]:
    """Return the numbers of the formulas: the first ones of very many."""
    found = (number for tree in formulas for number in trees.numbers(tree))
    every = dict.fromkeys(number for number in found if abs(number) <= MAX_INTEGER)
    return list(every)[:MANY_LITERALS]


def _combined(written: Sequence[float]) -> Iterable[float]:
    for one, other in product(written[:COMBINED], repeat=2):
        yield one + other
        yield one * other
        if other:
            yield one / other


def _plain(number: float) -> int | float:
    return int(number) if number == int(number) else float(number)


def _possible(numbers: Iterable[int | float]) -> list[Value]:
    return list(dict.fromkeys(number for number in numbers if abs(number) <= MAX_INTEGER))
