"""From the questionnaire to what stands on paper: every question with its number and its place."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Protocol

from ikparticipation.surveys.paper.numbering import HEADS_ONLY, has_number, is_its_repeat
from ikparticipation.surveys.paper.relevance import (
    condition_in_words,
    count_in_words,
    is_always,
    relevance_in_words,
)
from ikparticipation.surveys.paper.sheet import (
    Ask,
    Card,
    Grid,
    GridRow,
    Item,
    Note,
    Part,
    Rows,
    Said,
    Space,
)
from ikparticipation.surveys.paper.spaces import blank_space, filled_space
from ikparticipation.surveys.paper.speech import COMPUTED, Speech, blank_words
from ikparticipation.surveys.section_page.wording import with_scale
from ikparticipation.surveys.xlsform.document import Row
from ikparticipation.surveys.xlsform.questionnaire import (
    Choice,
    Element,
    Formula,
    Group,
    Question,
    Questionnaire,
    QuestionType,
    Repeat,
    Section,
)
from ikparticipation.surveys.xlsform.values import Value
from ikparticipation.text import N_

ROWS_ON_PAPER = 3
"""Further ones go on a copy of the extra sheet."""
_IN_A_GRID = frozenset({"likert", "list-nolabel", HEADS_ONLY})
_TICKED_KINDS = frozenset({QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE})


class Answers(Protocol):
    """What a filled sheet asks of the form engine (`engine.State`)."""

    def is_relevant(self, name: str, row: str | None = None) -> bool: ...
    def value(self, name: str, row: str | None = None) -> Value | None: ...
    def rows(self, repeat: str, outer: str | None = None) -> list[Row]: ...
    def words(
        self, element: Section | Element, aspect: str, language: str, row: str | None = None
    ) -> str: ...
    def choice_label(
        self, name: str, choice: Choice, language: str, row: str | None = None
    ) -> str: ...


@dataclass(frozen=True)
class Writer:
    """Writes the parts of one sheet. Without `answers` it is a blank one, to be filled in."""

    questionnaire: Questionnaire
    numbers: dict[str, str]
    speech: Speech
    answers: Answers | None = None
    row: str | None = None
    """Id of the row it writes now; a repeat stands in it, or outside of rows."""

    @property
    def _around(self) -> tuple[Questionnaire, dict[str, str], Speech]:
        return self.questionnaire, self.numbers, self.speech

    def section(self, section: Section) -> Part:
        elements = section.elements
        only = elements[0] if is_its_repeat(section) else None
        if isinstance(only, Group):
            elements = only.elements
        return self._part(section, elements, is_repeat=isinstance(only, Repeat))

    def items(self, elements: Sequence[Element]) -> tuple[Item, ...]:
        return tuple(item for run in _runs(elements) for item in self._run(run))

    def _part(
        self, part: Section | Group, elements: Sequence[Element], *, is_repeat: bool = False
    ) -> Part:
        asked = self._is_asked(part.name)
        hint = "" if self.answers is not None or is_repeat else self.words(part, "hint")
        tells_when = not is_repeat and (self.answers is None or not asked)
        return Part(
            number=self.numbers.get(part.name, ""),
            title=self.words(part, "label"),
            when=self._when(part.relevant) if tells_when else "",
            hint=hint,
            quiet="" if asked else self.speech.say(NOT_ASKED),
            items=self.items(elements) if asked else (),
        )

    def _run(self, run: Sequence[Element]) -> Iterator[Item]:
        questions = [each for each in run if isinstance(each, Question)]
        if len(run) == len(questions) > 1:
            yield self._grid(questions)
            return
        for element in run:
            if isinstance(element, Question):
                yield from self._question(element)
            elif isinstance(element, Repeat):
                yield self._rows(element)
            elif any(element.labels.values()):
                yield self._part(element, element.elements)
            elif self._is_asked(element.name):
                yield from self.items(element.elements)

    def _question(self, question: Question) -> Iterator[Item]:
        if question.type is QuestionType.NOTE:
            if self.answers is None:
                yield Note(self._with_condition(question))
        elif has_number(question):
            yield self._ask(question)

    def _ask(self, question: Question) -> Ask:
        is_blank, asked = self.answers is None, self._is_asked(question.name)
        return Ask(
            number=self.numbers[question.name],
            words=self.words(question, "label"),
            mark=self._mark(question) if is_blank else "",
            when=self._when(question.relevant) if is_blank or not asked else "",
            hint=self._hint(question) if is_blank else "",
            guidance=self.words(question, "guidance") if is_blank else "",
            space=self._space(question),
        )

    def _space(self, question: Question) -> Space:
        if self.answers is None:
            if question.calculation or is_always(question.readonly):
                return Said(self.speech.say(COMPUTED), is_quiet=True)
            return blank_space(question, self._label(question), self.speech)
        if not self._is_asked(question.name):
            return Said(self.speech.say(NOT_ASKED), is_quiet=True)
        value = self.answers.value(question.name, self.row)
        return filled_space(question, value, self._label(question), self.speech)

    def _grid(self, questions: Sequence[Question]) -> Grid:
        heads = [each for each in questions if HEADS_ONLY in each.appearance]
        asked = [each for each in questions if has_number(each)]
        choices = questions[0].choices
        label = self._label(questions[0])
        return Grid(
            words=self.words(heads[0], "label") if heads else "",
            head=tuple(label(choice) for choice in choices),
            rows=tuple(self._grid_row(question, choices) for question in asked),
        )

    def _grid_row(self, question: Question, choices: tuple[Choice, ...]) -> GridRow:
        value = self.answers.value(question.name, self.row) if self.answers else None
        names = value if isinstance(value, list) else [value]
        when = self._when(question.relevant)
        if not self._is_asked(question.name):
            when = self.speech.say(NOT_ASKED)
        return GridRow(
            number=self.numbers[question.name],
            words=self.words(question, "label"),
            mark=self._mark(question) if self.answers is None else "",
            when=when,
            ticks=tuple(choice.name in names for choice in choices),
        )

    def _rows(self, repeat: Repeat) -> Rows:
        is_section = self.questionnaire.section(repeat.name) is not None
        word = self.words(repeat, "label")
        tells_when = self.answers is None or not self._is_asked(repeat.name)
        return Rows(
            number="" if is_section else self.numbers.get(repeat.name, ""),
            title=word,
            when=self._when(repeat.relevant) if tells_when else "",
            hint="" if self.answers is not None else self.words(repeat, "hint"),
            remark=self._remark(repeat) if self.answers is None else self._count_of(repeat),
            cards=self._blank_cards(repeat, word) if self.answers is None else self._cards(repeat),
        )

    def _blank_cards(self, repeat: Repeat, word: str) -> tuple[Card, ...]:
        items = self.items(repeat.elements)
        count = min(ROWS_ON_PAPER, repeat.max_rows)
        return tuple(Card(f"{word} {number}", items) for number in range(1, count + 1))

    def _cards(self, repeat: Repeat) -> tuple[Card, ...]:
        inside = [replace(self, row=row["id"]) for row in self._rows_of(repeat)]
        return tuple(
            Card(f"{each.words(repeat, 'label')} {number}", each.items(repeat.elements))
            for number, each in enumerate(inside, start=1)
        )

    def _rows_of(self, repeat: Repeat) -> list[Row]:
        if self.answers is None or not self._is_asked(repeat.name):
            return []
        return self.answers.rows(repeat.name, self.row)

    def _count_of(self, repeat: Repeat) -> str:
        if not self._is_asked(repeat.name):
            return self.speech.say(NOT_ASKED)
        return "" if self._rows_of(repeat) else self.speech.say(NO_ROWS)

    def _remark(self, repeat: Repeat) -> str:
        parts = []
        if repeat.row_count:
            parts.append(count_in_words(repeat.row_count, *self._around))
        elif repeat.min_rows:
            parts.append(self.speech.say(AT_LEAST, number=repeat.min_rows))
        if repeat.max_rows > ROWS_ON_PAPER:
            parts.append(self.speech.say(FURTHER_ROWS))
        return " ".join(parts)

    def _mark(self, question: Question) -> str:
        if question.required:
            return self.speech.say(REQUIRED)
        if question.required_when is None:
            return ""
        condition = condition_in_words(question.required_when, *self._around)
        if condition is None:
            return self.speech.say(SOMETIMES_REQUIRED)
        return self.speech.say(REQUIRED_WHEN, condition=condition)

    def _hint(self, question: Question) -> str:
        hint = with_scale(self.words(question, "hint"), question, self.speech)
        if question.choice_filter is None:
            return hint
        return f"{hint} {self.speech.say(ONLY_FITTING)}".strip()

    def _with_condition(self, note: Question) -> str:
        return " ".join(filter(None, (self._when(note.relevant), self.words(note, "label"))))

    def _when(self, formula: Formula | None) -> str:
        return relevance_in_words(formula, *self._around)

    def _is_asked(self, name: str) -> bool:
        return self.answers is None or self.answers.is_relevant(name, self.row)

    def words(self, element: Section | Element, aspect: str) -> str:
        if self.answers is not None:
            return self.answers.words(element, aspect, self.speech.language, self.row)
        words = getattr(element, "labels" if aspect == "label" else _FIELDS[aspect], {})
        return blank_words(self.speech.pick(words), self.numbers, self.speech.say)

    def _label(self, question: Question) -> Callable[[Choice], str]:
        answers, language = self.answers, self.speech.language
        if answers is None:
            say, numbers = self.speech.say, self.numbers
            return lambda choice: blank_words(self.speech.pick(choice.labels), numbers, say)
        return lambda choice: answers.choice_label(question.name, choice, language, self.row)


def _runs(elements: Sequence[Element]) -> Iterator[list[Element]]:
    """Return elements in runs: questions for one table together, everything else alone."""
    for key, run in groupby(elements, _grid_of):
        members = list(run)
        if key is not None and sum(map(_is_asked, members)) > 1:
            yield members
        else:
            yield from ([each] for each in members)


def _grid_of(element: Element) -> object:
    """Return what questions of one table have in common; None of what stands alone."""
    if not isinstance(element, Question) or element.type not in _TICKED_KINDS:
        return None
    if not _IN_A_GRID & set(element.appearance) or element.choice_filter:
        return None
    return tuple((choice.name, tuple(choice.labels.items())) for choice in element.choices)


def _is_asked(element: Element) -> bool:
    return isinstance(element, Question) and has_number(element)


_FIELDS = {"label": "labels", "hint": "hints", "guidance": "guidance"}

REQUIRED = N_("Pflichtangabe")
REQUIRED_WHEN = N_("Pflichtangabe, wenn %(condition)s")
SOMETIMES_REQUIRED = N_("je nach Ihren anderen Antworten Pflichtangabe")
NOT_ASKED = N_("nicht gefragt")
NO_ROWS = N_("nichts eingetragen")
AT_LEAST = N_("Bitte mindestens %(number)s.")
FURTHER_ROWS = N_("Für weitere kopieren Sie bitte das Ergänzungsblatt am Ende.")
ONLY_FITTING = N_("Bitte nur ankreuzen, was zu Ihren anderen Antworten passt.")
