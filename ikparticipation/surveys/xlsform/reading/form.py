"""The three sheets of a form put together, before anything is checked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from ikparticipation.surveys.xlsform.findings import Finding, Severity
from ikparticipation.surveys.xlsform.reading import kinds
from ikparticipation.surveys.xlsform.reading.columns import (
    Column,
    Entry,
    Table,
    language_code,
    table,
    understand,
)
from ikparticipation.surveys.xlsform.reading.workbook import Sheet
from ikparticipation.text import SOURCE_LANGUAGE

_NO_SHEET = Sheet("choices", (), ())


@dataclass(frozen=True)
class Item:
    """One line of the sheet survey with its type understood."""

    entry: Entry
    type: kinds.Type

    @property
    def name(self) -> str:
        """Return its name; a note may do without and is called after its line."""
        return self.entry.get("name") or f"note_{self.entry.number}"


@dataclass(frozen=True)
class Form:
    survey: Table
    choices: Table
    settings: Table
    items: tuple[Item, ...]
    lists: Mapping[str, tuple[Entry, ...]]
    """List name → its choices."""
    languages: tuple[str, ...]
    """The default language first."""

    @property
    def default_language(self) -> str:
        return self.languages[0]

    def setting(self, name: str) -> str:
        return self.settings.entries[0].get(name) if self.settings.entries else ""


def put_together(sheets: Mapping[str, Sheet]) -> Form:
    """Return the form of a workbook that has at least the sheet survey."""
    headings = {
        name: understand(sheets.get(name, _NO_SHEET)) for name in ("survey", "choices", "settings")
    }
    settings = table(sheets.get("settings", _NO_SHEET), headings["settings"], SOURCE_LANGUAGE)
    columns = (*headings["survey"], *headings["choices"])
    default = _default_language(settings, columns)
    survey = table(sheets["survey"], headings["survey"], default)
    choices = table(sheets.get("choices", _NO_SHEET), headings["choices"], default)
    declared = chain(survey.languages(), choices.languages())
    return Form(
        survey=survey,
        choices=choices,
        settings=settings,
        items=tuple(
            Item(entry, kinds.parse(entry.get("type")))
            for entry in survey.entries
            if entry.get("type")
        ),
        lists=_lists(choices.entries),
        languages=tuple(dict.fromkeys((default, *declared))),
    )


def _default_language(settings: Table, columns: Iterable[Column]) -> str:
    """Return what the settings say; else German if it is there; else the first that is."""
    named = settings.entries[0].get("default_language") if settings.entries else ""
    codes = [column.language for column in columns if column.language is not None]
    if named and (code := language_code(named)):
        return code
    if SOURCE_LANGUAGE in codes or "" in codes or not codes:
        return SOURCE_LANGUAGE
    return codes[0]


def _lists(entries: Iterable[Entry]) -> dict[str, tuple[Entry, ...]]:
    lists: dict[str, list[Entry]] = {}
    for entry in entries:
        lists.setdefault(entry.get("list_name"), []).append(entry)
    return {name: tuple(choices) for name, choices in lists.items() if name}


def error(
    message: str,
    sheet: Table,
    entry: Entry | None = None,
    column: str | None = None,
    *,
    language: str | None = None,
    **facts: Any,
) -> Finding:
    """Return what stops the workbook, with its place; `column` is a meaning such as `name`."""
    return Finding(
        severity=Severity.ERROR,
        message=message,
        facts=facts,
        sheet=sheet.name,
        row=entry.number if entry else None,
        column=sheet.letter_of(column, language) if column else None,
    )


def warning(
    message: str,
    sheet: Table,
    entry: Entry | None = None,
    column: str | None = None,
    *,
    language: str | None = None,
    **facts: Any,
) -> Finding:
    """Return what its author should know, with its place."""
    return Finding(
        severity=Severity.WARNING,
        message=message,
        facts=facts,
        sheet=sheet.name,
        row=entry.number if entry else None,
        column=sheet.letter_of(column, language) if column else None,
    )
