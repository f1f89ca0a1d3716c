"""How a generated respondent came through the draft, in the reader's words."""

from dataclasses import dataclass

from ikparticipation.surveys.services import CheckedDraft
from ikparticipation.surveys.xlsform.checking import Step
from ikparticipation.surveys.xlsform.questionnaire import Questionnaire
from ikparticipation.surveys.xlsform.values import value_label
from ikparticipation.text import pick


@dataclass(frozen=True)
class TriedStep:
    question: str
    row: int | None
    answer: str
    appeared: list[str]
    """Labels of the questions that came up with the answer."""


@dataclass(frozen=True)
class Tried:
    steps: list[TriedStep]
    stopped_at: str
    """Label of the question where it did not go on; blank: it got to the end."""
    why: str


def tried(checked: CheckedDraft, language: str) -> Tried | None:
    """Return the run in words; None for a draft that cannot be filled in yet."""
    form, run = checked.questionnaire, checked.trial
    if form is None or run is None:
        return None
    stop = run.stop
    return Tried(
        steps=[_step(form, step, language) for step in run.steps],
        stopped_at=_label(form, stop.name, language) if stop else "",
        why=stop.text(language) if stop else "",
    )


def _step(form: Questionnaire, step: Step, language: str) -> TriedStep:
    placed = form.question(step.question)
    words = value_label(placed.question, step.value, language) if placed else str(step.value)
    appeared = [_label(form, name, language) for name in step.appeared]
    return TriedStep(_label(form, step.question, language), step.row, words, appeared)


def _label(form: Questionnaire, name: str, language: str) -> str:
    placed = form.question(name)
    return (pick(placed.question.labels, language) if placed else "") or name
