"""What nobody sees, nobody can answer, or nobody uses."""

from collections.abc import Iterator

from ikparticipation.surveys.xlsform.checking.outline import Spot
from ikparticipation.surveys.xlsform.checking.probing.world import is_fixed
from ikparticipation.surveys.xlsform.checking.rules.quoting import quoted_names
from ikparticipation.surveys.xlsform.checking.rules.subject import Subject
from ikparticipation.surveys.xlsform.findings import Finding
from ikparticipation.surveys.xlsform.questionnaire import (
    Publish,
    Question,
    QuestionType,
)
from ikparticipation.text import N_


def findings(subject: Subject) -> Iterator[Finding]:
    used = _used(subject)
    for spot in subject.outline:
        if spot.question is None:
            yield from _holding_nothing(subject, spot)
        else:
            yield from _required(subject, spot, spot.question)
            yield from _unused(subject, spot, spot.question, used)


def _required(subject: Subject, spot: Spot, question: Question) -> Iterator[Finding]:
    if not question.is_asked or not (question.required or question.required_when):
        return
    aspect = "required" if question.required else "required_when"
    place, name = subject.place, spot.name
    if subject.is_never_shown(name):
        yield place.warning(REQUIRED_NEVER_SHOWN, name, aspect)
    elif is_fixed(question) and not _begins_with_something(question):
        yield place.warning(REQUIRED_READONLY, name, "readonly")


def _begins_with_something(question: Question) -> bool:
    starts = (question.calculation, question.default, question.default_formula)
    return any(start is not None for start in starts)


def _holding_nothing(subject: Subject, spot: Spot) -> Iterator[Finding]:
    """Look at pages, groups and repeats of which nothing is ever seen, though they are shown."""
    if subject.is_never_shown(spot.name):
        return
    questions = [(s.name, s.question) for s in subject.outline.inside(spot.name) if s.question]
    if questions and not any(
        question.is_shown and not subject.is_never_shown(name) for name, question in questions
    ):
        yield subject.place.warning(NOTHING_TO_SEE, spot.name)


def _unused(
    subject: Subject, spot: Spot, question: Question, used: frozenset[str]
) -> Iterator[Finding]:
    if question.type is not QuestionType.CALCULATE or spot.name in used:
        return
    goes_somewhere = question.inventory or question.publish is not Publish.INTERNAL
    if not goes_somewhere and not question.labels and not question.question_id:
        yield subject.place.warning(UNUSED, spot.name)


def _used(subject: Subject) -> frozenset[str]:
    """Return what any formula or text names."""
    used: set[str] = set()
    for spot in subject.outline:
        for _, formula in spot.formulas:
            used |= set(subject.outline.seen_by(formula)) - {spot.name}
        used |= quoted_names(spot.element)
    return frozenset(used)


REQUIRED_NEVER_SHOWN = N_(
    "„%(name)s“ ist eine Pflichtangabe, wird aber nie gezeigt. Bitte prüfen Sie „relevant“."
)
REQUIRED_READONLY = N_(
    "„%(name)s“ ist eine Pflichtangabe und zugleich schreibgeschützt, ohne Berechnung und ohne "
    "Vorgabe: Niemand kann sie machen. Bitte nehmen Sie eines von beiden heraus."
)
NOTHING_TO_SEE = N_(
    "In „%(name)s“ ist nie etwas zu sehen: Alle Fragen darin sind berechnet, verborgen oder "
    "werden nie gezeigt."
)
UNUSED = N_(
    "Das Ergebnis von „%(name)s“ wird nirgends verwendet und nirgends ausgewertet. Bitte löschen "
    "Sie die Zeile, oder füllen Sie „inventory“ oder „publish“ aus."
)
