"""Answers worth trying on a question: typical ones, and those on both sides of every boundary.

`samples_of` looks at the formulas that read the answer. Where all they do is compare it with
constants, the answers it returns stand for all there are (`is_complete`): between two neighbouring
constants nothing changes. So a search in vain is a proof.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

from ikparticipation.surveys.xlsform.checking.samples import listed, moments, numbers, texts
from ikparticipation.surveys.xlsform.checking.samples.deciding import (
    compares_dates,
    compares_lengths,
    compares_numbers,
    compares_texts,
)
from ikparticipation.surveys.xlsform.expression import Expression
from ikparticipation.surveys.xlsform.questionnaire import Question, QuestionType
from ikparticipation.surveys.xlsform.values import Value

MAX_SAMPLES = 400


@dataclass(frozen=True)
class Samples:
    values: tuple[Value, ...]
    """The most promising first; blank is not among them."""
    is_complete: bool
    """Whether they stand for every answer, as far as the formulas can tell."""


def samples_of(question: Question, trees: Sequence[Expression], *, own: str | None) -> Samples:
    """Return answers to try in formulas; `own` is the question whose `.` they mean."""
    values, lists_all = _MAKERS[question.type](question, trees)
    kept = list(islice(values, MAX_SAMPLES + 1))
    are_all = len(kept) <= MAX_SAMPLES and (lists_all or _is_decided(question, trees, own))
    return Samples(tuple(kept[:MAX_SAMPLES]), are_all)


def _is_decided(question: Question, trees: Sequence[Expression], own: str | None) -> bool:
    """Return whether all formulas compare the answer in one way, for which the values were made."""
    return any(
        all(compares(tree, question.name, own) for tree in trees)
        for compares in _DECIDED.get(question.type, ())
    )


_Made = tuple[list[Value], bool]
_MAKERS: dict[QuestionType, Callable[[Question, Sequence[Expression]], _Made]] = {
    QuestionType.TEXT: texts.of_text,
    QuestionType.INTEGER: numbers.of_integer,
    QuestionType.DECIMAL: numbers.of_decimal,
    QuestionType.RANGE: numbers.of_range,
    QuestionType.DATE: moments.of_date,
    QuestionType.TIME: moments.of_time,
    QuestionType.DATETIME: moments.of_date_time,
    QuestionType.SELECT_ONE: listed.of_select_one,
    QuestionType.SELECT_MULTIPLE: listed.of_select_multiple,
    QuestionType.RANK: listed.of_rank,
    QuestionType.ACKNOWLEDGE: listed.of_acknowledge,
    QuestionType.GEOPOINT: listed.of_geopoint,
    QuestionType.IMAGE: listed.of_file,
    QuestionType.FILE: listed.of_file,
    QuestionType.NOTE: listed.of_nothing,
    QuestionType.CALCULATE: listed.of_nothing,
    QuestionType.HIDDEN: listed.of_nothing,
}
_DECIDED: dict[QuestionType, tuple[Callable[[Expression, str, str | None], bool], ...]] = {
    QuestionType.TEXT: (compares_texts, compares_lengths),
    QuestionType.INTEGER: (compares_numbers,),
    QuestionType.DECIMAL: (compares_numbers,),
    QuestionType.RANGE: (compares_numbers,),
    QuestionType.DATE: (compares_dates,),
}
