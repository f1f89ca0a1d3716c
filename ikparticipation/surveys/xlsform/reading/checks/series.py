"""Checks what questions are over all versions, and who may see their answers."""

from collections.abc import Iterator, Mapping

from ikparticipation.surveys.xlsform.findings import Finding
from ikparticipation.surveys.xlsform.questionnaire import Publish, Question
from ikparticipation.surveys.xlsform.reading.form import Form, Item, error, warning
from ikparticipation.surveys.xlsform.reading.identities import ID, identities
from ikparticipation.surveys.xlsform.reading.nearest import Names, meant, nearest
from ikparticipation.text import N_


def findings(form: Form) -> Iterator[Finding]:
    yield from _ids(form)
    before = _questions_before(form)
    known = Names(before)
    for item in form.items:
        yield from _publish(form, item)
        yield from _same_type(form, item, before)
        yield from _was(form, item, before, known)


def _ids(form: Form) -> Iterator[Finding]:
    first: dict[str, int] = {
        item.name: item.entry.number
        for item in form.items
        if item.is_question and not item.entry.get("question_id")
    }
    for item in form.items:
        identity = item.entry.get("question_id")
        if not identity:
            continue
        place = (form.survey, item.entry, "question_id")
        if not item.is_question:
            yield warning(QUESTIONS_ONLY, *place, column="question_id")
        elif not ID.fullmatch(identity) and not item.is_added:
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


def _same_type(form: Form, item: Item, before: Mapping[str, Question]) -> Iterator[Finding]:
    """Refuse another type under the same identity: the figures of two waves would not compare."""
    identity = item.entry.get("question_id") or item.name
    earlier = before.get(identity)
    if item.is_question and earlier is not None and earlier.type is not item.type.question:
        old, new = str(earlier.type), str(item.type.question)
        yield error(OTHER_TYPE, form.survey, item.entry, "type", id=identity, old=old, new=new)


def _was(form: Form, item: Item, before: Mapping[str, Question], known: Names) -> Iterator[Finding]:
    """Check that what a question goes on from was there.

    What it said in the last version already is passed over: the column may stay.
    """
    place = (form.survey, item.entry, "was")
    named = identities(item.entry.get("was"))
    if named and not item.is_question:
        yield warning(QUESTIONS_ONLY, *place, column="was")
        return
    itself = before.get(item.entry.get("question_id") or item.name)
    told = itself.was if itself else ()
    for identity in named:
        if not ID.fullmatch(identity):
            yield error(BAD_ID, *place, id=identity)
        elif form.given.before is not None and identity not in before and identity not in told:
            message, facts = meant(known.nearest(identity), NEVER_WAS_SIMILAR, NEVER_WAS)
            yield warning(message, *place, id=identity, **facts)


def _questions_before(form: Form) -> dict[str, Question]:
    """Return identity → question of the last version."""
    before = form.given.before
    return {placed.question.identity: placed.question for placed in before.placed} if before else {}


QUESTIONS_ONLY = N_("„%(column)s“ hat nur bei Fragen eine Wirkung.")
BAD_ID = N_(
    "Die Kennung „%(id)s“ ist nicht erlaubt. "
    "Bitte verwenden Sie höchstens 64 Buchstaben, Ziffern, „_“, „-“ und „.“."
)
TWICE = N_(
    "Die Kennung „%(id)s“ gehört schon zu Zeile %(other)s. "
    "Bitte geben Sie jeder Frage eine eigene „question_id“."
)
NEVER_WAS = N_(
    "In der letzten Fassung gibt es keine Frage mit der Kennung „%(id)s“. "
    "Bitte prüfen Sie die Spalte „was“."
)
NEVER_WAS_SIMILAR = N_(
    "In der letzten Fassung gibt es keine Frage mit der Kennung „%(id)s“. "
    "Meinten Sie „%(similar)s“?"
)
BAD_PUBLISH = N_("„%(value)s“ gibt es hier nicht. Möglich sind: %(known)s.")
BAD_PUBLISH_SIMILAR = N_("„%(value)s“ gibt es hier nicht. Meinten Sie „%(similar)s“?")
OTHER_TYPE = N_(
    "„%(id)s“ hatte in der letzten Fassung den Typ „%(old)s“ und hat jetzt „%(new)s“. "
    "Die Zahlen wären nicht zu vergleichen; bitte geben Sie der Frage eine neue „question_id“."
)
