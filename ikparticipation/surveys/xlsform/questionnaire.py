"""The compiled questionnaire: what a workbook means. Immutable, and the same for ever.

Names of sections, groups, repeats and questions are unique over the whole questionnaire, so a
name alone finds its question: in the answers document, in a form field, in an export.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import ClassVar

Words = Mapping[str, str]
"""Language code → text; read it with `text.pick`."""

MAX_ROWS = 200


class QuestionType(StrEnum):
    """What can be asked. Stored as text; never rename one."""

    TEXT = "text"
    INTEGER = "integer"
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    DATE = "date"
    NOTE = "note"


SELECTS = frozenset({QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE})


@dataclass(frozen=True)
class Choice:
    name: str
    labels: Words


@dataclass(frozen=True, kw_only=True)
class Question:
    kind: ClassVar[str] = "question"

    name: str
    type: QuestionType
    labels: Words
    hints: Words = field(default_factory=dict)
    required: bool = False
    required_messages: Words = field(default_factory=dict)
    """What to say instead of the usual sentence when the answer is missing."""
    choices: tuple[Choice, ...] = ()
    appearance: tuple[str, ...] = ()
    """How it is drawn: `multiline`, `minimal` (a drop-down list)."""
    inventory: str | None = None
    """Where the answer goes, a key of `targets.TARGETS`."""

    @cached_property
    def choice_labels(self) -> Mapping[str, Words]:
        """Choice name → its labels, in the order of the list."""
        return {choice.name: choice.labels for choice in self.choices}


@dataclass(frozen=True, kw_only=True)
class Group:
    """Questions that belong together inside a section: a fieldset."""

    kind: ClassVar[str] = "group"

    name: str
    labels: Words
    hints: Words = field(default_factory=dict)
    elements: "tuple[Element, ...]" = ()


@dataclass(frozen=True, kw_only=True)
class Repeat:
    """Questions asked once for each row, for example for each offer. `labels` name one row."""

    kind: ClassVar[str] = "repeat"

    name: str
    labels: Words
    hints: Words = field(default_factory=dict)
    elements: "tuple[Element, ...]" = ()
    inventory: str | None = None
    """What a row becomes, a key of `targets.ROWS`."""
    min_rows: int = 0
    max_rows: int = MAX_ROWS

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """All questions of a row, notes included, in the order of the page."""
        return tuple(_questions(self.elements))


Element = Question | Group | Repeat


@dataclass(frozen=True, kw_only=True)
class Section:
    """What stands on one page: a top-level group, or a top-level repeat as its only element."""

    name: str
    labels: Words
    hints: Words = field(default_factory=dict)
    elements: tuple[Element, ...] = ()

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The questions asked once, notes included, without those of the repeats."""
        return tuple(_questions(self.elements))

    @cached_property
    def repeats(self) -> tuple[Repeat, ...]:
        return tuple(_repeats(self.elements))


@dataclass(frozen=True)
class Placed:
    """A question and where it stands."""

    section: Section
    repeat: Repeat | None
    question: Question


@dataclass(frozen=True, kw_only=True)
class Questionnaire:
    title: str
    languages: tuple[str, ...]
    """Language codes, the default one first."""
    default_language: str
    sections: tuple[Section, ...] = ()

    def section(self, name: str) -> Section | None:
        return self._sections.get(name)

    def question(self, name: str) -> Placed | None:
        return self._questions.get(name)

    def repeat(self, name: str) -> Repeat | None:
        return self._repeats.get(name)

    def after(self, section: Section) -> Section | None:
        """Return the section that follows, None after the last one."""
        place = self.sections.index(section) + 1
        return self.sections[place] if place < len(self.sections) else None

    def before(self, section: Section) -> Section | None:
        place = self.sections.index(section)
        return self.sections[place - 1] if place else None

    @cached_property
    def placed(self) -> tuple[Placed, ...]:
        """All questions with their places, in the order of the pages."""
        return tuple(
            Placed(section, repeat, question)
            for section in self.sections
            for repeat in (None, *section.repeats)
            for question in (repeat or section).questions
        )

    @cached_property
    def _sections(self) -> dict[str, Section]:
        return {section.name: section for section in self.sections}

    @cached_property
    def _questions(self) -> dict[str, Placed]:
        return {placed.question.name: placed for placed in self.placed}

    @cached_property
    def _repeats(self) -> dict[str, Repeat]:
        return {repeat.name: repeat for section in self.sections for repeat in section.repeats}


def _questions(elements: tuple[Element, ...]) -> Iterator[Question]:
    for element in elements:
        if isinstance(element, Question):
            yield element
        elif isinstance(element, Group):
            yield from _questions(element.elements)


def _repeats(elements: tuple[Element, ...]) -> Iterator[Repeat]:
    for element in elements:
        if isinstance(element, Repeat):
            yield element
        elif isinstance(element, Group):
            yield from _repeats(element.elements)
