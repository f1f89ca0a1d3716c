"""Texts that quote answers: `${name}`."""

import re
from collections.abc import Iterator, Mapping

from ikparticipation.surveys.xlsform.engine.places import Place, Places
from ikparticipation.surveys.xlsform.questionnaire import Element, Question, Section

QUOTED = re.compile(r"\$\{\s*([^\s{}]+)\s*\}")
WORDS = {
    "label": "labels",
    "hint": "hints",
    "guidance": "guidance",
    "required": "required_messages",
    "constraint": "constraint_messages",
}
"""Aspect of an element's words → where they stand."""
_NONE: Mapping[str, str] = {}


def texts_of(element: Element | Section | None) -> Iterator[str]:
    """Return all words of an element, in all languages, those of its choices among them."""
    for attribute in WORDS.values():
        yield from getattr(element, attribute, _NONE).values()
    if isinstance(element, Question):
        for choice in element.choices:
            yield from choice.labels.values()


def quotes(element: Element | Section) -> bool:
    """Whether any of its words quote an answer, so that they are not always the same."""
    return any("${" in text for text in texts_of(element))


def quoted_names(places: Places) -> frozenset[str]:
    return frozenset(name for place in places for name in _names(place) if name in places.by_name)


def _names(place: Place) -> Iterator[str]:
    for text in texts_of(place.element):
        if "${" in text:
            yield from QUOTED.findall(text)
