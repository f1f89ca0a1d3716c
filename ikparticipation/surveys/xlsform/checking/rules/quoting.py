"""Which answers the texts of a form quote: `${name}` in labels, hints and messages."""

import re
from collections.abc import Iterator, Mapping

from ikparticipation.surveys.xlsform.questionnaire import Element, Question, Section

_QUOTED = re.compile(r"\$\{\s*([^{}\s]+)\s*\}")


def quoted_names(element: Section | Element) -> set[str]:
    return {
        name
        for words in _texts(element)
        for text in words.values()
        if "${" in text
        for name in _QUOTED.findall(text)
    }


def _texts(element: Section | Element) -> Iterator[Mapping[str, str]]:
    yield element.labels
    yield element.hints
    if isinstance(element, Question):
        yield element.guidance
        yield element.required_messages
        yield element.constraint_messages
        yield from (choice.labels for choice in element.choices)
