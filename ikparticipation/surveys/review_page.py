"""All answers in words, section by section: for review, for the receipt, for staff, for print."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ikparticipation.surveys.paper.numbering import numbering
from ikparticipation.surveys.section_page import Fault, HeldFile, Speech, html_id, row_title
from ikparticipation.surveys.xlsform.carrying import Said, is_carried, said
from ikparticipation.surveys.xlsform.check import is_blank
from ikparticipation.surveys.xlsform.document import (
    Document,
    Problem,
    Row,
    RowPlace,
    ended_of,
    field_name,
    rows_field,
)
from ikparticipation.surveys.xlsform.engine import State
from ikparticipation.surveys.xlsform.questionnaire import (
    FILES,
    Element,
    Question,
    QuestionType,
    Repeat,
    Section,
)
from ikparticipation.surveys.xlsform.values import value_label
from ikparticipation.text import pick


@dataclass(slots=True)
class Answer:
    id: str
    label: str
    text: str | None
    """None: not answered."""
    error: str | None
    file: HeldFile | None = None
    number: str = ""
    """As on paper."""
    place: tuple[str, str] = ("", "")
    """Name of the question, and id of its row; blank outside of rows."""

    @property
    def is_told(self) -> bool:
        """Whether there is something to read: an answer, or what is missing."""
        return self.text is not None or self.error is not None


@dataclass(slots=True)
class AnsweredRow:
    id: str
    number: int
    title: str
    answers: list[Answer]
    is_blank: bool
    """Nothing is in it: it is not submitted."""
    error: str | None
    repeats: "list[AnsweredRows]"
    said: Said | None = None
    """What was said of it, where it was put before the organisation."""


@dataclass(slots=True)
class AnsweredRows:
    id: str
    word: str
    rows: list[AnsweredRow]
    error: str | None
    number: str = ""
    ended: list[str] = field(default_factory=list)
    """What those rows of last time are called that are no more; blank: without a name."""


@dataclass(slots=True)
class SectionReview:
    name: str
    title: str
    answers: list[Answer]
    repeats: list[AnsweredRows]
    problems: int
    number: str = ""


@dataclass(frozen=True)
class _Reader:
    """Reads the answers of one record."""

    state: State
    speech: Speech
    errors: Mapping[str, Fault] = field(default_factory=dict)
    files_at: str = ""
    repeat: str | None = None
    row: str | None = None
    place: RowPlace | None = None
    numbers: Mapping[str, str] = field(default_factory=dict)

    def inside(self, repeat: Repeat, row: str, number: int) -> "_Reader":
        place = RowPlace(repeat.name, row, number)
        return replace(self, repeat=repeat.name, row=row, place=place)

    def answers(self, questions: Iterable[Question], record: Document | Row) -> list[Answer]:
        shown = (q for q in questions if q.is_shown and q.type is not QuestionType.NOTE)
        return [
            self._answer(question, record)
            for question in shown
            if self.state.is_relevant(question.name, self.row)
        ]

    def _answer(self, question: Question, record: Document | Row) -> Answer:
        name = field_name(question.name, self.repeat, self.row)
        return Answer(
            id=html_id(name),
            label=self.word(question),
            text=self._text(question, record),
            error=self._error(name),
            file=self._file(question, record),
            number=self.numbers.get(question.name, ""),
            place=(question.name, self.row or ""),
        )

    def _text(self, question: Question, record: Document | Row) -> str | None:
        typed = record.get("invalid", {}).get(question.name)
        if typed is not None:
            return typed
        value = record["answers"].get(question.name)
        if question.calculation is not None:
            value = self.state.value(question.name, self.row)
        return None if value is None else value_label(question, value, self.speech.language)

    def _file(self, question: Question, record: Document | Row) -> HeldFile | None:
        value = record["answers"].get(question.name) if question.type in FILES else None
        if not isinstance(value, dict) or "file" not in value or not self.files_at:
            return None
        label = value_label(question, value, self.speech.around)
        is_image = question.type is QuestionType.IMAGE
        return HeldFile(label, f"{self.files_at}{value['file']}", is_image=is_image)

    def word(self, element: Element | Section, row: str | None = None) -> str:
        words = pick(element.labels, self.speech.language)
        if "${" not in words:
            return words
        return self.state.words(element, "label", self.speech.language, row or self.row)

    def repeats(self, repeats: Iterable[Repeat], record: Document | Row) -> list[AnsweredRows]:
        there = (repeat for repeat in repeats if self.state.is_relevant(repeat.name, self.row))
        return [self._rows(repeat, record) for repeat in there]

    def _rows(self, repeat: Repeat, record: Document | Row) -> AnsweredRows:
        name = rows_field(repeat.name, self.place)
        rows = self.state.rows(repeat.name, self.row)
        return AnsweredRows(
            id=html_id(name),
            word=self.word(repeat),
            rows=[self._row(repeat, row, number) for number, row in enumerate(rows, start=1)],
            error=self._error(name),
            number=self.numbers.get(repeat.name, ""),
            ended=[
                row_title(repeat, row, self.speech.language)
                for row in ended_of(record, repeat.name)
            ],
        )

    def _row(self, repeat: Repeat, row: Row, number: int) -> AnsweredRow:
        inner, name = self.inside(repeat, row["id"], number), f"rows/{repeat.name}/{row['id']}"
        return AnsweredRow(
            id=html_id(name),
            number=number,
            title=row_title(repeat, row, self.speech.language),
            answers=inner.answers(repeat.questions, row),
            is_blank=is_blank(row) and repeat.row_count is None,
            error=self._error(name),
            repeats=inner.repeats(repeat.repeats, row),
            said=said(row) if is_carried(self.state.document) or "said" in row else None,
        )

    def _error(self, name: str) -> str | None:
        fault = self.errors.get(name)
        return fault.text if fault else None


def review(
    state: State, speech: Speech, problems: Sequence[Problem] = (), *, files_at: str = ""
) -> list[SectionReview]:
    """Return every relevant answer in words, with what is missing or wrong."""
    errors = {problem.field_name: Fault(*speech.told(problem)) for problem in problems}
    numbers = numbering(state.questionnaire)
    reader = _Reader(state, speech, errors, files_at, numbers=numbers)
    return [
        SectionReview(
            name=section.name,
            title=reader.word(section),
            answers=reader.answers(section.questions, state.document),
            repeats=reader.repeats(section.repeats, state.document),
            problems=sum(problem.section == section.name for problem in problems),
            number=numbers[section.name],
        )
        for section in state.questionnaire.pages
        if state.is_relevant(section.name)
    ]


def row_in_words(repeat: Repeat, row: Row, state: State, speech: Speech) -> list[tuple[str, str]]:
    """Return label and answer of everything that is answered in a row, and in rows inside."""
    reader = _Reader(state, speech).inside(repeat, row["id"], 1)
    return list(_told(reader.answers(repeat.questions, row), reader.repeats(repeat.repeats, row)))


def _told(answers: Iterable[Answer], repeats: Iterable[AnsweredRows]) -> Iterator[tuple[str, str]]:
    yield from ((answer.label, answer.text) for answer in answers if answer.text is not None)
    for repeat in repeats:
        for row in repeat.rows:
            for label, text in _told(row.answers, row.repeats):
                yield f"{repeat.word} {row.number}, {label}", text
