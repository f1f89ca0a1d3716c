"""One answer of a document, changed; what is not on the way to it stays the same object."""

from collections.abc import Sequence
from typing import Any, TypeVar

from ikparticipation.surveys.xlsform.document import Document, Row, rows_of
from ikparticipation.surveys.xlsform.questionnaire import Repeat
from ikparticipation.surveys.xlsform.values import Value

R = TypeVar("R", Document, Row)


def with_answer(
    document: Document, chain: Sequence[Repeat], row: str | None, name: str, value: Value | None
) -> Document:
    """Return the document with another answer; KeyError if the row is not there."""
    if not chain:
        return _answered(document, name, value)
    changed = _in_rows(document, [repeat.name for repeat in chain], str(row), name, value)
    if changed is None:
        raise KeyError(row)
    return changed


def _answered(record: R, name: str, value: Value | None) -> R:
    answers = {key: each for key, each in record["answers"].items() if key != name}
    if value is not None:
        answers[name] = value
    changed: Any = {**record, "answers": answers}
    invalid = {k: text for k, text in record.get("invalid", {}).items() if k != name}
    changed.pop("invalid", None)
    if invalid:
        changed["invalid"] = invalid
    return changed  # type: ignore[no-any-return]


def _in_rows(
    record: R, repeats: Sequence[str], row: str, name: str, value: Value | None
) -> R | None:
    repeat, *inner = repeats
    rows: list[Row] = rows_of(record, repeat)
    index: int
    for index, each in enumerate(rows):
        changed: Row | None = None
        if inner:
            changed = _in_rows(each, inner, row, name, value)
        elif each["id"] == row:
            changed = _answered(each, name, value)
        if changed is not None:
            now = [*rows[:index], changed, *rows[index + 1 :]]
            found: Any = {**record, "rows": {**record.get("rows", {}), repeat: now}}
            return found  # type: ignore[no-any-return]
    return None
