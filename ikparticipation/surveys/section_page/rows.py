"""What rows are called, and which of them a save has changed."""

from collections.abc import Iterator

from ikparticipation.surveys.section_page.pieces import EndedRow
from ikparticipation.surveys.xlsform.document import Document, Row, ended_of, spots
from ikparticipation.surveys.xlsform.questionnaire import Question, Repeat, Section
from ikparticipation.surveys.xlsform.targets import ROWS
from ikparticipation.surveys.xlsform.values import value_label

_NAMES = frozenset(ROWS.values())


def row_title(repeat: Repeat, row: Row, language: str) -> str:
    """Return what a row is called: the answer that names it, else its first one."""
    named = [q for q in repeat.questions if q.inventory in _NAMES]
    for question in (*named, *repeat.questions):
        if question.name in row["answers"]:
            return value_label(question, row["answers"][question.name], language)
    return ""


def ended_rows(repeat: Repeat, record: Document | Row, language: str) -> Iterator[EndedRow]:
    """Return the rows of last time that are no more."""
    for row in ended_of(record, repeat.name):
        yield EndedRow(row["id"], row_title(repeat, row, language))


def questions_of(section: Section) -> Iterator[Question]:
    """Return all questions of a section, those of its rows at any depth among them."""
    yield from section.questions
    for chain in section.all_repeats:
        yield from chain[-1].questions


def changed_rows(section: Section, before: Document, after: Document) -> list[str]:
    """Return the ids of rows that say something else, or are new; outer ones come first."""
    known = {(s.chain[-1].name, s.row_id): s.record for s in spots(section, before) if s.rows}
    return [
        str(spot.row_id)
        for spot in spots(section, after)
        if spot.rows and known.get((spot.chain[-1].name, spot.row_id)) != spot.record
    ]
