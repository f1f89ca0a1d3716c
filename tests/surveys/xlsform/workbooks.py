"""Workbooks for tests, and the small form most of them use."""

import zipfile
from io import BytesIO

import xlsxwriter

from ikparticipation.surveys.xlsform.compile import read_workbook

DATES = {"default_date_format": "yyyy-mm-dd hh:mm", "remove_timezone": True}
SURVEY_HEADINGS = (
    "type",
    "name",
    "label::Deutsch (de)",
    "label::English (en)",
    "hint::Deutsch (de)",
    "hint::English (en)",
    "required",
    "inventory",
)
CHOICES = (
    ("list_name", "name", "label::Deutsch (de)", "label::English (en)"),
    ("farben", "rot", "Rot", "Red"),
    ("farben", "blau", "Blau", "Blue"),
    ("farben", "gelb", "Gelb", "Yellow"),
)
SETTINGS = (("form_title", "default_language"), ("Probe", "Deutsch (de)"))

LISTS = (
    ("list_name", "name", "label"),
    ("farben", "rot", "Rot"),
    ("farben", "blau", "Blau"),
)
"""Of a form in German only."""

SMALL_SURVEY = (
    SURVEY_HEADINGS,
    ("begin_group", "wir", "Über uns", "About us"),
    ("note", "gruss", "Willkommen", "Welcome"),
    ("text", "was", "Was machen Sie?", "What do you do?", "Kurz", "Briefly", "yes"),
    ("begin_group", "zahlen", "Zahlen", "Figures"),
    ("integer", "anzahl", "Wie viele?", "How many?"),
    ("date", "seit", "Seit wann?", "Since when?"),
    ("end_group",),
    ("select_one farben", "farbe", "Welche Farbe?", "Which colour?"),
    ("select_multiple farben", "farben_auch", "Welche auch?", "Which ones, too?"),
    ("end_group",),
    ("begin_group", "angebote", "Angebote", "Offers"),
    ("begin_repeat", "angebot", "Angebot", "Offer", "", "", "", "offer"),
    ("text", "titel", "Wie heißt es?", "What is it called?", "", "", "yes", "offer.name"),
    ("integer", "plaetze", "Wie viele Plätze?", "How many places?", "", "", "", "offer.capacity"),
    ("select_multiple farben", "toene", "Welche Töne?", "Which shades?"),
    ("end_repeat",),
    ("end_group",),
)


def xlsx(sheets) -> bytes:
    """Return a workbook: sheet name → rows of cells, written as what they are."""
    data = BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True, **DATES}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(rows):
                sheet.write_row(row, 0, cells)
    return data.getvalue()


def form(*survey, headings=SURVEY_HEADINGS, choices=CHOICES, settings=SETTINGS) -> bytes:
    """Return a form of these lines of the sheet survey."""
    return xlsx({"survey": (headings, *survey), "choices": choices, "settings": settings})


def line(type_, name="", label="", /, **cells):
    """Return a line of the sheet survey: heading → cell."""
    return {"type": type_, "name": name, "label": label, **cells}


def form_of(*lines, choices=(), settings=(), **sheets) -> bytes:
    """Return a German form: columns A to C are type, name and label, others as they first come."""
    headings = list(dict.fromkeys(heading for each in lines for heading in each))
    rows = [[each.get(heading, "") for heading in headings] for each in lines]
    return xlsx({"survey": (headings, *rows), "choices": choices, "settings": settings, **sheets})


def changed(data: bytes, **parts: bytes | None) -> bytes:
    """Return the workbook with parts of the archive replaced, added or (None) taken out."""
    new = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as old,
        zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for part in old.infolist():
            if part.filename not in parts:
                archive.writestr(part.filename, old.read(part))
        for name, content in parts.items():
            if content is not None:
                archive.writestr(name, content)
    return new.getvalue()


def compiled(data: bytes, **given):
    """Return the questionnaire; fails with the findings in words when there is none."""
    result = read_workbook(data, **given)
    assert result.questionnaire, told(result)
    return result.questionnaire


def small():
    return compiled(xlsx({"survey": SMALL_SURVEY, "choices": CHOICES, "settings": SETTINGS}))


def errors_in(data: bytes, **given) -> list[tuple[str, str]]:
    """Return place and words of the errors; no questionnaire comes with one."""
    result = read_workbook(data, **given)
    found = [(f.place("de"), f.text("de")) for f in result.findings if f.is_error]
    assert (result.questionnaire is None) == bool(found)
    return found


def warnings_in(data: bytes, **given) -> list[tuple[str, str]]:
    """Return place and words of the findings of a form that can be used."""
    result = read_workbook(data, **given)
    assert result.questionnaire is not None, told(result)
    return [(f.place("de"), f.text("de")) for f in result.findings]


def told(result) -> list[tuple[str, str, str]]:
    """Return the findings as a person reads them."""
    return [(f.severity.value, f.place("de"), f.text("de")) for f in result.findings]
