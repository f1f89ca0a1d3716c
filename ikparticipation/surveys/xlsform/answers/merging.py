"""What was given, put into the document."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from ikparticipation.surveys.xlsform.answers.given import Given, RowsInput, SectionInput
from ikparticipation.surveys.xlsform.carrying import Said, said
from ikparticipation.surveys.xlsform.document import Document, Row
from ikparticipation.surveys.xlsform.values import Value


def merge(document: Document, given: SectionInput) -> Document:
    """Return the document with what was given in it. The same input twice changes nothing more."""
    answers, invalid = _merged(document["answers"], document.get("invalid", {}), given.answers)
    rows, ended = _all_rows(document, given.rows)
    merged: Any = {k: v for k, v in document.items() if k not in {"invalid", "ended"}}
    merged |= {"answers": answers, "rows": rows}
    return cast("Document", merged | _where_any(invalid=invalid, ended=ended))


def _where_any(**parts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: part for name, part in parts.items() if part}


def _all_rows(
    record: Document | Row, given: Mapping[str, RowsInput]
) -> tuple[dict[str, list[Row]], dict[str, list[Row]]]:
    """Return the rows of a record as they are now, and those that ended."""
    rows, ended = dict(record.get("rows", {})), dict(record.get("ended", {}))
    for repeat, rows_given in given.items():
        gone = ended.get(repeat, [])
        merged, over = _merge_rows(rows.get(repeat, []), gone, rows_given)
        if merged or repeat in rows:
            rows[repeat] = merged
        if over:
            ended[repeat] = over
        elif gone:
            del ended[repeat]
    return rows, ended


def _merged(
    answers: Mapping[str, Value], invalid: Mapping[str, str], given: Mapping[str, Given]
) -> tuple[dict[str, Value], dict[str, str]]:
    merged = {name: value for name, value in answers.items() if name not in given}
    still_invalid = {name: text for name, text in invalid.items() if name not in given}
    for name, each in given.items():
        if each.value is not None:
            merged[name] = each.value
        elif each.invalid is not None:
            still_invalid[name] = each.invalid
    return merged, still_invalid


def _merge_rows(
    rows: Sequence[Row], gone: Sequence[Row], given: RowsInput
) -> tuple[list[Row], list[Row]]:
    """Return the rows that are there, and those that ended.

    A row of last time does not vanish: who removes it says that it ended.
    """
    back = [row for row in gone if row["id"] in given.resumed]
    known = {row["id"]: row for row in (*rows, *back)}
    now, over = [], [row for row in gone if row["id"] not in given.resumed]
    for each in in_order(list(known), given.order):
        row = known.get(each, {"id": each, "answers": {}})
        if each in given.ended and "last" in row:
            over.append(_plain(_merge_row(row, given)))
        elif each not in given.removed:
            now.append(_merge_row(row, given))
        elif "last" in row:
            over.append(_plain(row))
    return now, over


def _plain(row: Row) -> Row:
    """Return an ended row as it is kept: taken back, it waits for what is said of it."""
    kept: Any = {name: part for name, part in row.items() if name != "confirmed"}
    return cast("Row", kept)


def _merge_row(row: Row, given: RowsInput) -> Row:
    answers, invalid = _merged(
        row["answers"], row.get("invalid", {}), given.answers.get(row["id"], {})
    )
    merged: Any = {k: v for k, v in row.items() if k not in {"invalid", "ended"}}
    merged["answers"] = answers
    inner, ended = _all_rows(row, given.inner.get(row["id"], {}))
    if inner or "rows" in row:
        merged["rows"] = inner
    merged |= _where_any(invalid=invalid, ended=ended)
    return _confirmed(cast("Row", merged), given)


def _confirmed(row: Row, given: RowsInput) -> Row:
    if "last" not in row or row.get("confirmed"):
        return row
    is_shown = row["id"] in given.order or row["id"] in given.answers
    shown_same = given.all_confirmed and is_shown and said(row) is Said.OPEN
    if row["id"] in given.confirmed or shown_same:
        return {**row, "confirmed": True}
    return row


def in_order(known: Sequence[str], shown: Sequence[str]) -> list[str]:
    """Return all rows as they were shown, each row that was not after the one it followed."""
    are_shown = set(shown)
    followers: dict[str | None, list[str]] = {None: []}
    last = None
    for row in known:
        if row in are_shown:
            last = row
        else:
            followers.setdefault(last, []).append(row)
    order = followers[None]
    for row in shown:
        order += [row, *followers.get(row, ())]
    return order
