"""From what counted last time to what a person begins with this time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ikparticipation.surveys.xlsform.carrying.said import fingerprint
from ikparticipation.surveys.xlsform.document import Document, Row, empty_document, rows_of
from ikparticipation.surveys.xlsform.questionnaire import (
    FILES,
    SELECTS,
    Question,
    Questionnaire,
    QuestionType,
    Repeat,
)
from ikparticipation.surveys.xlsform.values import Refused, Value, parse, refusal, to_typed

_NUMBERS = frozenset({QuestionType.INTEGER, QuestionType.DECIMAL, QuestionType.RANGE})
_CHOSEN = frozenset({QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE})


def carry(
    before: Questionnaire,
    document: Document,
    now: Questionnaire,
    fresh: Document | None = None,
    *,
    day: str = "",
) -> Document:
    """Return the document a person begins with; rows keep their ids.

    Questions find each other by identity inside the repeat of the same name (else inside the one
    that shares a question). Not carried: what is computed, hidden or readonly; files, which are
    asked anew; choices that are gone; answers that the question takes no more; rows that ended or
    in which nothing is left. `fresh` is what `engine.begin` gives: its defaults go to what was not
    asked before. `day`: when it was submitted.
    """
    fresh = fresh or empty_document()
    asked = [question for section in now.sections for question in section.questions]
    pairs = _Pairs.of(asked, [q for section in before.sections for q in section.questions])
    carried = pairs.answers(document["answers"])
    defaults = {n: value for n, value in fresh["answers"].items() if n not in pairs.known}
    old = [repeat for section in before.sections for repeat in section.repeats]
    new = [repeat for section in now.sections for repeat in section.repeats]
    rows = _all_rows(old, new, document)
    seen = [
        section.name
        for section in now.pages
        if any(question.name in carried for question in section.questions)
    ]
    return {
        "answers": {**defaults, **carried},
        "rows": {**fresh["rows"], **rows},
        "carried": {"day": day, "sections": seen},
    }


@dataclass(frozen=True)
class _Pairs:
    pairs: tuple[tuple[Question, Question], ...]
    """Each question with that of before."""

    @classmethod
    def of(cls, now: Iterable[Question], before: Iterable[Question]) -> "_Pairs":
        known = {question.identity: question for question in before}
        found = ((question, known.get(question.identity)) for question in now)
        return cls(tuple((q, old) for q, old in found if old is not None and _is_carried(q)))

    @property
    def known(self) -> frozenset[str]:
        return frozenset(question.name for question, _ in self.pairs)

    def answers(self, answers: dict[str, Value]) -> dict[str, Value]:
        found = {
            question.name: _value(question, old, answers[old.name])
            for question, old in self.pairs
            if old.name in answers
        }
        return {name: value for name, value in found.items() if value is not None}


def _is_carried(question: Question) -> bool:
    is_posted = question.is_asked and question.calculation is None
    return is_posted and question.type not in FILES and question.readonly is None


def _value(question: Question, old: Question, value: Value) -> Value | None:
    """Return the answer as the page would read it again, so that posting it changes nothing."""
    if question.type is not old.type and not (
        {question.type, old.type} <= _NUMBERS or {question.type, old.type} <= _CHOSEN
    ):
        return None
    typed = to_typed(value)
    if question.type in SELECTS - {QuestionType.RANK}:
        typed = [name for name in typed if name in question.choice_labels]
        if question.type is QuestionType.SELECT_ONE and len(typed) > 1:
            return None
    found = parse(question, typed)
    if found is None or isinstance(found, Refused) or refusal(question, found) is not None:
        return None
    return found


def _all_rows(
    before: Sequence[Repeat], now: Sequence[Repeat], record: Document | Row
) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for repeat in now:
        old = _counterpart(repeat, before)
        rows = rows_of(record, old.name) if old else []
        if old is None or not rows:
            continue
        pairs = _Pairs.of(repeat.questions, old.questions)
        made = (_row(row, pairs, old, repeat) for row in rows)
        if kept := [row for row in made if row is not None]:
            found[repeat.name] = kept
    return found


def _row(row: Row, pairs: _Pairs, old: Repeat, repeat: Repeat) -> Row | None:
    answers = pairs.answers(row["answers"])
    inner = _all_rows(old.repeats, repeat.repeats, row)
    if not answers and not inner:
        return None
    carried: Any = {"id": row["id"], "answers": answers, "last": fingerprint(answers)}
    return carried | ({"rows": inner} if inner else {})  # type: ignore[no-any-return]


def _counterpart(repeat: Repeat, before: Sequence[Repeat]) -> Repeat | None:
    named = next((old for old in before if old.name == repeat.name), None)
    if named is not None:
        return named
    wanted = {question.identity for question in repeat.questions}
    return next((old for old in before if wanted & {q.identity for q in old.questions}), None)
