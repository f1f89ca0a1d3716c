"""The compiled questionnaire: what a workbook means. Immutable, and the same for ever.

Names of sections, groups, repeats and questions are unique over the whole questionnaire, so a
name alone finds its question: in the answers document, in a form field, in an export.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar

from ikparticipation.surveys.xlsform.question import (
    FILES,
    NEVER_SHOWN,
    NOT_ASKED,
    SELECTS,
    Choice,
    Formula,
    Publish,
    Question,
    QuestionType,
    Words,
    formulas_of,
)

__all__ = [
    "FILES",
    "MAX_ROWS",
    "NEVER_SHOWN",
    "NOT_ASKED",
    "SELECTS",
    "Choice",
    "Element",
    "Formula",
    "Group",
    "Placed",
    "Publish",
    "Question",
    "QuestionType",
    "Questionnaire",
    "Repeat",
    "Section",
    "Words",
]

MAX_ROWS = 200


@dataclass(frozen=True, kw_only=True)
class Group:
    """Questions that belong together inside a section: a fieldset."""

    kind: ClassVar[str] = "group"

    name: str
    labels: Words
    hints: Words = field(default_factory=dict)
    elements: "tuple[Element, ...]" = ()
    relevant: Formula | None = None
    appearance: tuple[str, ...] = ()

    @property
    def formulas(self) -> Iterator[tuple[str, Formula]]:
        return formulas_of(self, ("relevant",))


@dataclass(frozen=True, kw_only=True)
class Repeat:
    """Questions asked once for each row, for example for each offer. `labels` name one row.

    Rows can have rows of their own: a repeat among its elements.
    """

    kind: ClassVar[str] = "repeat"

    name: str
    labels: Words
    hints: Words = field(default_factory=dict)
    elements: "tuple[Element, ...]" = ()
    inventory: str | None = None
    """What a row becomes, a key of `targets.ROWS`."""
    min_rows: int = 0
    max_rows: int = MAX_ROWS
    relevant: Formula | None = None
    row_count: Formula | None = None
    """How many rows there are (`repeat_count`); None: people add and remove them."""
    appearance: tuple[str, ...] = ()

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """All questions of a row, notes included, in the order of the page; not of inner rows."""
        return tuple(_questions(self.elements))

    @cached_property
    def repeats(self) -> "tuple[Repeat, ...]":
        """The repeats inside one of its rows."""
        return tuple(_repeats(self.elements))

    @property
    def formulas(self) -> Iterator[tuple[str, Formula]]:
        return formulas_of(self, ("relevant", "row_count"))


Element = Question | Group | Repeat


@dataclass(frozen=True, kw_only=True)
class Section:
    """What stands on one page: a top-level group, or a top-level repeat as its only element."""

    name: str
    labels: Words
    hints: Words = field(default_factory=dict)
    elements: tuple[Element, ...] = ()
    relevant: Formula | None = None
    """When the page is shown at all: that of its group, or of the repeat that it is."""
    is_loose: bool = False
    """It holds what stands outside of all groups in the form: no group of formulas' paths."""

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The questions asked once, notes included, without those of the repeats."""
        return tuple(_questions(self.elements))

    @cached_property
    def repeats(self) -> tuple[Repeat, ...]:
        """Its repeats, without those inside of rows."""
        return tuple(_repeats(self.elements))

    @cached_property
    def all_repeats(self) -> tuple[tuple[Repeat, ...], ...]:
        """Each repeat with those around it, the outermost first: (offers,), (offers, places)."""
        return tuple(_chains(self.repeats, ()))

    @cached_property
    def is_shown(self) -> bool:
        """Whether anything in it, rows included, can ever be shown: else it is no page."""
        inside = (self.questions, *(chain[-1].questions for chain in self.all_repeats))
        return any(question.is_shown for questions in inside for question in questions)


@dataclass(frozen=True)
class Placed:
    """A question and where it stands."""

    section: Section
    chain: tuple[Repeat, ...]
    """The repeats around it, the outermost first; () outside of rows."""
    question: Question

    @property
    def repeat(self) -> Repeat | None:
        return self.chain[-1] if self.chain else None


@dataclass(frozen=True, kw_only=True)
class Questionnaire:
    title: str
    languages: tuple[str, ...]
    """Language codes, the default one first."""
    default_language: str
    sections: tuple[Section, ...] = ()
    tables: Mapping[str, tuple[Mapping[str, str], ...]] = field(default_factory=dict)
    """Lines of the files that expressions look into (`pulldata`, `instance`), by file name
    without its ending; the lists of choices that expressions name are among them."""
    version: str = ""
    """As its author counts; for the function `version()`."""

    @cached_property
    def pages(self) -> tuple[Section, ...]:
        """The sections that people see; the others only compute."""
        return tuple(section for section in self.sections if section.is_shown)

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
            Placed(section, chain, question)
            for section in self.sections
            for chain in ((), *section.all_repeats)
            for question in (chain[-1] if chain else section).questions
        )

    @cached_property
    def _sections(self) -> dict[str, Section]:
        return {section.name: section for section in self.sections}

    @cached_property
    def _questions(self) -> dict[str, Placed]:
        return {placed.question.name: placed for placed in self.placed}

    @cached_property
    def _repeats(self) -> dict[str, Repeat]:
        return {
            chain[-1].name: chain[-1] for section in self.sections for chain in section.all_repeats
        }


def _chains(
    repeats: tuple[Repeat, ...], around: tuple[Repeat, ...]
) -> Iterator[tuple[Repeat, ...]]:
    for repeat in repeats:
        yield (*around, repeat)
        yield from _chains(repeat.repeats, (*around, repeat))


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
