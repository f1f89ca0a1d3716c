"""The fields of a page, filled from the document."""

from collections.abc import Iterable, Sequence

from ikparticipation.surveys.xlsform.answers.records import is_posted, typed_in
from ikparticipation.surveys.xlsform.document import (
    Document,
    Row,
    RowPlace,
    field_name,
    rows_field,
    rows_of,
)
from ikparticipation.surveys.xlsform.questionnaire import FILES, Question, Repeat, Section
from ikparticipation.surveys.xlsform.values import to_typed


def to_form(section: Section, document: Document) -> dict[str, list[str]]:
    """Return the fields a page of this section holds; `read_section` is the way back.

    Files are not among them: what is not posted stays.
    """
    form = _fields(section.questions, document, None, None)
    _put_rows(form, section.repeats, document, None)
    return form


def _put_rows(
    form: dict[str, list[str]],
    repeats: Iterable[Repeat],
    record: Document | Row,
    outer: RowPlace | None,
) -> None:
    for repeat in repeats:
        rows = rows_of(record, repeat.name)
        form[rows_field(repeat.name, outer)] = ["", *(row["id"] for row in rows)]
        for number, row in enumerate(rows, start=1):
            form |= _fields(repeat.questions, row, repeat.name, row["id"])
            _put_rows(form, repeat.repeats, row, RowPlace(repeat.name, row["id"], number))


def _fields(
    questions: Sequence[Question], record: Document | Row, repeat: str | None, row: str | None
) -> dict[str, list[str]]:
    return {
        field_name(question.name, repeat, row): shown(question, record) or [""]
        for question in questions
        if is_posted(question) and question.type not in FILES
    }


def shown(question: Question, record: Document | Row) -> list[str]:
    """Return what the field of a question shows: the answer, or what was typed instead of one.

    Of a place and of an order, these are several values.
    """
    invalid = record.get("invalid", {}).get(question.name)
    if invalid is not None:
        return typed_in(question, invalid)
    value = record["answers"].get(question.name)
    return [] if value is None else to_typed(value)
