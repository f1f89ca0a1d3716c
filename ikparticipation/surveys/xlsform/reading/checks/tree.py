"""Checks that the lines make a tree: all that begins ends, and each name is there once."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import dropwhile

from ikparticipation.surveys.xlsform.findings import Finding
from ikparticipation.surveys.xlsform.questionnaire import NEVER_SHOWN
from ikparticipation.surveys.xlsform.reading.form import Form, Item, error, warning
from ikparticipation.surveys.xlsform.reading.kinds import Kind
from ikparticipation.text import N_

RESERVED = frozenset({"pruefen", "quittung"})
"""Pages of a response that stand beside its sections: a section cannot have their addresses."""
MAX_DEPTH = 20
"""Of groups and repeats in each other; more than six no page shows well."""
_PARTNER = {Kind.END_GROUP: Kind.BEGIN_GROUP, Kind.END_REPEAT: Kind.BEGIN_REPEAT}


@dataclass(frozen=True)
class Spot:
    """An item and what it stands in, the outermost first."""

    item: Item
    inside: tuple[Item, ...]

    @property
    def repeat(self) -> Item | None:
        return next((i for i in reversed(self.inside) if i.type.kind is Kind.BEGIN_REPEAT), None)


def spots(form: Form) -> Iterator[Spot]:
    """Return the questions and the beginnings of containers, each with what is around it.

    What is nested too deeply is refused elsewhere, and left out here.
    """
    inside: tuple[Item, ...] = ()
    for item in form.items:
        if len(inside) > MAX_DEPTH:
            return
        if item.type.kind is Kind.QUESTION or item.type.kind.begins:
            yield Spot(item, inside)
        if item.type.kind.begins:
            inside = (*inside, item)
        elif item.type.kind.ends:
            inside = inside[:-1]


def findings(form: Form) -> Iterator[Finding]:
    deep = _too_deep(form)
    if deep is not None:
        yield error(TOO_DEEP, form.survey, deep.entry, "type", limit=MAX_DEPTH)
        return
    yield from _ends(form)
    yield from _names(form)
    yield from _places(form)
    if not any(item.type.kind is Kind.QUESTION for item in form.items):
        yield error(NO_QUESTIONS, form.survey)


def _too_deep(form: Form) -> Item | None:
    depth = 0
    for item in form.items:
        depth += item.type.kind.begins - item.type.kind.ends
        if depth > MAX_DEPTH:
            return item
    return None


def _ends(form: Form) -> Iterator[Finding]:
    inside: list[Item] = []
    filled: set[int] = set()
    for item in form.items:
        if item.type.kind.ends:
            if not _ends_last(item, inside):
                yield error(ENDS_NOTHING, form.survey, item.entry, "type")
                return  # every later end would be counted against the wrong beginning
            begin = inside.pop()
            if begin.entry.number not in filled:
                yield error(IS_EMPTY, form.survey, begin.entry, "type", name=begin.name)
        elif item.type.kind is Kind.QUESTION:
            filled.update(container.entry.number for container in inside)
        elif item.type.kind.begins:
            inside.append(item)
    for begin in inside:
        yield error(NOT_ENDED, form.survey, begin.entry, "type", name=begin.name)


def _ends_last(item: Item, inside: list[Item]) -> bool:
    return bool(inside) and inside[-1].type.kind is _PARTNER[item.type.kind]


def _names(form: Form) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for spot in spots(form):
        name, entry = spot.item.name, spot.item.entry
        if name in first:
            yield error(TWICE, form.survey, entry, "name", name=name, other=first[name])
        elif not spot.inside and spot.item.type.kind.begins and name in RESERVED:
            yield error(IS_RESERVED, form.survey, entry, "name", name=name)
        first.setdefault(name, entry.number)


def _places(form: Form) -> Iterator[Finding]:
    for spot in spots(form):
        item = spot.item
        if item.type.kind.begins and not item.entry.words("label"):
            place = (form.survey, item.entry, "label")
            if item.type.kind is Kind.BEGIN_REPEAT:
                yield error(NO_HEADING, *place, name=item.name)
            elif not spot.inside:
                yield warning(NUMBERED, *place, name=item.name)
    yield from _loose(form)


def _loose(form: Form) -> Iterator[Finding]:
    """Tell of the first question that stands in no group though there was one before."""
    top = [spot.item for spot in spots(form) if not spot.inside]
    behind_a_group = dropwhile(lambda item: not item.type.kind.begins, top)
    for item in behind_a_group:
        if item.is_question and item.type.question not in NEVER_SHOWN and not item.is_added:
            yield warning(LOOSE, form.survey, item.entry, "name", name=item.name)
            return


NO_QUESTIONS = N_("Das Blatt enthält keine Fragen.")
ENDS_NOTHING = N_("Dieses Ende passt zu keinem Anfang. Bitte prüfen Sie die Gruppen darüber.")
NOT_ENDED = N_("„%(name)s“ hat kein Ende. Bitte ergänzen Sie „end_group“ oder „end_repeat“.")
IS_EMPTY = N_("„%(name)s“ enthält keine Fragen. Bitte ergänzen Sie welche oder löschen Sie es.")
TWICE = N_(
    "Den Namen „%(name)s“ gibt es schon in Zeile %(other)s. "
    "Bitte geben Sie jeder Frage und jeder Gruppe einen eigenen Namen."
)
IS_RESERVED = N_(
    "Ein Abschnitt kann nicht „%(name)s“ heißen. Bitte wählen Sie einen anderen Namen."
)
TOO_DEEP = N_(
    "Hier stehen mehr als %(limit)s Gruppen ineinander. Bitte stellen Sie sie nebeneinander."
)
NO_HEADING = N_("„%(name)s“ hat keine Überschrift. Bitte füllen Sie die Spalte „label“ aus.")
NUMBERED = N_(
    "„%(name)s“ hat keine Überschrift. Der Abschnitt heißt deshalb nur nach seiner Nummer. "
    "Bitte füllen Sie die Spalte „label“ aus."
)
LOOSE = N_(
    "Die Frage „%(name)s“ steht in keiner Gruppe. "
    "Fragen ohne Gruppe bilden eigene Abschnitte dort, wo sie stehen."
)
