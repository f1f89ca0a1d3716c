"""Constraints that let no answer through, and defaults that they refuse."""

from collections.abc import Iterator

from ikparticipation.surveys.xlsform.checking.outline import Spot
from ikparticipation.surveys.xlsform.checking.probing.goals import Goal, Outcome
from ikparticipation.surveys.xlsform.checking.probing.search import Search, can_hold
from ikparticipation.surveys.xlsform.checking.probing.world import computed_by, is_fixed
from ikparticipation.surveys.xlsform.checking.rules.subject import Subject, listed
from ikparticipation.surveys.xlsform.findings import Finding
from ikparticipation.surveys.xlsform.questionnaire import SELECTS, Formula, Question, QuestionType
from ikparticipation.surveys.xlsform.values import Refused, expression_value, parse
from ikparticipation.text import N_

LONGEST_FORMULA = 200


def findings(subject: Subject) -> Iterator[Finding]:
    for spot, question in subject.outline.questions:
        constraint = question.constraint
        if constraint is None or not question.is_asked or computed_by(question) is not None:
            continue
        if question.type in SELECTS and not question.choices:
            continue  # those of a catalogue that was not at hand
        if is_fixed(question):
            yield from _of_default(subject, spot, question, constraint)
            continue
        outcome = _outcome(subject, spot, constraint)
        if outcome.is_cut_short:
            subject.left_out.add(spot.name)
        elif outcome.answers is None:
            yield _refuses_all(subject, spot, question, constraint, outcome)
        else:
            yield from _of_default(subject, spot, question, constraint)


def _outcome(subject: Subject, spot: Spot, constraint: Formula) -> Outcome:
    goals = [Goal(spot.name, constraint.tree)]
    return can_hold(subject.surface, spot.name, goals, subject.budget, answered=True)


def _refuses_all(
    subject: Subject, spot: Spot, question: Question, constraint: Formula, outcome: Outcome
) -> Finding:
    facts = {"formula": constraint.source[:LONGEST_FORMULA], "tried": str(outcome.tried)}
    others = [name for name in outcome.inputs if name != spot.name]
    if outcome.is_sure and question.type in SELECTS:
        return subject.place.error(NO_CHOICE, spot.name, "constraint", **facts)
    if outcome.is_sure:
        return subject.place.error(NEVER, spot.name, "constraint", **facts)
    if others:
        facts |= {"questions": listed(others)}
        return subject.place.warning(SEARCHED_WITH, spot.name, "constraint", **facts)
    return subject.place.warning(SEARCHED, spot.name, "constraint", **facts)


def _of_default(
    subject: Subject, spot: Spot, question: Question, constraint: Formula
) -> Iterator[Finding]:
    """Look at what the form itself puts in: it must be let through whatever else is answered."""
    if question.default is None:
        return
    value = parse(
        question, question.default.split() if _holds_names(question) else [question.default]
    )
    if value is None or isinstance(value, Refused):
        return  # told where the workbook is read
    search = Search(subject.surface, spot.name, [Goal(spot.name, constraint.tree)], subject.budget)
    compiled = search.world.compiled(constraint.tree)
    search.world.play({spot.name: expression_value(question, value)}, {})
    others = [name for name in search.inputs if name != spot.name]
    if not others and not search.world.holds(compiled, spot.name):
        facts = {"value": question.default, "formula": constraint.source[:LONGEST_FORMULA]}
        yield subject.place.error(DEFAULT, spot.name, "default", **facts)


def _holds_names(question: Question) -> bool:
    return question.type in {QuestionType.SELECT_MULTIPLE, QuestionType.RANK}


NEVER = N_(
    "Keine Antwort auf „%(name)s“ erfüllt die Bedingung „%(formula)s“. "
    "Bitte ändern Sie die Bedingung; „.“ steht darin für die Antwort selbst."
)
NO_CHOICE = N_(
    "Die Bedingung „%(formula)s“ lehnt jede Antwort ab, die bei „%(name)s“ zur Wahl steht. "
    "Bitte ändern Sie die Bedingung oder die Liste."
)
SEARCHED = N_(
    "Wir haben keine Antwort auf „%(name)s“ gefunden, die die Bedingung „%(formula)s“ erfüllt; "
    "%(tried)s haben wir probiert. Bitte prüfen Sie die Bedingung an einem Beispiel."
)
SEARCHED_WITH = N_(
    "Wir haben keine Antwort auf „%(name)s“ gefunden, die die Bedingung „%(formula)s“ erfüllt; "
    "%(tried)s Kombinationen mit Antworten auf %(questions)s haben wir probiert. "
    "Bitte prüfen Sie die Bedingung an einem Beispiel."
)
DEFAULT = N_(
    "„%(name)s“ beginnt mit „%(value)s“, und das lehnt die Bedingung „%(formula)s“ ab. "
    "Bitte ändern Sie eines von beiden."
)
