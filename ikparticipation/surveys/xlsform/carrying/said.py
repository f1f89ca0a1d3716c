"""What was said of each row of last time: that it still holds, is changed, or is no more."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from ikparticipation.receipts import hash_of
from ikparticipation.surveys.xlsform.document import Document, Row
from ikparticipation.surveys.xlsform.values import Value

DIGITS = 16
"""Hex digits of a fingerprint: it only has to tell a row from itself."""


class Said(StrEnum):
    """Stored as text in what is submitted; never rename one."""

    SAME = "same"
    CHANGED = "changed"
    ENDED = "ended"
    NEW = "new"
    OPEN = "open"
    """Carried, and nobody has said anything yet. Never in what is submitted."""


def fingerprint(answers: Mapping[str, Value]) -> str:
    return hash_of({"answers": answers})[:DIGITS]


def said(row: Row) -> Said:
    """Return what was said of a row, in a working document or in a submitted one.

    A row that says something else than last time is changed, confirmed or not; changed back, it
    waits for its confirmation again. Rows inside of it speak for themselves.
    """
    if "said" in row:
        return Said(row["said"])
    if "last" not in row:
        return Said.NEW
    if row.get("invalid") or fingerprint(row["answers"]) != row["last"]:
        return Said.CHANGED
    return Said.SAME if row.get("confirmed") else Said.OPEN


def is_carried(document: Document) -> bool:
    """Whether somebody began with the answers of last time."""
    return "carried" in document


def frozen_word(document: Document, row: Row) -> dict[str, Any]:
    """Return what is frozen of it with a row; nothing where nothing was carried."""
    if is_carried(document) or "said" in row:
        return {"said": str(said(row))}
    return {}


def open_rows(record: Document | Row) -> int:
    """Return of how many rows nothing is said yet, at any depth."""
    return sum(said(row) is Said.OPEN for row in _rows(record))


def counts(frozen: Document) -> dict[str, int]:
    """Return how often each was said in what is submitted; empty where nothing was asked.

    A row that ended counts once, with all that was in it.
    """
    words = [row["said"] for row in _rows(frozen) if "said" in row]
    ended = sum(1 for _ in _ended(frozen))
    if not words and not ended:
        return {}
    kinds = (Said.SAME, Said.CHANGED, Said.NEW)
    return {str(kind): words.count(kind) for kind in kinds} | {str(Said.ENDED): ended}


def without_words(record: Document | Row) -> dict[str, Any]:
    """Return a record without what only confirms: two who confirm do not contradict each other."""
    plain: dict[str, Any] = {k: v for k, v in record.items() if k not in {"confirmed", "carried"}}
    if "rows" in record:
        plain["rows"] = {
            name: [without_words(row) for row in rows] for name, rows in record["rows"].items()
        }
    return plain


def _rows(record: Document | Row) -> Iterator[Row]:
    for rows in record.get("rows", {}).values():
        for row in rows:
            yield row
            yield from _rows(row)


def _ended(record: Document | Row) -> Iterator[Row]:
    for rows in record.get("ended", {}).values():
        yield from rows
    for row in _rows(record):
        for rows in row.get("ended", {}).values():
            yield from rows
