"""Checks what questions are over all versions, and who may see their answers."""

import re
from collections.abc import Iterator

from ikparticipation.surveys.xlsform.findings import Finding
from ikparticipation.surveys.xlsform.questionnaire import Publish, QuestionType
from ikparticipation.surveys.xlsform.reading.form import Form, Item, error, warning
from ikparticipation.surveys.xlsform.reading.nearest import meant, nearest
from ikparticipation.text import N_

ID = re.compile(r"[A-Za-z0-9_.-]{1,64}", re.ASCII)


def findings(form: Form) -> Iterator[Finding]:
    yield from _ids(form)
    for item in form.items:
        yield from _publish(form, item)
        yield from _same_type(form, item)


def _ids(form: Form) -> Iterator[Finding]:
    first: dict[str, int] = {
        item.name: item.entry.number
        for item in form.items
        if item.is_question and not item.entry.get("question_id")
    }
    for item in form.items:
        identity = item.entry.get("question_id")
        if not identity or item.is_added:
            continue
        place = (form.survey, item.entry, "question_id")
        if not item.is_question:
            yield warning(QUESTIONS_ONLY, *place, column="question_id")
        elif not ID.fullmatch(identity):
            yield error(BAD_ID, *place, id=identity)
        elif identity in first:
            yield error(TWICE, *place, id=identity, other=first[identity])
        first.setdefault(identity, item.entry.number)


def _publish(form: Form, item: Item) -> Iterator[Finding]:
    cell = item.entry.get("publish")
    place = (form.survey, item.entry, "publish")
    if cell and not item.is_question:
        yield warning(QUESTIONS_ONLY, *place, column="publish")
    elif cell and cell.casefold() not in set(Publish):
        similar = nearest(cell, Publish)
        message, facts = meant(similar, BAD_PUBLISH_SIMILAR, BAD_PUBLISH)
        yield error(message, *place, value=cell, known=", ".join(Publish), **facts)


def _same_type(form: Form, item: Item) -> Iterator[Finding]:
    """Refuse another type under the same identity: the figures of two waves would not compare."""
    before = _types_before(form).get(item.entry.get("question_id") or item.name)
    if item.is_question and before is not None and before is not item.type.question:
        identity = item.entry.get("question_id") or item.name
        old, new = str(before), str(item.type.question)
        yield error(OTHER_TYPE, form.survey, item.entry, "type", id=identity, old=old, new=new)


def _types_before(form: Form) -> dict[str, QuestionType]:
    before = form.given.before
    if before is None:
        return {}
    return {placed.question.identity: placed.question.type for placed in before.placed}


QUESTIONS_ONLY = N_("„%(column)s“ hat nur bei Fragen eine Wirkung.")
BAD_ID = N_(
    "Die Kennung „%(id)s“ ist nicht erlaubt. "
    "Bitte verwenden Sie höchstens 64 Buchstaben, Ziffern, „_“, „-“ und „.“."
)
TWICE = N_(
    "Die Kennung „%(id)s“ gehört schon zu Zeile %(other)s. "
    "Bitte geben Sie jeder Frage eine eigene „question_id“."
)
BAD_PUBLISH = N_("„%(value)s“ gibt es hier nicht. Möglich sind: %(known)s.")
BAD_PUBLISH_SIMILAR = N_("„%(value)s“ gibt es hier nicht. Meinten Sie „%(similar)s“?")
OTHER_TYPE = N_(
    "„%(id)s“ hatte in der letzten Fassung den Typ „%(old)s“ und hat jetzt „%(new)s“. "
    "Die Zahlen wären nicht zu vergleichen; bitte geben Sie der Frage eine neue „question_id“."
)
