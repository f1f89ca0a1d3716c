"""Checks that a question can begin with what its column `default` says."""

from collections.abc import Iterator

from ikparticipation.surveys.xlsform.findings import Finding
from ikparticipation.surveys.xlsform.questionnaire import (
    FILES,
    NEVER_SHOWN,
    SELECTS,
    Question,
    QuestionType,
)
from ikparticipation.surveys.xlsform.reading.form import Form, Item, error, warning
from ikparticipation.surveys.xlsform.reading.settled import settled
from ikparticipation.surveys.xlsform.values import Refused, parse
from ikparticipation.text import N_

_SEVERAL = frozenset({QuestionType.SELECT_MULTIPLE, QuestionType.RANK, QuestionType.GEOPOINT})
_WITHOUT = FILES | {QuestionType.NOTE, QuestionType.CALCULATE}


def findings(form: Form) -> Iterator[Finding]:
    for item in form.items:
        cell = item.entry.get("default")
        if not cell or not item.is_named or (item.index, "default_formula") in form.formulas:
            continue
        if item.type.question is None or item.type.question in _WITHOUT:
            yield warning(NO_DEFAULT, form.survey, item.entry, "default")
        elif item.type.question not in NEVER_SHOWN:
            yield from _answer(form, item, item.type.question, cell)


def _answer(form: Form, item: Item, type_: QuestionType, cell: str) -> Iterator[Finding]:
    choices = form.offered.of(item)
    if type_ in SELECTS and not choices:
        return  # the list is missing, or the catalogue is not at hand
    question = Question(
        name=item.name, type=type_, choices=choices, parameters=settled(item, type_)
    )
    if isinstance(parse(question, typed(type_, cell)), Refused):
        yield error(NO_ANSWER, form.survey, item.entry, "default", value=cell)


def typed(type_: QuestionType, cell: str) -> list[str]:
    """Return a default as a form would post it."""
    if type_ is QuestionType.GEOPOINT:
        return cell.split()[:2]
    return cell.split() if type_ in _SEVERAL else [cell]


NO_ANSWER = N_(
    "„%(value)s“ ist auf diese Frage keine mögliche Antwort. "
    "Bitte ändern oder leeren Sie die Zelle."
)
NO_DEFAULT = N_("Hier kann nichts vorausgefüllt werden. Die Angabe wird nicht beachtet.")
