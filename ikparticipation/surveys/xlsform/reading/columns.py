"""What the headings of a sheet mean, and its lines by meaning instead of by position."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from babel import Locale

from ikparticipation.surveys.xlsform.reading.meanings import (
    DECORATION,
    FORMULAS,
    KNOWN,
    MEDIA,
    OTHER_NAMES,
    PREFIXES,
    TRANSLATED,
)
from ikparticipation.surveys.xlsform.reading.sheets import Sheet
from ikparticipation.text import one_line

_CODE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_CODE_IN_BRACKETS = re.compile(r"\(\s*(" + _CODE.pattern + r")\s*\)\s*$")

YES = frozenset({"yes", "true", "true()", "ja"})
NO = frozenset({"", "no", "false", "false()", "nein"})

Key = tuple[str, str | None]
"""Meaning and, for a translated column, language code."""


@dataclass(frozen=True)
class Column:
    index: int
    letter: str
    """How the program that the file is written with calls the column."""
    heading: str
    meaning: str
    language: str | None = None
    """Code; "" for a translated column that names no language."""
    unknown_language: bool = False

    @property
    def key(self) -> Key:
        return self.meaning, self.language

    @property
    def keeps_lines(self) -> bool:
        """Whether line breaks in its cells mean something: in texts and in expressions."""
        return self.meaning in TRANSLATED or self.meaning in FORMULAS


@dataclass(frozen=True)
class Entry:
    """One line by meaning. Blank cells are left out."""

    number: int
    values: Mapping[Key, str]

    def get(self, meaning: str) -> str:
        return self.values.get((meaning, None), "")

    def words(self, meaning: str) -> dict[str, str]:
        """Return the translations of `label`, `hint` …, by language code."""
        return {
            language: text
            for (name, language), text in self.values.items()
            if name == meaning and language is not None
        }

    def says_yes(self, meaning: str) -> bool:
        return self.get(meaning).casefold() in YES


@dataclass(frozen=True)
class Table:
    """A sheet whose headings were understood."""

    name: str
    columns: tuple[Column, ...]
    entries: tuple[Entry, ...]
    heading_row: int = 1

    def letter_of(self, meaning: str, language: str | None = None) -> str | None:
        """Return where a column stands; without a language the first of its translations."""
        for column in self.columns:
            if column.meaning == meaning and language in {None, column.language}:
                return column.letter
        return None

    def languages(self) -> Iterator[str]:
        for column in self.columns:
            known = column.language is not None and not column.unknown_language
            if known and column.meaning in TRANSLATED:
                yield column.language or ""


def understand(sheet: Sheet) -> tuple[Column, ...]:
    """Return the meaning of each heading that is not blank."""
    return tuple(
        _column(sheet, index, one_line(heading))
        for index, heading in enumerate(sheet.headings)
        if heading
    )


def table(sheet: Sheet, columns: Iterable[Column], default_language: str) -> Table:
    """Return the lines by meaning; `label` without a language is in the default language."""
    settled = tuple(
        column if column.language != "" else _in_language(column, default_language)
        for column in columns
    )
    entries = tuple(Entry(line.number, _values(settled, line.cells)) for line in sheet.lines)
    return Table(sheet.name, settled, entries, sheet.heading_row)


def _values(columns: Iterable[Column], cells: Sequence[str]) -> dict[Key, str]:
    return {
        column.key: cells[column.index] if column.keeps_lines else one_line(cells[column.index])
        for column in columns
        if column.index < len(cells) and cells[column.index]
    }


def _in_language(column: Column, language: str) -> Column:
    return replace(column, language=language)


def _column(sheet: Sheet, index: int, heading: str) -> Column:
    meaning, language = _meaning(sheet.name, heading)
    column = Column(index, sheet.column(index), heading, meaning)
    if meaning not in TRANSLATED | MEDIA:
        return column
    if language.casefold() in {"", "default"}:
        return replace(column, language="")
    code = language_code(language)
    unknown = code is None and meaning in TRANSLATED
    return replace(column, language=code or language, unknown_language=unknown)


def _meaning(sheet: str, heading: str) -> tuple[str, str]:
    """Return what a heading names, and the language behind it."""
    names = OTHER_NAMES.get(sheet, {})
    words = _split(heading)
    first = _tidy_name(words[0])
    if first in PREFIXES and len(words) > 1:
        inner = _tidy_name(words[1])
        inner = names.get(inner, inner)
        if inner in KNOWN[sheet] | DECORATION[sheet]:
            return inner, " ".join(words[2:])
        return first, ""
    meaning = names.get(first, first)
    if sheet == "choices" and meaning not in KNOWN[sheet] | DECORATION[sheet]:
        return heading, ""  # a column of the author's own, as expressions name it
    return meaning, " ".join(words[1:])


def _tidy_name(heading: str) -> str:
    return "_".join(heading.casefold().split())


def _split(heading: str) -> list[str]:
    if "::" in heading:
        return [part.strip() for part in heading.split("::")]
    return [part.strip() for part in re.split(r"(?<!\bjr):", heading)]


def language_code(name: str) -> str | None:
    """Return the code of „Deutsch (de)“, „de“ or „German“; None for a name we do not know."""
    if found := _CODE_IN_BRACKETS.search(name):
        return _tidy(found[1])
    if code := _language_names().get(name.strip().casefold()):
        return code
    return _tidy(name.strip()) if _CODE.fullmatch(name.strip()) else None


def _tidy(code: str) -> str:
    language, dash, rest = code.partition("-")
    return language.lower() + dash + rest


@cache
def _language_names() -> dict[str, str]:
    """Return code by name, for the names of all languages in German, in English, in their own."""
    names = {
        name.casefold(): code
        for locale in ("en", "de")
        for code, name in Locale(locale).languages.items()
        if _CODE.fullmatch(code)
    }
    for code in ("ar", "bg", "es", "fa", "fr", "it", "pl", "ro", "ru", "tr", "uk", "vi"):
        own = Locale(code).get_display_name()
        if own:
            names[own.casefold()] = code
    return names
