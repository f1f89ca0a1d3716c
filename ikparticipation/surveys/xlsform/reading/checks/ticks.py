"""Checks the list that a range takes words for some of its numbers from (`tick_labelset`)."""

from collections.abc import Iterator
from decimal import Decimal

from ikparticipation.surveys.xlsform.findings import Finding
from ikparticipation.surveys.xlsform.questionnaire import QuestionType
from ikparticipation.surveys.xlsform.reading.checks.choices import NO_LIST, NO_LIST_SIMILAR
from ikparticipation.surveys.xlsform.reading.form import Form, Item, error
from ikparticipation.surveys.xlsform.reading.nearest import meant, nearest
from ikparticipation.surveys.xlsform.reading.settled import number, settled
from ikparticipation.text import N_


def findings(form: Form, item: Item) -> Iterator[Finding]:
    name = item.tick_list
    if name not in form.lists:
        message, facts = meant(nearest(name, form.lists), NO_LIST_SIMILAR, NO_LIST)
        yield error(message, form.survey, item.entry, "parameters", list=name, **facts)
        return
    given = settled(item, QuestionType.RANGE)
    start, end, step = (number(given[each]) for each in ("start", "end", "step"))
    if start is None or end is None or not step:
        return  # that is told
    for entry in form.lists[name]:
        if not _is_on(entry.get("name"), start, end, step):
            yield error(
                NOT_ON_IT,
                *(form.choices, entry, "name"),
                name=entry.get("name"),
                question=item.name,
                start=given["start"],
                end=given["end"],
                step=given["step"],
            )
        if any("${" in text for text in entry.words("label").values()):
            yield error(NO_QUOTES, form.choices, entry, "label")


def _is_on(name: str, start: Decimal, end: Decimal, step: Decimal) -> bool:
    value = number(name)
    return value is not None and start <= value <= end and not (value - start) % step


NOT_ON_IT = N_(
    "„%(name)s“ ist keine Zahl der Skala „%(question)s“ (von %(start)s bis %(end)s in Schritten "
    "von %(step)s). Bitte schreiben Sie hier die Zahl, zu der der Text gehört."
)
NO_QUOTES = N_(
    "Die Beschriftung einer Skala kann keine Antwort wiedergeben. "
    "Bitte schreiben Sie den Text ohne „${…}“."
)
