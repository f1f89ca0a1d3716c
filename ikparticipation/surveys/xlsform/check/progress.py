"""How far the sections are."""

from dataclasses import dataclass

from ikparticipation.surveys.xlsform.check.problems import BLANK_ROW, MISSING, UNSAID, check_section
from ikparticipation.surveys.xlsform.check.rows import is_blank, spots_there
from ikparticipation.surveys.xlsform.document import Spot
from ikparticipation.surveys.xlsform.engine import State
from ikparticipation.surveys.xlsform.questionnaire import Question, Section


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a section is. Rows count their questions once each; blank rows do not count."""

    section: Section
    asked: int
    answered: int
    missing: int
    """Required answers that are not there; a blank row that must have some is one of them."""
    invalid: int
    """Fields with something that is no answer, and repeats with too many or too few rows."""
    rows: int
    is_relevant: bool = True
    """False: the section is left out, all counts are 0."""

    @property
    def is_started(self) -> bool:
        return self.answered > 0 or self.invalid > 0

    @property
    def may_be_submitted(self) -> bool:
        return not self.missing and not self.invalid


def progress(state: State) -> tuple[Progress, ...]:
    return tuple(_progress(state, section) for section in state.questionnaire.pages)


def _progress(state: State, section: Section) -> Progress:
    if not state.is_relevant(section.name):
        return Progress(
            section=section, asked=0, answered=0, missing=0, invalid=0, rows=0, is_relevant=False
        )
    problems = check_section(state, section)
    missing = sum(problem.message in {MISSING, BLANK_ROW, *UNSAID} for problem in problems)
    spots = [spot for spot in spots_there(state, section) if _counts(spot)]
    asked = [
        (question, spot)
        for spot in spots
        for question in (spot.chain[-1] if spot.chain else section).questions
        if _is_answered_by_hand(question) and state.is_relevant(question.name, spot.row_id)
    ]
    return Progress(
        section=section,
        asked=len(asked),
        answered=sum(question.name in spot.record["answers"] for question, spot in asked),
        missing=missing,
        invalid=len(problems) - missing,
        rows=sum(bool(spot.rows) for spot in spots),
    )


def _counts(spot: Spot) -> bool:
    if not spot.chain or spot.chain[-1].row_count is not None:
        return True
    return not is_blank(spot.record)


def _is_answered_by_hand(question: Question) -> bool:
    return question.is_asked and question.calculation is None
