"""The list of what is wrong, at the top of a page."""

from collections.abc import Sequence
from typing import NamedTuple

from ikparticipation.surveys.section_page.pieces import html_id
from ikparticipation.surveys.section_page.rows import questions_of
from ikparticipation.surveys.section_page.speech import Speech
from ikparticipation.surveys.section_page.wording import MOST_RADIOS, MOST_STEPS
from ikparticipation.surveys.xlsform.document import Problem
from ikparticipation.surveys.xlsform.engine import State
from ikparticipation.surveys.xlsform.questionnaire import Element, Question, QuestionType, Section
from ikparticipation.surveys.xlsform.values import steps
from ikparticipation.text import pick

_FIRST_OF_SEVERAL = frozenset(
    {QuestionType.SELECT_MULTIPLE, QuestionType.RANK, QuestionType.GEOPOINT}
)


class Listed(NamedTuple):
    id: str
    """Where to go."""
    label: str
    text: str


def summary(
    section: Section,
    problems: Sequence[Problem],
    speech: Speech | str,
    state: State | None = None,
) -> list[Listed]:
    """Return where, what and why of each problem; with `state`, answers are filled into labels."""
    speech = speech if isinstance(speech, Speech) else Speech(speech, speech)
    repeats = {chain[-1].name: chain[-1] for chain in section.all_repeats}
    asked = {question.name: question for question in questions_of(section)}
    listed = []
    for problem in problems:
        question = asked.get(problem.question or "")
        places = [*problem.outer]
        steps_to = [f"{_label(repeats[p.repeat], speech, state, p.id)} {p.number}" for p in places]
        if problem.repeat in repeats:
            repeat = repeats[problem.repeat]
            word = _label(repeat, speech, state, problem.row_id)
            steps_to.append(f"{word} {problem.row_number or ''}".strip())
        if question:
            steps_to.append(_label(question, speech, state, problem.row_id))
        text, _ = speech.told(problem)
        listed.append(Listed(_target(problem, question), ", ".join(steps_to), text))
    return listed


def _label(element: Element, speech: Speech, state: State | None, row: str | None) -> str:
    words = pick(element.labels, speech.language)
    if state is None or "${" not in words:
        return words
    return state.words(element, "label", speech.language, row)


def _target(problem: Problem, question: Question | None) -> str:
    """Return the id of the control to go to: the first one where there are several."""
    return html_id(problem.field_name) + ("-0" if question and _is_several(question) else "")


def _is_several(question: Question) -> bool:
    if question.type is QuestionType.RANGE:
        return len(steps(question) or range(MOST_STEPS + 1)) <= MOST_STEPS
    if question.type is QuestionType.SELECT_ONE:
        is_list = {"minimal", "autocomplete"} & set(question.appearance)
        in_table = {"label", "list-nolabel"} & set(question.appearance)
        return bool(in_table) or (len(question.choices) <= MOST_RADIOS and not is_list)
    return question.type in _FIRST_OF_SEVERAL
