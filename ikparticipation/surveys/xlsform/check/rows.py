"""Rows that say something, and the records of a section that are there."""

from collections.abc import Iterator

from ikparticipation.surveys.xlsform.document import Document, Row, RowPlace, Spot, rows_of
from ikparticipation.surveys.xlsform.engine import State
from ikparticipation.surveys.xlsform.questionnaire import Question, Repeat, Section


def filled_rows(record: Document | Row, repeat: Repeat) -> list[Row]:
    """Return the rows in which something is answered or at least typed."""
    return [row for row in rows_of(record, repeat.name) if not is_blank(row)]


def is_blank(record: Document | Row) -> bool:
    """Whether nothing is answered or typed in it, nor in the rows inside of it."""
    if record["answers"] or record.get("invalid"):
        return False
    return all(is_blank(inner) for rows in record.get("rows", {}).values() for inner in rows)


def counts(state: State, spot: Spot) -> bool:
    """Whether a row is one of those that must be so many: it says something that is submitted.

    What was typed and is no answer counts, too: it will be one, or be told as what it is.
    """
    repeat = spot.chain[-1]
    return any(_is_said(state, question, spot) for question in repeat.questions) or any(
        inner.row_count is not None or counts(state, each)
        for inner in repeat.repeats
        for each in rows_there(state, inner, spot)
    )


def _is_said(state: State, question: Question, spot: Spot) -> bool:
    name, row = question.name, spot.row_id
    if not question.is_asked or question.calculation is not None:
        return False
    if name in spot.record["answers"]:
        return state.value(name, row) is not None
    return name in spot.record.get("invalid", ()) and state.is_relevant(name, row)


def rows_there(state: State, repeat: Repeat, around: Spot) -> Iterator[Spot]:
    """Return the relevant rows of a repeat in one record, numbered as on the page."""
    outer = around.row_id
    if not state.is_relevant(repeat.name, outer):
        return
    rows = [
        r for r in rows_of(around.record, repeat.name) if state.is_relevant(repeat.name, r["id"])
    ]
    for number, row in enumerate(rows, start=1):
        place = RowPlace(repeat.name, row["id"], number)
        yield Spot(row, (*around.chain, repeat), (*around.rows, place))


def spots_there(state: State, section: Section) -> Iterator[Spot]:
    """Return all relevant records of a section, in the order of the page."""
    top = Spot(state.document)
    yield top
    for repeat in section.repeats:
        yield from _inside(state, repeat, top)


def _inside(state: State, repeat: Repeat, around: Spot) -> Iterator[Spot]:
    for spot in rows_there(state, repeat, around):
        yield spot
        for inner in repeat.repeats:
            yield from _inside(state, inner, spot)
