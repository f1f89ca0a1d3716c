"""What counts of a submitted document: what the organisation said, with the corrections on top.

A correction is a layer. It holds while the organisation's answer is the one it was made for; as
soon as the organisation answers something else, its own word counts again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from ikparticipation.surveys.xlsform.check import submission
from ikparticipation.surveys.xlsform.document import Document, Row
from ikparticipation.surveys.xlsform.engine import State
from ikparticipation.surveys.xlsform.questionnaire import Questionnaire
from ikparticipation.surveys.xlsform.values import Value


@dataclass(frozen=True)
class Layer:
    """One corrected answer. None: not answered."""

    question: str
    row_id: str
    """Blank for a question outside of rows."""
    original: Value | None
    value: Value | None


def value_at(document: Document, question: str, row_id: str = "") -> Value | None:
    """Return an answer; None where it was not answered, or its row is not there."""
    record = _record(document, row_id)
    return None if record is None else record["answers"].get(question)


def holds(document: Document, layer: Layer) -> bool:
    """Whether the organisation still says what the correction was made for."""
    record = _record(document, layer.row_id)
    return record is not None and record["answers"].get(layer.question) == layer.original


def corrected(
    questionnaire: Questionnaire,
    document: Document,
    layers: Iterable[Layer],
    *,
    now: datetime,
    seed: str,
) -> Document:
    """Return what counts: the layers that hold, and all that follows from them by formula.

    `layers` are those that are not withdrawn, the oldest first; a later one may correct an
    earlier one. An answer that is not relevant any more does not count. `document` stays as it is.
    """
    changed = document
    for layer in layers:
        if holds(changed, layer):
            changed = cast("Document", _with(changed, layer))
    if changed is document:
        return document
    return submission(State.of(questionnaire, changed, now=now, seed=seed))


def _record(document: Document, row_id: str) -> Document | Row | None:
    if not row_id:
        return document
    return next((row for row in _rows(document) if row["id"] == row_id), None)


def _rows(record: Document | Row) -> Iterator[Row]:
    for rows in record.get("rows", {}).values():
        for row in rows:
            yield row
            yield from _rows(row)


def _with(record: Document | Row, layer: Layer) -> Document | Row:
    """Return a copy in which the answer says what it was corrected to."""
    if record.get("id", "") == layer.row_id:
        answers = {**record["answers"]}
        answers.pop(layer.question, None)
        if layer.value is not None:
            answers[layer.question] = layer.value
        return cast("Document | Row", {**record, "answers": answers})
    if "rows" not in record:
        return record
    rows = {name: [_with(row, layer) for row in rows] for name, rows in record["rows"].items()}
    return cast("Document | Row", {**record, "rows": rows})
