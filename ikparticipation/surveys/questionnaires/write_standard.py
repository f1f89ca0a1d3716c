"""Write the workbooks that are shipped: `python -m …questionnaires.write_standard`.

For maintainers, after a change of the texts in `standard` or `offices`; xlsxwriter is a tool of
development. The same texts give the same bytes on every machine: no clock, and parts stored
uncompressed, because two builds of zlib need not agree.
"""

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped]

from ikparticipation.surveys.questionnaires import OFFICES, STANDARD, offices, standard
from ikparticipation.surveys.questionnaires.lines import Form, Line

FORMS: Mapping[Path, Form] = {STANDARD: standard.FORM, OFFICES: offices.FORM}

_CREATED = datetime(2024, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_WIDTHS = {"type": 30, "name": 24, "list_name": 20, "required": 10, "appearance": 12}
_TEXT_WIDTH = 60


def workbook_bytes(form: Form) -> bytes:
    """Return the workbook: the three sheets of an XLSForm, pleasant to read and to edit."""
    packed = BytesIO()
    with xlsxwriter.Workbook(packed, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": form.title, "created": _CREATED})
        _write(book, "survey", form.columns, form.lines)
        _write(book, "choices", form.choice_columns, form.choices)
        _write(book, "settings", tuple(form.settings), [form.settings])
    return _unpacked(packed)


def _write(
    book: xlsxwriter.Workbook, name: str, headings: Sequence[str], lines: Iterable[Line]
) -> None:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "bottom": 1})
    text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    for index, heading in enumerate(headings):
        width = _TEXT_WIDTH if "::" in heading else _WIDTHS.get(heading, 28)
        sheet.set_column(index, index, width)
        sheet.write_string(0, index, heading, bold)
    for row, line in enumerate(lines, start=1):
        for heading, cell in line.items():
            sheet.write_string(row, headings.index(heading), cell, text)
    sheet.freeze_panes(1, 2)


def _unpacked(packed: BytesIO) -> bytes:
    stored = BytesIO()
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(stored, "w") as target:
        for part in source.infolist():
            plain = zipfile.ZipInfo(part.filename, date_time=(1980, 1, 1, 0, 0, 0))
            target.writestr(plain, source.read(part))
    return stored.getvalue()


if __name__ == "__main__":
    for path, form in FORMS.items():
        path.write_bytes(workbook_bytes(form))
