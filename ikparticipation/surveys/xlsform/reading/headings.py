"""Checks that every column is understood and nothing in one is passed over in silence."""

from collections.abc import Iterator

from ikparticipation.surveys.xlsform.findings import Finding, Severity
from ikparticipation.surveys.xlsform.reading.columns import (
    KNOWN,
    LATER,
    Column,
    Key,
    Table,
    language_code,
)
from ikparticipation.surveys.xlsform.reading.form import Form, error
from ikparticipation.text import N_

_NEEDED = {"survey": ("type", "name"), "choices": ("list_name", "name")}
_SAYS_NO = frozenset({"no", "false", "false()"})


def findings(form: Form) -> Iterator[Finding]:
    for sheet in (form.survey, form.choices, form.settings):
        yield from _headings(sheet)
        yield from _not_yet(sheet)
    named = form.setting("default_language")
    if named and language_code(named) is None:
        entry = form.settings.entries[0]
        yield error(UNKNOWN_DEFAULT, form.settings, entry, "default_language", name=named)
    if len(form.settings.entries) > 1:
        yield error(SECOND_SETTINGS, form.settings, form.settings.entries[1])


def _headings(sheet: Table) -> Iterator[Finding]:
    seen: set[Key] = set()
    known = KNOWN[sheet.name]
    for column in sheet.columns:
        if column.unknown_language:
            yield _at(sheet, column, Severity.ERROR, UNKNOWN_LANGUAGE)
        elif column.meaning in known and column.key in seen:
            yield _at(sheet, column, Severity.ERROR, TWICE)
        elif column.meaning not in known | LATER[sheet.name]:
            yield _at(sheet, column, Severity.WARNING, NOT_READ)
        seen.add(column.key)
    for meaning in _NEEDED.get(sheet.name, ()):
        if sheet.columns and sheet.letter_of(meaning) is None:
            yield error(NO_COLUMN, sheet, heading=meaning)


def _not_yet(sheet: Table) -> Iterator[Finding]:
    """Refuse what would change the form if it were carried out."""
    later = [column for column in sheet.columns if column.meaning in LATER[sheet.name]]
    for entry in sheet.entries:
        for column in later:
            value = entry.values.get(column.key, "")
            if value and value.casefold() not in _SAYS_NO:
                yield Finding(
                    severity=Severity.ERROR,
                    message=LATER_COLUMN,
                    facts={"heading": column.heading},
                    sheet=sheet.name,
                    row=entry.number,
                    column=column.letter,
                )


def _at(sheet: Table, column: Column, severity: Severity, message: str) -> Finding:
    return Finding(
        severity=severity,
        message=message,
        facts={"heading": column.heading},
        sheet=sheet.name,
        row=1,
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
NO_COLUMN = N_("Die Spalte „%(heading)s“ fehlt. Bitte ergänzen Sie ihre Überschrift in Zeile 1.")
LATER_COLUMN = N_("„%(heading)s“ wird noch nicht unterstützt. Bitte leeren Sie diese Zelle.")
SECOND_SETTINGS = N_("Das Blatt „settings“ hat mehr als eine Zeile. Bitte behalten Sie nur eine.")
