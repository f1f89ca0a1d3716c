"""What one response adds to the counters."""

from collections import Counter

from ikparticipation.surveys.results.keys import (
    ASKED,
    RESPONSES,
    ROWS,
    WITH_ROWS,
    Counted,
    Counts,
    is_blank,
    keys_of,
    kind_of,
)
from ikparticipation.surveys.results.relevance import (
    Record,
    Shape,
    Submitted,
    asked,
    records,
    shapes,
)
from ikparticipation.surveys.xlsform.questionnaire import Questionnaire


def counts_of(questionnaire: Questionnaire, submitted: Submitted) -> Counts:
    """Return question and key → count, of one response. See `keys` for what is counted."""
    found: Counter[Counted] = Counter([RESPONSES])
    for shape in shapes(questionnaire):
        for path in records(submitted.document, shape.chain):
            _count(found, shape, path[-1])
    for name, number in asked(questionnaire, submitted).items():
        found[name, ASKED] += number
    return dict(found)


def _count(found: Counter[Counted], shape: Shape, record: Record) -> None:
    answers = record["answers"]
    for question in shape.questions:
        value = answers.get(question.name)
        if not is_blank(value):
            found.update((question.name, key) for key in keys_of(kind_of(question), value))
    rows = record.get("rows", {})
    for repeat in shape.repeats:
        if number := len(rows.get(repeat.name, ())):
            found[repeat.name, ROWS] += number
            found[repeat.name, WITH_ROWS] += 1
