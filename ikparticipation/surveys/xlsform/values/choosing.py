"""Choices that are ticked, chosen or put in an order."""

import re
from collections.abc import Mapping

from ikparticipation.surveys.xlsform.question import Question, Words
from ikparticipation.surveys.xlsform.values.model import Refused, Value
from ikparticipation.text import N_, SOURCE_LANGUAGE

OK = "OK"
_PLACED = re.compile(r"(?P<place>\d{1,4}) (?P<name>\S+)", re.ASCII)


def read_select_one(question: Question, typed: list[str]) -> Value | Refused:
    name = typed[-1]
    return name if name in question.choice_labels else Refused(NO_CHOICE)


def read_select_multiple(question: Question, typed: list[str]) -> Value | Refused:
    if not question.choice_labels.keys() >= set(typed):
        return Refused(NO_CHOICE)
    return [name for name in question.choice_labels if name in typed]


def read_acknowledge(_question: Question, typed: list[str]) -> Value | Refused:
    return OK if typed[-1].strip() == OK else Refused(NO_CHOICE)


def read_rank(question: Question, typed: list[str]) -> Value | Refused:
    """Read the names in their order, or each with its place before it: "2 rot".

    So one drop-down list for each choice can rank without JavaScript.
    """
    if any(name in question.choice_labels for name in typed):
        order = list(typed)
        return order if _is_order(question, order) else Refused(NO_ORDER)
    places: dict[int, list[str]] = {}
    for each in typed:
        found = _PLACED.fullmatch(each.strip())
        if found is None or found["name"] not in question.choice_labels:
            return Refused(NO_CHOICE)
        names = places.setdefault(int(found["place"]), [])
        if found["name"] not in names:
            names.append(found["name"])
    return _ranked(question, places)


def _ranked(question: Question, places: Mapping[int, list[str]]) -> Value | Refused:
    for place, names in sorted(places.items()):
        if len(names) > 1:
            one, other = (_labels(question, name) for name in names[:2])
            return Refused(SAME_PLACE, {"one": one, "other": other, "place": place})
    order = [names[0] for _, names in sorted(places.items())]
    return order if _is_order(question, order) else Refused(NO_ORDER)


def _labels(question: Question, name: str) -> Words:
    labels = question.choice_labels[name]
    return labels if any(labels.values()) else {SOURCE_LANGUAGE: name}


def _is_order(question: Question, names: list[str]) -> bool:
    """Whether each name is there once; what a filter leaves of the list is unknown here."""
    given, known = set(names), question.choice_labels.keys()
    complete = given == known if question.choice_filter is None else given <= known
    return complete and len(given) == len(names)


NO_CHOICE = N_("Bitte wählen Sie eine der Antworten aus der Liste.")
NO_ORDER = N_("Bitte geben Sie jedem Eintrag der Liste genau einen Platz.")
SAME_PLACE = N_(
    "„%(one)s“ und „%(other)s“ stehen beide auf Platz %(place)s. "
    "Bitte geben Sie einem davon einen anderen Platz."
)
