"""Choices for questions whose catalogue was not at hand, so that a test respondent can go on."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ikparticipation.surveys.xlsform.questionnaire import (
    Choice,
    Element,
    Question,
    Questionnaire,
)

STAND_INS = (Choice("beispiel", {}), Choice("beispiel-2", {}))


def lacks_choices(question: Question) -> bool:
    return question.catalogue is not None and not question.choices


def with_stand_ins(questionnaire: Questionnaire) -> Questionnaire:
    """Return the same where nothing is missing."""
    if not any(lacks_choices(placed.question) for placed in questionnaire.placed):
        return questionnaire
    sections = tuple(
        replace(section, elements=tuple(_filled(section.elements)))
        for section in questionnaire.sections
    )
    return replace(questionnaire, sections=sections)


def _filled(elements: Iterable[Element]) -> Iterator[Element]:
    for element in elements:
        if not isinstance(element, Question):
            yield replace(element, elements=tuple(_filled(element.elements)))
        elif lacks_choices(element):
            yield replace(element, choices=STAND_INS, choice_filter=None)
        else:
            yield element
