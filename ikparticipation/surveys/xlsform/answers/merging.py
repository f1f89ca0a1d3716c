"""What was given, put into the document."""

from collections.abc import Mapping, Sequence

from ikparticipation.surveys.xlsform.answers.given import Given, RowsInput, SectionInput
from ikparticipation.surveys.xlsform.document import Document, Row
from ikparticipation.surveys.xlsform.values import Value


def merge(document: Document, given: SectionInput) -> Document:
    """Return the document with what was given in it. The same input twice changes nothing more."""
    answers, invalid = _merged(document["answers"], document.get("invalid", {}), given.answers)
    merged: Document = {"answers": answers, "rows": _all_rows(document["rows"], given.rows)}
    if invalid:
        merged["invalid"] = invalid
    return merged


def _all_rows(
    rows: Mapping[str, list[Row]], given: Mapping[str, RowsInput]
) -> dict[str, list[Row]]:
    return dict(rows) | {
        repeat: merged
        for repeat, rows_given in given.items()
        if (merged := _merge_rows(rows.get(repeat, []), rows_given)) or repeat in rows
    }


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


def _merge_rows(rows: Sequence[Row], given: RowsInput) -> list[Row]:
    known = {row["id"]: row for row in rows}
    return [
        _merge_row(known.get(each, {"id": each, "answers": {}}), given)
        for each in in_order([row["id"] for row in rows], given.order)
        if each not in given.removed
    ]


def _merge_row(row: Row, given: RowsInput) -> Row:
    answers, invalid = _merged(
        row["answers"], row.get("invalid", {}), given.answers.get(row["id"], {})
    )
    merged: Row = {"id": row["id"], "answers": answers}
    inner = _all_rows(row.get("rows", {}), given.inner.get(row["id"], {}))
    if inner or "rows" in row:
        merged["rows"] = inner
    if invalid:
        merged["invalid"] = invalid
    return merged


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
