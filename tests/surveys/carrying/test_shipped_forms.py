"""What was answered to a shipped questionnaire stands in the next wave, row by row."""

import pytest

from ikparticipation import clock
from ikparticipation.surveys.questionnaires import SHIPPED
from ikparticipation.surveys.xlsform.answers import fill_in, to_form
from ikparticipation.surveys.xlsform.carrying import Said, carry, said
from ikparticipation.surveys.xlsform.check import submission
from ikparticipation.surveys.xlsform.document import spots
from ikparticipation.surveys.xlsform.engine import State, begin
from ikparticipation.surveys.xlsform.questionnaire import Question, QuestionType
from tests.surveys import language_courses
from tests.surveys.questionnaires.shipped import questionnaire

NOW = clock.now()
PLAIN = {
    QuestionType.TEXT: "Café",
    QuestionType.INTEGER: 3,
    QuestionType.DECIMAL: 2.5,
    QuestionType.DATE: "2026-03-01",
    QuestionType.ACKNOWLEDGE: "OK",
}


def answer(question: Question):
    if question.type is QuestionType.SELECT_ONE:
        return question.choices[0].name
    if question.type is QuestionType.SELECT_MULTIPLE:
        return [question.choices[0].name]
    return PLAIN.get(question.type)


def answers(questions):
    asked = (q for q in questions if q.is_asked and q.calculation is None and q.readonly is None)
    return {q.name: value for q in asked if (value := answer(q)) is not None}


def filled(form):
    """Answer everything that can be, with two rows wherever there are rows."""
    number = iter(range(1, 1000))

    def rows(repeats):
        return {
            repeat.name: [
                {
                    "id": f"0c1f0b6e-0000-4000-8000-{next(number):012}",
                    "answers": answers(repeat.questions),
                    "rows": rows(repeat.repeats),
                }
                for _ in range(2)
            ]
            for repeat in repeats
        }

    top = [q for section in form.sections for q in section.questions]
    repeats = [repeat for section in form.sections for repeat in section.repeats]
    return {"answers": answers(top), "rows": rows(repeats)}


@pytest.mark.parametrize("which", [*SHIPPED, None], ids=lambda which: which or "sprachkurse")
def test_confirmed_on_each_page_nothing_of_it_is_lost_or_changed(which):
    form = questionnaire(which) if which else language_courses.compiled().questionnaire
    before = submission(State.of(form, filled(form), now=NOW))
    begun = carry(form, before, form, begin(form, now=NOW), day="2026-03-01")
    state = State.of(form, begun, now=NOW)

    for section in form.pages:
        posted = to_form(section, state.document) | {"confirm-all": ["1"]}
        fill_in(state, section, posted)

    after = submission(state)
    rows = [s.record for section in form.sections for s in spots(section, after) if s.rows]
    assert rows
    assert {said(row) for row in rows if row["answers"]} == {Said.SAME}
    assert _plain(after) == _plain(before)


def _plain(record):
    rows = {n: [_plain(row) for row in rows] for n, rows in record.get("rows", {}).items()}
    return record.get("id"), record["answers"], rows
