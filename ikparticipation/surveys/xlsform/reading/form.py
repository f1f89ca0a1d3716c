"""The three sheets of a form put together, before anything is checked."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from types import MappingProxyType
from typing import Any

from ikparticipation.surveys.xlsform.expression import Expression, analysis
from ikparticipation.surveys.xlsform.findings import Finding, Severity
from ikparticipation.surveys.xlsform.questionnaire import Formula, QuestionType
from ikparticipation.surveys.xlsform.reading import kinds, other
from ikparticipation.surveys.xlsform.reading.columns import (
    Column,
    Entry,
    Table,
    language_code,
    table,
    understand,
)
from ikparticipation.surveys.xlsform.reading.datafiles import read_files
from ikparticipation.surveys.xlsform.reading.formulas import Formulas, formulas_in, readable
from ikparticipation.surveys.xlsform.reading.items import Given, Item
from ikparticipation.surveys.xlsform.reading.lists import Lists
from ikparticipation.surveys.xlsform.reading.locked import locked
from ikparticipation.surveys.xlsform.reading.meanings import FORMULAS
from ikparticipation.surveys.xlsform.reading.nearest import Names
from ikparticipation.surveys.xlsform.reading.sheets import Sheet
from ikparticipation.text import SOURCE_LANGUAGE

__all__ = ["Form", "Given", "Item", "error", "put_together", "warning"]

_NO_SHEET = Sheet("choices", (), ())
_SHOWN = 100
"""Characters of a cell that a finding quotes."""


@dataclass(frozen=True, kw_only=True)
class Form:
    survey: Table
    choices: Table
    settings: Table
    items: tuple[Item, ...]
    lists: Mapping[str, tuple[Entry, ...]]
    """List name → its choices."""
    languages: tuple[str, ...]
    """The default language first."""
    given: Given
    formulas: Formulas
    offered: Lists

    @property
    def default_language(self) -> str:
        return self.languages[0]

    def setting(self, name: str) -> str:
        return self.settings.entries[0].get(name) if self.settings.entries else ""

    @cached_property
    def named(self) -> Mapping[str, Item]:
        """Name → the first question, group or repeat that has it."""
        named: dict[str, Item] = {}
        for item in self.items:
            if item.is_named:
                named.setdefault(item.name, item)
        return named

    @cached_property
    def metadata(self) -> frozenset[str]:
        """The names of lines that only a telephone could answer."""
        lines = (item for item in self.items if item.type.kind is kinds.Kind.METADATA)
        return frozenset(line.entry.get("name") or line.entry.get("type") for line in lines)

    @cached_property
    def names(self) -> Names:
        return Names(self.named)

    @cached_property
    def trees(self) -> Mapping[tuple[int, str], Expression]:
        """All expressions that can be read, parsed."""
        return dict(readable(self.formulas))

    @cached_property
    def locked(self) -> Mapping[int, Formula]:
        """Index → when a question is read-only because of the groups around it, or itself."""
        return locked(self.items, self.formulas)

    @cached_property
    def lists_used(self) -> frozenset[str]:
        """The lists whose words people read."""
        return frozenset(name for i in self.items for name in (i.type.list_name, i.tick_list))

    @cached_property
    def tables_named(self) -> frozenset[str]:
        """The lists and files that expressions look into."""
        return frozenset[str]().union(*map(analysis.instances, self.trees.values()))

    def formulas_of(self, item: Item) -> Iterator[tuple[str, str, Formula]]:
        """Return column, aspect of the model, and expression of each of its formulas."""
        for column, aspect in FORMULAS.items():
            formula = self.formulas.get((item.index, aspect))
            if formula is not None:
                yield column, aspect, formula


def put_together(sheets: Mapping[str, Sheet], given: Given | None = None) -> Form:
    """Return the form of a workbook that has at least the sheet survey."""
    given = given or Given()
    headings = {
        name: understand(sheets.get(name, Sheet(name, (), ())))
        for name in ("survey", "choices", "settings")
    }
    settings = table(
        sheets.get("settings", Sheet("settings", (), ())), headings["settings"], SOURCE_LANGUAGE
    )
    default = _default_language(settings, (*headings["survey"], *headings["choices"]))
    survey = table(sheets["survey"], headings["survey"], default)
    choices = table(sheets.get("choices", _NO_SHEET), headings["choices"], default)
    declared = chain(survey.languages(), choices.languages())
    languages = tuple(dict.fromkeys((default, *declared)))
    items = tuple(_items(survey, languages))
    lists = _lists(choices.entries)
    files = MappingProxyType(read_files(given.files))
    return Form(
        survey=survey,
        choices=choices,
        settings=settings,
        items=items,
        lists=lists,
        languages=languages,
        given=given,
        formulas=formulas_in((item.index, item.entry) for item in items),
        offered=Lists(
            entries=lists,
            files=files,
            languages=languages,
            given=given,
            marks={item.type.list_name: item.mark for item in items if item.mark},
        ),
    )


def _items(survey: Table, languages: Iterable[str]) -> Iterator[Item]:
    index = 0
    for entry in survey.entries:
        if not entry.get("type"):
            continue
        type_ = kinds.parse(entry.get("type"))
        if type_.question is QuestionType.SELECT_ONE and entry.says_yes("partner"):
            type_ = kinds.Type(kinds.Kind.QUESTION, QuestionType.TEXT)
        yield Item(index, entry, type_)
        index += 1
        if type_.or_other and entry.get("name"):
            asked = other.question(entry, languages)
            yield Item(index, asked, kinds.parse("text"), is_added=True)
            index += 1


def _default_language(settings: Table, columns: Iterable[Column]) -> str:
    """Return what the settings say; else German if labels are in it; else their first language.

    A label that names no language is German, and a hint that names none is in the language found.
    """
    named = settings.entries[0].get("default_language") if settings.entries else ""
    if named and (code := language_code(named)):
        return code
    written = [column for column in columns if column.language is not None]
    labels = [column.language for column in written if column.meaning == "label"]
    codes = labels or [column.language for column in written]
    if SOURCE_LANGUAGE in codes or "" in codes:
        return SOURCE_LANGUAGE
    return next((code for code in codes if code), SOURCE_LANGUAGE)


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
    /,
    *,
    language: str | None = None,
    position: int | None = None,
    **facts: Any,
) -> Finding:
    """Return what stops the workbook, with its place; `column` is a meaning such as `name`.

    `position` counts from 0, as expressions do. A column that the sheet has not got names none.
    """
    letter = sheet.letter_of(column, language) if column else None
    known = position is not None and entry is not None and letter is not None
    return Finding(
        severity=Severity.ERROR,
        message=message,
        facts={name: _short(name, value) for name, value in facts.items()},
        sheet=sheet.name,
        row=entry.number if entry else None,
        column=letter,
        position=position + 1 if known and position is not None else None,
    )


def warning(
    message: str,
    sheet: Table,
    entry: Entry | None = None,
    column: str | None = None,
    /,
    *,
    language: str | None = None,
    position: int | None = None,
    **facts: Any,
) -> Finding:
    """Return what its author should know, with its place."""
    found = error(message, sheet, entry, column, language=language, position=position, **facts)
    return found.as_warning


def _short(name: str, fact: Any) -> Any:
    """Cut what a cell holds; the names we know ourselves (`known`) stay whole."""
    if isinstance(fact, str) and len(fact) > _SHOWN and name != "known":
        return fact[:_SHOWN] + "…"
    return fact
