"""The bytes of an uploaded file as sheets of text: an Excel file, or a Markdown table."""

from ikparticipation.surveys.xlsform.reading.markdown import is_markdown, read_markdown
from ikparticipation.surveys.xlsform.reading.others import tolerant
from ikparticipation.surveys.xlsform.reading.sheets import Line, Sheet, UnreadableError, Workbook
from ikparticipation.surveys.xlsform.reading.spreadsheet import read_spreadsheet
from ikparticipation.text import N_

__all__ = ["MAX_FILE", "Line", "Sheet", "UnreadableError", "Workbook", "open_workbook"]

MAX_FILE = 5_000_000


def open_workbook(data: bytes) -> Workbook:
    """Read the sheets of an XLSForm; UnreadableError when the file as a whole is refused."""
    if not data:
        raise UnreadableError(EMPTY)
    if len(data) > MAX_FILE:
        raise UnreadableError(TOO_BIG, limit=MAX_FILE // 1_000_000)
    return tolerant(read_markdown(data) if is_markdown(data) else read_spreadsheet(data))


EMPTY = N_("Die Datei ist leer. Bitte wählen Sie die Excel-Datei (.xlsx) mit dem Fragebogen.")
TOO_BIG = N_("Die Datei ist größer als %(limit)s MB. Bitte entfernen Sie Bilder und leere Blätter.")
