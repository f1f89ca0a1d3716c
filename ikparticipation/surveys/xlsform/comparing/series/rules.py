"""Which change of a question does what to its figures: the rules, one beside the other."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ikparticipation.drafts.likeness import Bag, likeness, words_of
from ikparticipation.surveys.xlsform.comparing.changes import Change, ChoiceChange, QuestionChange
from ikparticipation.surveys.xlsform.comparing.figures import FIGURES
from ikparticipation.surveys.xlsform.comparing.labels import TYPES
from ikparticipation.surveys.xlsform.comparing.series import reasons
from ikparticipation.surveys.xlsform.comparing.series.grades import Break, Grade
from ikparticipation.surveys.xlsform.questionnaire import (
    SELECTS,
    Choice,
    Placed,
    Publish,
    Question,
    QuestionType,
    Words,
)
from ikparticipation.text import SOURCE_LANGUAGE

ALIKE = 0.5
"""Least part of common words at which a question counts as the same one in other words."""
_KIN = (
    {QuestionType.INTEGER, QuestionType.DECIMAL, QuestionType.RANGE},
    {QuestionType.DATE, QuestionType.DATETIME},
    {QuestionType.IMAGE, QuestionType.FILE},
)
"""Types whose answers can be put side by side."""


def of_question(change: QuestionChange, language: str) -> Iterator[Break]:
    """Return what a change does to the figures of a question; `language` is the one of authors."""
    if change.change in _WHOLE:
        yield from _of_whole(change)
    elif change.old and change.new and is_counted(change.old[0].question):
        was, now = change.old[0].question, change.new[0].question
        yield from _of_type(was, now)
        if was.type in SELECTS and now.type in SELECTS:
            yield from _of_choices(change.choices, was, now)
        for name, rule in _RULES.items():
            if change.aspect(name):
                yield from rule(was, now)
        yield from _of_wording(change, language)


def is_counted(question: Question) -> bool:
    return question.type is not QuestionType.NOTE and (
        question.type is not QuestionType.HIDDEN or question.inventory is not None
    )


def _is_figure(placed: Placed) -> bool:
    """Whether figures are made of the answers, apart from comparing the answers themselves."""
    return bool(placed.question.inventory) or placed.question.publish is not Publish.INTERNAL


def _break(grade: Grade, question: Question, reason: str, advice: str, **more: Any) -> Break:
    return Break(
        grade=grade,
        question=question.identity,
        label=question.labels,
        figure=FIGURES.get(question.inventory or "", ""),
        reason=reason,
        advice=advice,
        **more,
    )


def _of_whole(change: QuestionChange) -> Iterator[Break]:
    """Return the figures that end: those made of what was split, merged, or is gone."""
    reason, advice = _WHOLE[change.change]
    now = tuple(_labels(placed.question) for placed in change.new)
    for placed in change.old:
        if _is_figure(placed):
            yield _break(Grade.BREAKS, placed.question, reason, advice, named=now)


def _of_type(was: Question, now: Question) -> Iterator[Break]:
    if was.type is not now.type:
        kin = any({was.type, now.type} <= family for family in _KIN)
        yield _break(
            Grade.MAY_SHIFT if kin else Grade.BREAKS,
            was,
            reasons.TYPE,
            reasons.BESIDE,
            words={"old": TYPES[was.type], "new": TYPES[now.type]},
        )


def _of_choices(choices: tuple[ChoiceChange, ...], was: Question, now: Question) -> Iterator[Break]:
    """Return what other choices do: one less breaks; one more, or of the catalogue, may shift."""
    by_catalogue = was.catalogue is not None and was.catalogue == now.catalogue
    lost = Grade.MAY_SHIFT if by_catalogue else Grade.BREAKS
    gone = tuple(_labels(c.old) for c in choices if c.old and c.change is Change.GONE)
    new = tuple(_labels(c.new) for c in choices if c.new and c.change is Change.NEW)
    renamed = ", ".join(f"{each.name} → {each.renamed_to}" for each in choices if each.renamed_to)
    if gone:
        yield _break(lost, was, reasons.CHOICES_GONE, reasons.KEEP_CHOICE, named=gone)
    if renamed:
        facts = {"names": renamed}
        yield _break(lost, was, reasons.CHOICES_RENAMED, reasons.KEEP_CHOICE_NAME, facts=facts)
    if new:
        yield _break(Grade.MAY_SHIFT, was, reasons.CHOICES_NEW, reasons.SAY_IT, named=new)


def _labels(thing: Question | Choice) -> Words:
    return thing.labels or {SOURCE_LANGUAGE: thing.name}


def _of_target(was: Question, now: Question) -> Iterator[Break]:
    if was.inventory:
        figure = FIGURES.get(now.inventory or "", "")
        words = {"new": figure} if figure else {}
        yield _break(
            Grade.BREAKS,
            was,
            reasons.TARGET if words else reasons.NO_TARGET,
            reasons.BESIDE,
            words=words,
        )


def _of_parameters(was: Question, now: Question) -> Iterator[Break]:
    if was.type is now.type is QuestionType.RANGE:
        yield _break(Grade.BREAKS, was, reasons.SCALE, reasons.BESIDE)


def _simply(
    grade: Grade, reason: str, advice: str
) -> Callable[[Question, Question], Iterator[Break]]:
    def rule(was: Question, _now: Question) -> Iterator[Break]:
        yield _break(grade, was, reason, advice)

    return rule


def _of_wording(change: QuestionChange, language: str) -> Iterator[Break]:
    """Return what quite other words do: the question may be answered in another way."""
    for wording in change.wordings:
        if (wording.meaning, wording.language) == ("label", language) and wording.old:
            bags = [_bag(text) for text in (wording.old, wording.new)]
            if likeness(*bags) < ALIKE:
                yield _break(
                    Grade.MAY_SHIFT, change.old[0].question, reasons.WORDING, reasons.SAY_IT
                )


def _bag(text: str) -> Bag:
    words = Counter(words_of(text))
    return Bag(words, dict.fromkeys(words, 1.0))


_WHOLE = {
    Change.SPLIT: (reasons.SPLIT, reasons.BESIDE),
    Change.MERGED: (reasons.MERGED, reasons.BESIDE),
    Change.GONE: (reasons.GONE, reasons.KEEP),
}
_RULES: Mapping[str, Callable[[Question, Question], Iterator[Break]]] = {
    "question_id": _simply(Grade.BREAKS, reasons.IDENTITY, reasons.KEEP_IDENTITY),
    "inventory": _of_target,
    "catalogue": _simply(Grade.BREAKS, reasons.CATALOGUE, reasons.BESIDE),
    "parameters": _of_parameters,
    "repeat": _simply(Grade.BREAKS, reasons.OTHER_ROWS, reasons.BESIDE),
    "calculation": _simply(Grade.BREAKS, reasons.COMPUTED, reasons.BESIDE),
    "relevant": _simply(Grade.MAY_SHIFT, reasons.OTHERS_ASKED, reasons.SAY_IT),
    "around": _simply(Grade.MAY_SHIFT, reasons.OTHERS_ASKED, reasons.SAY_IT),
    "constraint": _simply(Grade.MAY_SHIFT, reasons.OTHERS_ALLOWED, reasons.SAY_IT),
    "required": _simply(Grade.MAY_SHIFT, reasons.OTHER_DUTY, reasons.SAY_IT),
    "default": _simply(Grade.MAY_SHIFT, reasons.OTHER_DEFAULT, reasons.SAY_IT),
    "choice_filter": _simply(Grade.MAY_SHIFT, reasons.OTHER_OFFER, reasons.SAY_IT),
    "partner": _simply(Grade.MAY_SHIFT, reasons.OTHER_PARTNER, reasons.SAY_IT),
}
