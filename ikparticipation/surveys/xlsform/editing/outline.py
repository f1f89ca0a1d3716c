"""The draft as a page draws it: lines in their tree, lists of choices, languages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from ikparticipation.surveys.xlsform.editing.tables.headings import (
    Reader,
    default_language,
    languages,
    reader,
)
from ikparticipation.surveys.xlsform.editing.tables.sheets import (
    CHOICES,
    SETTINGS,
    SURVEY,
    Row,
    Sheets,
)
from ikparticipation.surveys.xlsform.editing.tree import Node, Nodes, tree
from ikparticipation.surveys.xlsform.reading.kinds import Kind, Type, parse
from ikparticipation.text import pick

TEXTS = ("label", "hint", "guidance_hint", "constraint_message", "required_message")
"""What is written in every language."""


class LineKind(StrEnum):
    QUESTION = "question"
    GROUP = "group"
    REPEAT = "repeat"
    OTHER = "other"
    """What a telephone would note by itself, types we do not know, remarks."""


_KINDS = {
    Kind.QUESTION: LineKind.QUESTION,
    Kind.BEGIN_GROUP: LineKind.GROUP,
    Kind.BEGIN_REPEAT: LineKind.REPEAT,
}


def kind_of(type_: Type) -> LineKind:
    return _KINDS.get(type_.kind, LineKind.OTHER)


@dataclass(frozen=True, kw_only=True)
class Line:
    id: str
    number: int
    """Its row in the file that is written of these sheets; 1 is the row of the headings."""
    kind: LineKind
    type: str
    """A key of `cells.TYPES`; of a line of the kind OTHER, what its cell says."""
    list_name: str
    or_other: bool
    name: str
    texts: Mapping[str, Mapping[str, str]]
    """Meaning (one of TEXTS) → language → text; blank ones are left out."""
    cells: Mapping[str, str]
    """All other columns by meaning, known or not; blank ones are left out."""
    inside: "tuple[Line, ...]"
    parent: str | None
    depth: int
    is_first: bool
    is_last: bool

    def label(self, language: str) -> str:
        """Return what to call it in a list: its label, else its name."""
        return pick(self.texts.get("label", {}), language) or self.name


@dataclass(frozen=True, kw_only=True)
class ChoiceLine:
    id: str
    number: int
    list_name: str
    name: str
    labels: Mapping[str, str]
    cells: Mapping[str, str]
    is_first: bool
    is_last: bool


@dataclass(frozen=True, kw_only=True)
class ChoiceList:
    name: str
    choices: tuple[ChoiceLine, ...]
    used_by: tuple[str, ...]
    """Names of the questions: what else changes when a choice does."""


@dataclass(frozen=True, kw_only=True)
class Outline:
    title: str
    languages: tuple[str, ...]
    """The default one first."""
    default_language: str
    lines: tuple[Line, ...]
    lists: Mapping[str, ChoiceList]

    def walk(self) -> Iterator[Line]:
        """Return all lines in the order of the form."""
        return _walk(self.lines)

    def line(self, line_id: str) -> Line:
        return self._by_id[line_id]

    def find(self, name: str) -> Line | None:
        return next((line for line in self.walk() if line.name == name), None)

    def choice(self, choice_id: str) -> ChoiceLine:
        return self._choices[choice_id]

    @cached_property
    def _by_id(self) -> dict[str, Line]:
        return {line.id: line for line in self.walk()}

    @cached_property
    def _choices(self) -> dict[str, ChoiceLine]:
        return {choice.id: choice for each in self.lists.values() for choice in each.choices}


def _walk(lines: tuple[Line, ...]) -> Iterator[Line]:
    for line in lines:
        yield line
        yield from _walk(line.inside)


def outline(sheets: Sheets) -> Outline:
    rows = sheets.table(SURVEY).rows
    drawing = _Drawing(
        reader(sheets, SURVEY), {row.id: number for number, row in enumerate(rows, start=2)}
    )
    lines = drawing.lines(tree(sheets), None, 0)
    settings = sheets.table(SETTINGS).rows
    return Outline(
        title=reader(sheets, SETTINGS).get(settings[0], "form_title") if settings else "",
        languages=languages(sheets),
        default_language=default_language(sheets),
        lines=lines,
        lists=_lists(sheets, tuple(_walk(lines))),
    )


@dataclass(frozen=True)
class _Drawing:
    survey: Reader
    numbers: Mapping[str, int]

    def lines(self, nodes: Nodes, parent: str | None, depth: int) -> tuple[Line, ...]:
        return tuple(
            self.line(
                node,
                parent=parent,
                depth=depth,
                is_first=index == 0,
                is_last=index == len(nodes) - 1,
            )
            for index, node in enumerate(nodes)
        )

    def line(
        self, node: Node, *, parent: str | None, depth: int, is_first: bool, is_last: bool
    ) -> Line:
        row, survey = node.row, self.survey
        return Line(
            id=node.id,
            number=self.numbers[node.id],
            kind=kind_of(node.type),
            type=type_word(node.type) or survey.get(row, "type"),
            list_name=node.type.list_name,
            or_other=node.type.or_other,
            name=survey.get(row, "name"),
            texts={meaning: words for meaning in TEXTS if (words := survey.words(row, meaning))},
            cells=_cells(survey, row, {"type", "name"}),
            inside=self.lines(node.inside, node.id, depth + 1),
            parent=parent,
            depth=depth,
            is_first=is_first,
            is_last=is_last,
        )


def type_word(type_: Type) -> str:
    """Return the type without its list; "" for what is no question."""
    if type_.question is None:
        return ""
    return f"{type_.question}_from_file" if type_.is_from_file else type_.question.value


def _cells(sheet: Reader, row: Row, without: set[str]) -> dict[str, str]:
    """Return the cells that are no texts; media in several languages by their headings."""
    found: dict[str, str] = {}
    for column in sheet.columns:
        cell = row.cell(column.index)
        if cell and column.meaning not in TEXTS and column.meaning not in without:
            meaning = column.meaning if column.language is None else column.heading
            found.setdefault(meaning, cell)
    return found


def _lists(sheets: Sheets, lines: tuple[Line, ...]) -> dict[str, ChoiceList]:
    """Return the lists in the order of the sheet, then those that questions name in vain."""
    choices = reader(sheets, CHOICES)
    rows: dict[str, list[tuple[int, Row]]] = {}
    for number, row in enumerate(sheets.table(CHOICES).rows, start=2):
        rows.setdefault(choices.get(row, "list_name"), []).append((number, row))
    used: dict[str, list[str]] = {}
    for line in lines:
        if line.list_name and not line.type.endswith("_from_file"):
            used.setdefault(line.list_name, []).append(line.name)
    return {
        name: ChoiceList(
            name=name,
            choices=tuple(_choices(choices, rows.get(name, []))),
            used_by=tuple(used.get(name, ())),
        )
        for name in dict.fromkeys((*rows, *used))
    }


def _choices(choices: Reader, rows: list[tuple[int, Row]]) -> Iterator[ChoiceLine]:
    for index, (number, row) in enumerate(rows):
        yield ChoiceLine(
            id=row.id,
            number=number,
            list_name=choices.get(row, "list_name"),
            name=choices.get(row, "name"),
            labels=choices.words(row, "label"),
            cells=_cells(choices, row, {"list_name", "name"}),
            is_first=index == 0,
            is_last=index == len(rows) - 1,
        )


def line_at(sheets: Sheets, sheet: str, row: int, *, uploaded: bool) -> str | None:
    """Return the id of the line behind a finding, or of the choice.

    `uploaded`: its row is that of the file as it came; else that of the file written of these
    sheets. The end of a group leads to its beginning. None for headings, settings, what is gone.
    """
    rows = sheets.table(sheet).rows
    if sheet not in {SURVEY, CHOICES}:
        return None
    if uploaded:
        wanted = f"{sheet}-{row}"
        found = next((each for each in rows if each.id == wanted), None)
    else:
        found = rows[row - 2] if 0 <= row - 2 < len(rows) else None
    if found is None or sheet == CHOICES:
        return found.id if found else None
    return _shown(sheets, found.id)


def _shown(sheets: Sheets, row_id: str) -> str | None:
    """Return the line of the outline that a row of the survey belongs to."""
    waiting = list(tree(sheets))
    while waiting:
        node = waiting.pop()
        if row_id == node.id or (node.end is not None and node.end.id == row_id):
            return node.id
        waiting += node.inside
    return None


def types_of(sheets: Sheets) -> Iterator[tuple[Row, Type]]:
    """Return the rows of the survey with their types understood."""
    survey = reader(sheets, SURVEY)
    for row in sheets.table(SURVEY).rows:
        yield row, parse(survey.get(row, "type"))
