"""Rows that a formula counts."""

from collections.abc import Iterator
from typing import Any, cast
from uuid import NAMESPACE_OID, uuid5

from ikparticipation.surveys.xlsform.document import Document, Row, rows_of
from ikparticipation.surveys.xlsform.engine.nodes import Record
from ikparticipation.surveys.xlsform.engine.program import Program
from ikparticipation.surveys.xlsform.questionnaire import Repeat


def wanted_rows(count: float, repeat: Repeat) -> int:
    """Return how many rows there are to be; a count that is none, or below zero, is 0."""
    if count != count or count <= 0:  # noqa: PLR0124 - NaN
        return 0
    return int(min(count, repeat.max_rows))


def more_rows(
    program: Program, repeat: Repeat, record: Record, wanted: int, seed: str
) -> Iterator[Row]:
    """Return the rows that are missing, with constant defaults; their ids are always the same."""
    standing = {row.id for row in record.rows[repeat.name]}
    missing, number = wanted - len(standing), 0
    while missing > 0:
        made = str(uuid5(NAMESPACE_OID, f"{seed}/{record.id}/{repeat.name}/{number}"))
        number += 1
        if made not in standing:
            missing -= 1
            answers = {
                question.name: program.constants[question.name]
                for question in repeat.questions
                if question.is_asked and question.name in program.constants
            }
            yield {"id": made, "answers": answers}


def document_of(record: Record) -> Document:
    """Return the document of a tree, with the rows and answers that formulas have put into it."""
    return cast("Document", _collected(record))


def _collected(record: Record) -> Any:
    changed: dict[str, list[Row]] = {}
    for name, rows in record.rows.items():
        now: list[Row] = [_collected(row) for row in rows]
        before = rows_of(record.data, name)
        if len(now) != len(before) or any(a is not b for a, b in zip(now, before, strict=True)):
            changed[name] = now
    if changed:
        data: Any = {**record.data, "rows": {**record.data.get("rows", {}), **changed}}
        record.data = data
    return record.data
