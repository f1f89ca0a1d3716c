"""All answers in words, section by section: for review, for the receipt, for staff, for print.

Also what two people answered differently, when both saved the same section.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ikparticipation.surveys.section_page import html_id, row_title
from ikparticipation.surveys.xlsform.check import is_blank
from ikparticipation.surveys.xlsform.document import Document, Problem, Row, field_name
from ikparticipation.surveys.xlsform.questionnaire import (
    Question,
    Questionnaire,
    QuestionType,
    Repeat,
    Section,
)
from ikparticipation.surveys.xlsform.values import value_label
from ikparticipation.text import N_, pick, translate


@dataclass(slots=True)
class Answer:
    id: str
    label: str
    text: str | None
    """None: not answered."""
    error: str | None

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


@dataclass(slots=True)
class AnsweredRows:
    id: str
    word: str
    rows: list[AnsweredRow]
    error: str | None


@dataclass(slots=True)
class SectionReview:
    name: str
    title: str
    answers: list[Answer]
    repeats: list[AnsweredRows]
    problems: int


@dataclass(frozen=True)
class Difference:
    """A question to which the stored answer and the typed one differ; None: not answered."""

    id: str
    label: str
    stored: str | None
    typed: str | None


def review(
    questionnaire: Questionnaire,
    document: Document,
    language: str,
    problems: Sequence[Problem] = (),
) -> list[SectionReview]:
    """Return every answer in words of `language`, with what is missing or wrong."""
    errors = {problem.field_name: problem.text(language) for problem in problems}
    return [
        SectionReview(
            name=section.name,
            title=pick(section.labels, language),
            answers=_answers(section.questions, document, language, errors),
            repeats=[_rows(repeat, document, language, errors) for repeat in section.repeats],
            problems=sum(problem.section == section.name for problem in problems),
        )
        for section in questionnaire.sections
    ]


def row_in_words(repeat: Repeat, row: Row, language: str) -> list[tuple[str, str]]:
    """Return label and answer of everything that is answered in a row."""
    answers = _answers(repeat.questions, row, language, {}, repeat)
    return [(answer.label, answer.text) for answer in answers if answer.text is not None]


def differences(
    section: Section, stored: Document, typed: Document, language: str
) -> list[Difference]:
    """Return where two documents differ in one section, in the order of the page."""
    return [
        Difference(answer.id, label, stored_text, answer.text)
        for label, answer, stored_text in _pairs(section, stored, typed, language)
        if answer.text != stored_text
    ]


def _pairs(
    section: Section, stored: Document, typed: Document, language: str
) -> Iterator[tuple[str, Answer, str | None]]:
    before = _answers(section.questions, stored, language, {})
    after = _answers(section.questions, typed, language, {})
    for old, new in zip(before, after, strict=True):
        yield new.label, new, old.text
    for repeat in section.repeats:
        known = {row["id"]: row for row in stored["rows"].get(repeat.name, [])}
        for number, row in enumerate(typed["rows"].get(repeat.name, []), start=1):
            old_row: Row = known.pop(row["id"], {"id": row["id"], "answers": {}})
            word = f"{pick(repeat.labels, language)} {number}"
            yield from _row_pairs(repeat, word, old_row, row, language)
        for gone in known.values():
            title = translate(language, N_("„%(name)s“"), name=row_title(repeat, gone, language))
            word = f"{pick(repeat.labels, language)} {title}"
            empty: Row = {"id": gone["id"], "answers": {}}
            yield from _row_pairs(repeat, word, gone, empty, language)


def _row_pairs(
    repeat: Repeat, word: str, stored: Row, typed: Row, language: str
) -> Iterator[tuple[str, Answer, str | None]]:
    before = _answers(repeat.questions, stored, language, {}, repeat)
    after = _answers(repeat.questions, typed, language, {}, repeat)
    for old, new in zip(before, after, strict=True):
        yield f"{word}, {new.label}", new, old.text


def _answers(
    questions: Sequence[Question],
    record: Document | Row,
    language: str,
    errors: Mapping[str, str],
    repeat: Repeat | None = None,
) -> list[Answer]:
    answers = []
    for question in questions:
        if question.type is QuestionType.NOTE:
            continue
        row = str(record.get("id")) if repeat else None
        name = field_name(question.name, repeat.name if repeat else None, row)
        answers.append(
            Answer(
                id=html_id(name),
                label=pick(question.labels, language),
                text=_text(question, record, language),
                error=errors.get(name),
            )
        )
    return answers


def _text(question: Question, record: Document | Row, language: str) -> str | None:
    typed = record.get("invalid", {}).get(question.name)
    if typed is not None:
        return typed
    value = record["answers"].get(question.name)
    return None if value is None else value_label(question, value, language)


def _rows(
    repeat: Repeat, document: Document, language: str, errors: Mapping[str, str]
) -> AnsweredRows:
    name = f"rows/{repeat.name}"
    return AnsweredRows(
        id=html_id(name),
        word=pick(repeat.labels, language),
        rows=[
            AnsweredRow(
                id=html_id(f"{name}/{row['id']}"),
                number=number,
                title=row_title(repeat, row, language),
                answers=_answers(repeat.questions, row, language, errors, repeat),
                is_blank=is_blank(row),
                error=errors.get(f"{name}/{row['id']}"),
            )
            for number, row in enumerate(document["rows"].get(repeat.name, []), start=1)
        ],
        error=errors.get(name),
    )
