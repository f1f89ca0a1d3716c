"""Formulas that depend on one another in a circle. With one, nothing else can be looked at."""

from collections.abc import Iterator
from itertools import pairwise

from ikparticipation.surveys.xlsform.checking.rules.subject import Subject
from ikparticipation.surveys.xlsform.engine import find_cycle
from ikparticipation.surveys.xlsform.findings import Finding
from ikparticipation.text import N_

MAX_SHOWN = 8
_GOING_ROUND = ("calculation", "relevant", "choice_filter", "row_count")


def findings(subject: Subject) -> Iterator[Finding]:
    cycle = find_cycle(subject.questionnaire)
    if cycle is not None:
        name, aspect = cycle[0], _aspect(subject, cycle)
        yield subject.place.error(CYCLE, name, aspect, cycle=_in_words(_spelled(subject, cycle)))


def _aspect(subject: Subject, cycle: tuple[str, ...]) -> str:
    """Return which formula of the first element it is: names alone do not say."""
    within = {name for each in cycle for name in (each, *subject.outline[each].above)}
    formulas = dict(subject.outline[cycle[0]].formulas)
    for aspect in _GOING_ROUND:
        if aspect in formulas and within & set(subject.outline.seen_by(formulas[aspect])):
            return aspect
    return next((aspect for aspect in _GOING_ROUND if aspect in formulas), "name")


def _spelled(subject: Subject, cycle: tuple[str, ...]) -> tuple[str, ...]:
    """Name the question in between where a formula looks into the group that it shows."""
    names = [cycle[0]]
    for one, other in pairwise(cycle):
        seen = [
            name
            for aspect, formula in subject.outline[one].formulas
            if aspect in _GOING_ROUND
            for name in subject.outline.seen_by(formula)
        ]
        if other not in seen:
            names += [name for name in seen if other in subject.outline[name].above][:1]
        names.append(other)
    return tuple(names)


def _in_words(names: tuple[str, ...]) -> str:
    if len(names) > MAX_SHOWN:
        names = (*names[: MAX_SHOWN - 2], "…", names[-1])
    return " → ".join(names)


CYCLE = N_(
    "Diese Formeln hängen im Kreis voneinander ab: %(cycle)s. Bitte ändern Sie eine davon so, "
    "dass sie keine der anderen braucht."
)
