"""Defaults: put once, when document or row begins; from then on they are answers like any other."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ikparticipation.surveys.xlsform.expression import Context, ExpressionError
from ikparticipation.surveys.xlsform.questionnaire import Question, Repeat
from ikparticipation.surveys.xlsform.values import Value, from_expression

if TYPE_CHECKING:
    from ikparticipation.surveys.xlsform.engine.state import State


@dataclass(frozen=True)
class NewRow:
    repeat: Repeat
    id: str
    given: frozenset[str] = frozenset()
    """Questions that were answered or left blank on purpose: their defaults are not wanted."""


def begin_rows(state: "State", rows: Iterable[NewRow]) -> None:
    """Put the defaults of new rows into the answers."""
    constants = state.program.constants
    for row in rows:
        wanted = [q for q in row.repeat.questions if q.name not in row.given]
        for question in wanted:
            if question.is_asked and question.name in constants:
                state.put(question.name, constants[question.name], row.id)
        for question in wanted:
            put_computed(state, question, row.id)


def begin_computed(state: "State") -> None:
    """Put the computed defaults of rows that formulas have added."""
    run = state.run
    while run is not None and run.begun:
        row = run.begun.pop(0)
        repeat = row.place.element
        if isinstance(repeat, Repeat):
            for question in repeat.questions:
                put_computed(state, question, row.id)


def put_computed(state: "State", question: Question, row: str | None) -> None:
    """Put the result of a computed default; a formula that fails gives none."""
    compiled = state.program.defaults.get(question.name)
    if compiled is None or state.run is None:
        return
    record = state.record(question.name, row)
    context = Context(record.named[question.name], state.run.surroundings)
    try:
        value: Value | None = from_expression(question, compiled.string(context))
    except ExpressionError:
        return
    if value is not None:
        state.put(question.name, value, row)
