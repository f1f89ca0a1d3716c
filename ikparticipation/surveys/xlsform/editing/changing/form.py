"""The form as a whole: its title and its languages."""

from babel import Locale, UnknownLocaleError

from ikparticipation.surveys.xlsform.editing.changing.lines import NO_LANGUAGE
from ikparticipation.surveys.xlsform.editing.errors import EditError
from ikparticipation.surveys.xlsform.editing.tables.headings import (
    columns,
    default_language,
    languages,
    spelled,
    with_column,
    with_languages_named,
    without_columns,
)
from ikparticipation.surveys.xlsform.editing.tables.sheets import (
    CHOICES,
    SETTINGS,
    SURVEY,
    Row,
    Sheets,
    tidy,
)
from ikparticipation.surveys.xlsform.reading.columns import language_code
from ikparticipation.text import N_, one_line


def set_title(sheets: Sheets, title: str) -> Sheets:
    title = one_line(tidy(title))
    if not title:
        raise EditError(NO_TITLE)
    return _with_setting(sheets, "form_title", title)


def _with_setting(sheets: Sheets, name: str, value: str) -> Sheets:
    sheets, index = with_column(sheets, SETTINGS, name)
    rows = sheets.table(SETTINGS).rows
    if not rows:
        sheets, row_id = sheets.new_id()
        rows = (Row(row_id, ()),)
    return sheets.with_rows(SETTINGS, (rows[0].with_cells({index: value}), *rows[1:]))


def add_language(sheets: Sheets, language: str) -> Sheets:
    """Add a language to a form: a column for its labels. Other columns come with their texts."""
    if not _is_language(language):
        raise EditError(UNKNOWN_LANGUAGE, code=language)
    if language in languages(sheets):
        raise EditError(LANGUAGE_THERE, code=language)
    sheets = _settled(sheets)
    for name in (SURVEY, CHOICES):
        if name == SURVEY or sheets.table(name).headings:
            sheets, _ = with_column(sheets, name, "label", language)
    return sheets


def _is_language(code: str) -> bool:
    try:
        Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError, TypeError):
        return False
    return language_code(code) == code


def _settled(sheets: Sheets) -> Sheets:
    """Say in so many words which language is the default one: a further one could change it."""
    default = default_language(sheets)
    sheets = with_languages_named(sheets)
    return _with_setting(sheets, "default_language", spelled(sheets, default))


def remove_language(sheets: Sheets, language: str) -> Sheets:
    """Remove a language with all that is written in it."""
    if language not in languages(sheets):
        raise EditError(NO_LANGUAGE, code=language)
    if language == default_language(sheets):
        raise EditError(LAST_LANGUAGE)
    sheets = _settled(sheets)
    for name in (SURVEY, CHOICES):
        gone = [column.index for column in columns(sheets, name) if column.language == language]
        if gone:
            sheets = sheets.with_table(name, without_columns(sheets.table(name), gone))
    return sheets


def set_default_language(sheets: Sheets, language: str) -> Sheets:
    """Say which language is shown where another one has no text."""
    if language not in languages(sheets):
        raise EditError(NO_LANGUAGE, code=language)
    if language == default_language(sheets):
        return sheets
    sheets = with_languages_named(sheets)
    return _with_setting(sheets, "default_language", spelled(sheets, language))


NO_TITLE = N_("Bitte geben Sie dem Fragebogen einen Titel.")
UNKNOWN_LANGUAGE = N_("Eine Sprache „%(code)s“ kennen wir nicht. Bitte wählen Sie aus der Liste.")
LANGUAGE_THERE = N_("Die Sprache „%(code)s“ hat dieser Fragebogen schon.")
LAST_LANGUAGE = N_(
    "Das ist die Hauptsprache. Bitte machen Sie zuerst eine andere Sprache zur Hauptsprache."
)
