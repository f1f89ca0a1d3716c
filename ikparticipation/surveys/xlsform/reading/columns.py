"""What the headings of a sheet mean, and its lines by meaning instead of by position."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from babel import Locale

from ikparticipation.surveys.xlsform.findings import letter
from ikparticipation.surveys.xlsform.reading.workbook import Sheet
from ikparticipation.text import one_line

TRANSLATED = frozenset({"label", "hint", "required_message"})
KNOWN: Mapping[str, frozenset[str]] = {
    "survey": TRANSLATED
    | {"type", "name", "required", "appearance", "inventory", "min_rows", "max_rows"},
    "choices": frozenset({"list_name", "name", "label"}),
    "settings": frozenset({"form_title", "form_id", "version", "default_language"}),
}
LATER: Mapping[str, frozenset[str]] = {
    "survey": frozenset(
        {"relevant", "relevance", "calculation", "calculate", "choice_filter", "default"}
        | {"constraint", "constraint_message", "constraining_message", "repeat_count", "count"}
        | {"readonly", "read_only", "trigger", "parameters", "guidance_hint", "disabled", "rows"}
        | {"image", "big-image", "audio", "video", "media", "autoplay", "save_to", "intent"}
        | {"bind", "body", "control", "instance", "jr", "query", "compact_tag"}
    ),
    "choices": frozenset({"image", "big-image", "audio", "video", "media"}),
    "settings": frozenset({"public_key", "submission_url", "instance_name"}),
}
"""Columns of the standard that change what a form does, and that we do not carry out yet."""
_OTHER_NAMES = {
    "caption": "label",
    "command": "type",
    "tag": "name",
    "value": "name",
    "requiredmsg": "required_message",
    "title": "form_title",
    "set_form_title": "form_title",
    "id_string": "form_id",
    "set_form_id": "form_id",
}
_CODE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_CODE_IN_BRACKETS = re.compile(r"\(\s*(" + _CODE.pattern + r")\s*\)\s*$")

Key = tuple[str, str | None]
"""Meaning and, for a translated column, language code."""


@dataclass(frozen=True)
class Column:
    index: int
    heading: str
    meaning: str
    language: str | None = None
    """Code; "" for a translated column that names no language."""
    unknown_language: bool = False

    @property
    def letter(self) -> str:
        return letter(self.index)

    @property
    def key(self) -> Key:
        return self.meaning, self.language


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


@dataclass(frozen=True)
class Table:
    """A sheet whose headings were understood."""

    name: str
    columns: tuple[Column, ...]
    entries: tuple[Entry, ...]

    def letter_of(self, meaning: str, language: str | None = None) -> str | None:
        """Return where a column stands; without a language the first of its translations."""
        for column in self.columns:
            if column.meaning == meaning and language in {None, column.language}:
                return column.letter
        return None

    def languages(self) -> Iterator[str]:
        for column in self.columns:
            if column.language is not None:
                yield column.language


def understand(sheet: Sheet) -> tuple[Column, ...]:
    """Return the meaning of each heading that is not blank."""
    return tuple(_column(index, heading) for index, heading in enumerate(sheet.headings) if heading)


def table(sheet: Sheet, columns: Iterable[Column], default_language: str) -> Table:
    """Return the lines by meaning; `label` without a language is in the default language."""
    settled = tuple(
        column if column.language != "" else _in_language(column, default_language)
        for column in columns
    )
    entries = (
        Entry(
            line.number,
            {
                column.key: line.cells[column.index]
                if column.language
                else one_line(line.cells[column.index])
                for column in settled
                if column.index < len(line.cells) and line.cells[column.index]
            },
        )
        for line in sheet.lines
    )
    return Table(sheet.name, settled, tuple(entries))


def _in_language(column: Column, language: str) -> Column:
    return Column(column.index, column.heading, column.meaning, language)


def _column(index: int, heading: str) -> Column:
    first, _, rest = (part.strip() for part in _split(one_line(heading)))
    meaning = "_".join(first.casefold().split())
    meaning = _OTHER_NAMES.get(meaning, meaning)
    if meaning not in TRANSLATED:
        return Column(index, heading, meaning)
    if not rest or rest.casefold() == "default":
        return Column(index, heading, meaning, "")
    code = language_code(rest)
    return Column(index, heading, meaning, code or rest, unknown_language=code is None)


def _split(heading: str) -> tuple[str, str, str]:
    return heading.partition("::" if "::" in heading else ":")


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
