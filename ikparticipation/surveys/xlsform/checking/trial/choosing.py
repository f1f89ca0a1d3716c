"""What the test respondent would answer: something plausible, another thing in every run."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TypeVar

from ikparticipation.surveys.xlsform.checking.probing import trees
from ikparticipation.surveys.xlsform.checking.samples import samples_of
from ikparticipation.surveys.xlsform.engine import State
from ikparticipation.surveys.xlsform.expression import Expression, analysis
from ikparticipation.surveys.xlsform.questionnaire import SELECTS, Question, QuestionType
from ikparticipation.surveys.xlsform.values import Value, refusal
from ikparticipation.text import one_line, pick

T = TypeVar("T")

LONGEST_TEXT = 60
MAX_CHOICES = 200
_PLAUSIBLE: dict[QuestionType, tuple[Value, ...]] = {
    QuestionType.INTEGER: (3, 12, 1, 25, 0, 40),
    QuestionType.DECIMAL: (2.5, 10, 1, 37.5, 0),
    QuestionType.DATE: ("2026-03-12", "2027-09-01", "2015-01-01"),
    QuestionType.TIME: ("09:00", "16:30"),
    QuestionType.DATETIME: ("2026-03-12T16:30", "2027-09-01T09:00"),
}


def answers(
    state: State,
    question: Question,
    row: str | None,
    *,
    seed: int,
    formulas: Sequence[Expression] = (),
) -> Iterator[Value]:
    """Return what to try, the most plausible first; all of it fits the type of the question.

    `formulas` are those that read the answer: from the second run on the answers they look for
    come first, so that other branches are taken.
    """
    if question.type in SELECTS:
        yield from _chosen(state, question, row, seed)
        return
    language = state.questionnaire.default_language
    plausible: list[Value] = [*_PLAUSIBLE.get(question.type, ())]
    if question.type is QuestionType.TEXT:
        plausible = [_text(question, language)]
    own = [question.constraint.tree] if question.constraint is not None else []
    special = [
        *_completing(state, question, own, row),
        *samples_of(question, own, own=question.name).values,
    ]
    looked_for = list(samples_of(question, formulas, own=None).values) if formulas else []
    ordered = chain(
        _turned(plausible, seed) if not (seed % 2 and looked_for) else (),
        _turned(looked_for, seed // 2),
        plausible,
        special,
    )
    told: list[Value] = []
    for value in ordered:
        if value not in told and refusal(question, value) is None:
            told.append(value)
            yield value


def _chosen(state: State, question: Question, row: str | None, seed: int) -> Iterator[Value]:
    names = [choice.name for choice in state.choices(question.name, row)]
    turned = list(_turned(names, seed))[:MAX_CHOICES]
    if not turned:
        return
    if question.type is QuestionType.SELECT_ONE:
        yield from turned
    elif question.type is QuestionType.RANK:
        yield list(_turned(names, seed))
        yield names[::-1]
    else:
        for size in dict.fromkeys((1 + seed % 2, 1, 2, 3, len(names))):
            chosen = set(turned[:size])
            yield [name for name in names if name in chosen]
        yield from ([name] for name in turned)


def _turned(values: Sequence[T], by: int) -> Iterator[T]:
    at = by % len(values) if values else 0
    return chain(values[at:], values[:at])


def _text(question: Question, language: str) -> str:
    """Return words in the language of the form: those of the question itself."""
    words = one_line(pick(question.labels, language)).replace("${", "").replace("}", "")
    return words.rstrip("?:. ")[:LONGEST_TEXT].strip() or question.name


def _completing(
    state: State, question: Question, own: Sequence[Expression], row: str | None
) -> Iterator[Value]:
    """Return what is missing to the numbers of the constraint: `. + ${a} + ${b} = 100`."""
    for tree in own:
        names = sorted(analysis.references(tree) - {question.name})
        others = [_number(state, question, name, row) for name in names]
        for number in trees.numbers(tree):
            for given in (sum(others), *others):
                rest = number - given
                yield int(rest) if rest == int(rest) else rest
        yield from (int(n) + more for n in others for more in (0, 1, -1))


def _number(state: State, question: Question, name: str, row: str | None) -> float:
    """Return the answer to another question, that of the same row if it has rows; else 0."""
    known = state.questionnaire.question
    here, there = known(question.name), known(name)
    if here is None or there is None or there.chain not in ((), here.chain):
        return 0
    value = state.value(name, row if there.chain else None)
    return value if isinstance(value, int | float) else 0
