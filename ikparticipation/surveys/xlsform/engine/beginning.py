"""What a person begins with."""

from datetime import datetime

from ikparticipation.surveys.xlsform.document import Document, empty_document
from ikparticipation.surveys.xlsform.engine.defaults import put_computed
from ikparticipation.surveys.xlsform.engine.program import program_of
from ikparticipation.surveys.xlsform.engine.state import State
from ikparticipation.surveys.xlsform.questionnaire import Questionnaire


def begin(
    questionnaire: Questionnaire, *, now: datetime, seed: str = "", language: str = ""
) -> Document:
    """Return the document of somebody who has not answered anything: defaults, computed rows."""
    program = program_of(questionnaire)
    document = empty_document()
    asked = [placed.question for placed in questionnaire.placed if not placed.chain]
    document["answers"] = {
        question.name: program.constants[question.name]
        for question in asked
        if question.is_asked and question.name in program.constants
    }
    state = State(program, document, now=now, seed=seed, language=language)
    for question in asked:
        put_computed(state, question, None)
    return state.document
