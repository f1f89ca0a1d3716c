"""Handing out the file of a questionnaire: a workbook, or a Markdown table."""

from io import BytesIO

from flask import send_file
from flask.typing import ResponseReturnValue

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MARKDOWN = "text/markdown; charset=utf-8"


def handed_out(data: bytes, name: str) -> ResponseReturnValue:
    """Send a file under its name, with the ending of what it is, whatever it was called."""
    is_text = data.lstrip(b"\xef\xbb\xbf\t\r\n ").startswith(b"|")
    ending = ".md" if is_text else ".xlsx"
    if not name.casefold().endswith(ending):
        name = (name.rpartition(".")[0] or "fragebogen") + ending
    kind = MARKDOWN if is_text else XLSX
    return send_file(BytesIO(data), kind, as_attachment=True, download_name=name, max_age=0)
