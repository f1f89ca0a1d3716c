"""How long a questionnaire takes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil

from ikparticipation.surveys.xlsform.questionnaire import (
    NEVER_SHOWN,
    Element,
    Group,
    Question,
    Questionnaire,
    QuestionType,
    Repeat,
)
from ikparticipation.text import pick

WORDS_A_SECOND = 200 / 60
"""Reading a form on a screen: 200 words a minute, slower than a novel (238, Brysbaert 2019)."""

SECONDS: Mapping[QuestionType, float] = {
    QuestionType.TEXT: 12,
    QuestionType.INTEGER: 8,
    QuestionType.DECIMAL: 10,
    QuestionType.RANGE: 6,
    QuestionType.DATE: 8,
    QuestionType.TIME: 6,
    QuestionType.DATETIME: 12,
    QuestionType.SELECT_ONE: 4,
    QuestionType.SELECT_MULTIPLE: 6,
    QuestionType.RANK: 8,
    QuestionType.ACKNOWLEDGE: 3,
    QuestionType.GEOPOINT: 30,
    QuestionType.IMAGE: 40,
    QuestionType.FILE: 60,
    QuestionType.NOTE: 0,
}
"""Answering, once the question is read. Our own assumptions, to be checked against real waves: a
line of typing 12 s (five words on a phone), a figure one knows 8 s, one choice 4 s, several 6 s;
finding a place on a map 30 s, a picture 40 s, a document 60 s. A note is only read."""
MULTILINE = 60
"""Seconds for a text of several lines: about 30 words."""
PARTNER = 15
"""Seconds to find an organisation in the register."""
RANKED = 4
"""Seconds more for each choice that is put in order."""
READ_CHOICES = 20
"""Of longer lists one looks for one's own entry and does not read the rest."""
FEW_ROWS, MANY_ROWS = 1, 5


@dataclass(frozen=True)
class _Span:
    low: float = 0
    high: float = 0

    def __add__(self, other: "_Span") -> "_Span":
        return _Span(self.low + other.low, self.high + other.high)


def minutes(questionnaire: Questionnaire) -> tuple[int, int]:
    """Return the shortest and the longest usual time, in whole minutes, at least 1.

    Low: everything without a condition, one row in each repeat. High: everything, five rows in
    each repeat, and five in each of those.
    """
    language = questionnaire.default_language
    total = _Span()
    for section in questionnaire.sections:
        span = _all(section.elements, language) + _once(_words((section.labels,), language))
        total += span if section.relevant is None else _Span(0, span.high)
    return max(1, ceil(total.low / 60)), max(1, ceil(total.high / 60))


def _all(elements: Iterable[Element], language: str) -> _Span:
    return sum((_of(element, language) for element in elements), _Span())


def _of(element: Element, language: str) -> _Span:
    span = (
        _question(element, language) if isinstance(element, Question) else _group(element, language)
    )
    return span if element.relevant is None else _Span(0, span.high)


def _group(element: Group | Repeat, language: str) -> _Span:
    heading = _once(_words((element.labels, element.hints), language))
    inside = _all(element.elements, language)
    if isinstance(element, Group):
        return heading + inside
    few = min(max(FEW_ROWS, element.min_rows), element.max_rows)
    many = min(max(MANY_ROWS, element.min_rows), element.max_rows)
    return _Span((heading.low + inside.low) * few, (heading.high + inside.high) * many)


def _question(question: Question, language: str) -> _Span:
    if question.type in NEVER_SHOWN:
        return _Span()
    words = _words((question.labels, question.hints), language)
    shown = question.choices[:READ_CHOICES]
    words += _words((choice.labels for choice in shown), language)
    is_computed = question.calculation is not None
    return _once(words) + (_Span() if is_computed else _answering(question))


def _answering(question: Question) -> _Span:
    seconds = SECONDS[question.type]
    if question.type is QuestionType.TEXT and "multiline" in question.appearance:
        seconds = MULTILINE
    elif question.type is QuestionType.RANK:
        seconds += RANKED * len(question.choices)
    if question.partner:
        seconds = max(seconds, PARTNER)
    return _Span(seconds, seconds)


def _once(words: int) -> _Span:
    return _Span(words / WORDS_A_SECOND, words / WORDS_A_SECOND)


def _words(texts: Iterable[Mapping[str, str]], language: str) -> int:
    return sum(len(pick(text, language).split()) for text in texts)
