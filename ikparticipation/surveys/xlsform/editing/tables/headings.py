"""Columns by what they mean, and new ones where they are missing."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from ikparticipation.surveys.xlsform.editing.errors import EditError
from ikparticipation.surveys.xlsform.editing.tables.sheets import (
    CHOICES,
    SETTINGS,
    SURVEY,
    Row,
    Sheets,
    Table,
)
from ikparticipation.surveys.xlsform.reading.columns import Column, language_code, understand
from ikparticipation.surveys.xlsform.reading.sheets import MAX_COLUMNS, Sheet
from ikparticipation.text import N_, SOURCE_LANGUAGE

_LANGUAGE = re.compile(r".*?:+([^:]*)$", re.DOTALL)


@lru_cache(200)
def _understood(name: str, headings: tuple[str, ...]) -> tuple[Column, ...]:
    return understand(Sheet(name, headings, ()))


def columns(sheets: Sheets, name: str) -> tuple[Column, ...]:
    """Return the columns of a sheet; "" is the language of `label` without one."""
    return _understood(name, sheets.table(name).headings)


@dataclass(frozen=True)
class Reader:
    """The cells of one sheet by meaning, for looking at many rows."""

    columns: tuple[Column, ...]
    default_language: str

    def index(self, meaning: str, language: str | None = None) -> int | None:
        for column in self.columns:
            if column.meaning == meaning and self._language(column) == language:
                return column.index
        return None

    def get(self, row: Row, meaning: str) -> str:
        return " ".join(row.cell(self.index(meaning)).split())

    def words(self, row: Row, meaning: str) -> dict[str, str]:
        """Return the translations of a text, by language."""
        found: dict[str, str] = {}
        for column in self.columns:
            language = self._language(column)
            if column.meaning == meaning and language is not None and row.cell(column.index):
                found.setdefault(language, row.cell(column.index))
        return found

    def _language(self, column: Column) -> str | None:
        return self.default_language if column.language == "" else column.language


def reader(sheets: Sheets, name: str) -> Reader:
    return Reader(columns(sheets, name), default_language(sheets))


def default_language(sheets: Sheets) -> str:
    """Return what the settings say; else German if it is there; else the first that is.

    The same rule as in `reading.form`.
    """
    settings = Reader(columns(sheets, SETTINGS), "")
    rows = sheets.table(SETTINGS).rows
    named = settings.get(rows[0], "default_language") if rows else ""
    if named and (code := language_code(named)):
        return code
    codes = [column.language for column in _with_language(sheets)]
    if SOURCE_LANGUAGE in codes or "" in codes or not codes:
        return SOURCE_LANGUAGE
    return codes[0] or SOURCE_LANGUAGE


def languages(sheets: Sheets) -> tuple[str, ...]:
    """Return the languages of the form, the default one first."""
    default = default_language(sheets)
    return tuple(
        dict.fromkeys((default, *(c.language for c in _with_language(sheets) if c.language)))
    )


def _with_language(sheets: Sheets) -> Iterator[Column]:
    for name in (SURVEY, CHOICES):
        for column in columns(sheets, name):
            if column.language is not None:
                yield column


def names_no_language(column: Column) -> bool:
    return column.language == ""


def spelled(sheets: Sheets, language: str) -> str:
    """Return how headings of this form write a language: „English (en)“."""
    for column in _with_language(sheets):
        found = _LANGUAGE.fullmatch(column.heading)
        if column.language == language and found:
            return found[1].strip()
    try:
        name = Locale.parse(language, sep="-").get_display_name() or ""
    except (UnknownLocaleError, ValueError):
        return language
    ours = f"{name[:1].upper()}{name[1:]} ({language})"
    return ours if name and language_code(ours) == language else language


def with_column(
    sheets: Sheets, name: str, meaning: str, language: str | None = None
) -> tuple[Sheets, int]:
    """Return where a column stands; at the end of the sheet if it was missing."""
    found = reader(sheets, name).index(meaning, language)
    if found is not None:
        return sheets, found
    table = sheets.table(name)
    width = max(len(table.headings), *(len(row.cells) for row in table.rows), 0)
    if width >= MAX_COLUMNS:
        raise EditError(TOO_MANY, sheet=name, limit=MAX_COLUMNS)
    blanks = ("",) * (width - len(table.headings))
    headings = (*table.headings, *blanks, _heading(sheets, meaning, language))
    return sheets.with_table(name, replace(table, headings=headings)), width


def _heading(sheets: Sheets, meaning: str, language: str | None) -> str:
    unnamed = any(names_no_language(column) for column in _with_language(sheets))
    if language is None or (language == default_language(sheets) and unnamed):
        return meaning
    return f"{meaning}::{spelled(sheets, language)}"


def with_languages_named(sheets: Sheets) -> Sheets:
    """Write the default language into the headings that name none.

    With a second language, other programs would show theirs as one called „default“.
    """
    default = spelled(sheets, default_language(sheets))
    for name in (SURVEY, CHOICES):
        table = sheets.table(name)
        headings = list(table.headings)
        for column in columns(sheets, name):
            if names_no_language(column):
                bare = re.sub(r":+\s*default\s*$", "", column.heading, flags=re.IGNORECASE)
                headings[column.index] = f"{bare}::{default}"
        if tuple(headings) != table.headings:
            sheets = sheets.with_table(name, replace(table, headings=tuple(headings)))
    return sheets


def without_columns(table: Table, gone: Iterable[int]) -> Table:
    indexes = frozenset(gone)

    def kept(cells: tuple[str, ...]) -> tuple[str, ...]:
        left = [cell for index, cell in enumerate(cells) if index not in indexes]
        while left and not left[-1]:
            left.pop()
        return tuple(left)

    rows = (replace(row, cells=kept(row.cells)) for row in table.rows)
    return Table(kept(table.headings), tuple(row for row in rows if row.cells))


TOO_MANY = N_(
    "Das Blatt „%(sheet)s“ hat schon %(limit)s Spalten. Bitte entfernen Sie eine, "
    "die Sie nicht brauchen."
)
