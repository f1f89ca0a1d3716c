"""Checks that every column is understood and nothing in one is passed over in silence."""

from collections.abc import Iterator

from ikparticipation.surveys.xlsform.findings import Finding, Severity
from ikparticipation.surveys.xlsform.reading.columns import NO, Column, Key, Table, language_code
from ikparticipation.surveys.xlsform.reading.form import Form, error
from ikparticipation.surveys.xlsform.reading.meanings import (
    COLUMN_NAME,
    DECORATION,
    KNOWN,
    LATER,
    MEDIA,
)
from ikparticipation.text import N_

_NEEDED = {"survey": ("type", "name"), "choices": ("list_name", "name")}


def findings(form: Form) -> Iterator[Finding]:
    for sheet in (form.survey, form.choices, form.settings):
        yield from _headings(sheet)
        yield from _not_carried_out(sheet)
    named = form.setting("default_language")
    if named and language_code(named) is None:
        entry = form.settings.entries[0]
        yield error(UNKNOWN_DEFAULT, form.settings, entry, "default_language", name=named)
    if len(form.settings.entries) > 1:
        yield error(SECOND_SETTINGS, form.settings, form.settings.entries[1])


def _headings(sheet: Table) -> Iterator[Finding]:
    seen: set[Key] = set()
    for column in sheet.columns:
        if column.unknown_language:
            yield _at(sheet, column, Severity.ERROR, UNKNOWN_LANGUAGE)
        elif _is_read(sheet, column) and column.key in seen:
            yield _at(sheet, column, Severity.ERROR, TWICE)
        elif not _is_read(sheet, column) and not _is_standard(sheet, column):
            yield _at(sheet, column, Severity.WARNING, NOT_READ)
        seen.add(column.key)
    for meaning in _NEEDED.get(sheet.name, ()):
        if sheet.columns and sheet.letter_of(meaning) is None:
            yield error(NO_COLUMN, sheet, heading=meaning)


def _is_read(sheet: Table, column: Column) -> bool:
    if column.meaning in KNOWN[sheet.name]:
        return True
    own = sheet.name == "choices" and not _is_standard(sheet, column)
    return own and bool(COLUMN_NAME.fullmatch(column.meaning))


def _is_standard(sheet: Table, column: Column) -> bool:
    return column.meaning in LATER[sheet.name] | DECORATION[sheet.name]


def _not_carried_out(sheet: Table) -> Iterator[Finding]:
    """Refuse what would change the form if it were carried out; tell what only decorates it."""
    later = [column for column in sheet.columns if column.meaning in LATER[sheet.name]]
    for entry in sheet.entries:
        for column in later:
            if entry.values.get(column.key, "").casefold() not in NO:
                message = DISABLED if column.meaning == "disabled" else LATER_COLUMN
                yield _at(sheet, column, Severity.ERROR, message, entry.number)
    for column in sheet.columns:
        if column.meaning in DECORATION[sheet.name]:
            used = (entry.number for entry in sheet.entries if column.key in entry.values)
            first = next(used, None)
            if first is not None:
                message = PICTURES if column.meaning in MEDIA | {"media"} else WITHOUT
                yield _at(sheet, column, Severity.WARNING, message, first)


def _at(
    sheet: Table, column: Column, severity: Severity, message: str, row: int | None = None
) -> Finding:
    return Finding(
        severity=severity,
        message=message,
        facts={"heading": column.heading[:100]},
        sheet=sheet.name,
        row=row or sheet.heading_row,
        column=column.letter,
    )


UNKNOWN_LANGUAGE = N_(
    "Die Sprache in „%(heading)s“ ist nicht zu erkennen. "
    "Bitte schreiben Sie das Kürzel dazu, zum Beispiel „label::Deutsch (de)“."
)
UNKNOWN_DEFAULT = N_(
    "Die Sprache „%(name)s“ ist nicht zu erkennen. "
    "Bitte schreiben Sie sie wie in den Überschriften, zum Beispiel „Deutsch (de)“."
)
TWICE = N_("Die Spalte „%(heading)s“ gibt es zweimal. Bitte entfernen Sie eine davon.")
NOT_READ = N_("Die Spalte „%(heading)s“ gehört nicht zum Fragebogen und wird nicht gelesen.")
NO_COLUMN = N_("Die Spalte „%(heading)s“ fehlt. Bitte ergänzen Sie ihre Überschrift.")
LATER_COLUMN = N_("„%(heading)s“ wird nicht unterstützt. Bitte leeren Sie diese Zelle.")
DISABLED = N_("Abgeschaltete Zeilen gibt es hier nicht. Bitte löschen Sie die Zeile.")
PICTURES = N_("Bilder, Töne und Filme zu Texten werden nicht gezeigt („%(heading)s“).")
WITHOUT = N_("„%(heading)s“ hat hier keine Wirkung und wird nicht beachtet.")
SECOND_SETTINGS = N_("Das Blatt „settings“ hat mehr als eine Zeile. Bitte behalten Sie nur eine.")
