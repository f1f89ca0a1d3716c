"""The numbers of a questionnaire, by which people speak of it: on paper, at review, on receipts."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from ikparticipation.surveys.xlsform.questionnaire import (
    Element,
    Group,
    Question,
    Questionnaire,
    Repeat,
    Section,
)

HEADS_ONLY = "label"
"""This appearance makes a question the head of the table below it; nobody answers it."""


def numbering(questionnaire: Questionnaire) -> Mapping[str, str]:
    """Return name → number: "2" of a section, "2.3" in it, "2.3.1" in a group or row of it.

    What nobody is asked has none: notes, what is computed or hidden. A group without a title
    passes its place on to its questions, for nobody would see its number. All rows of a repeat
    have the same numbers.
    """
    return MappingProxyType(dict(_sections(questionnaire)))


def has_number(question: Question) -> bool:
    return question.is_asked and HEADS_ONLY not in question.appearance


def is_its_repeat(section: Section) -> bool:
    """Return whether a section is a repeat on the first level, and so has its number."""
    return len(section.elements) == 1 and section.elements[0].name == section.name


def _sections(questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    for place, section in enumerate(questionnaire.pages, start=1):
        yield section.name, str(place)
        only = section.elements[0] if is_its_repeat(section) else section
        elements = only.elements if isinstance(only, Section | Repeat | Group) else (only,)
        yield from _numbered(elements, f"{place}.")


def _numbered(elements: tuple[Element, ...], before: str) -> Iterator[tuple[str, str]]:
    for place, element in enumerate(_counted(elements), start=1):
        number = f"{before}{place}"
        yield element.name, number
        if not isinstance(element, Question):
            yield from _numbered(element.elements, f"{number}.")


def _counted(elements: tuple[Element, ...]) -> Iterator[Element]:
    for element in elements:
        if isinstance(element, Group) and not any(element.labels.values()):
            yield from _counted(element.elements)
        elif not isinstance(element, Question) or has_number(element):
            yield element
