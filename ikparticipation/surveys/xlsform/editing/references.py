"""Who refers to whom: `${name}` in rules and texts, `/name` in paths, choices in formulas."""

import re
from collections.abc import Collection, Iterator, Mapping

from ikparticipation.surveys.xlsform.editing.errors import EditError
from ikparticipation.surveys.xlsform.editing.tables.headings import Reader, reader
from ikparticipation.surveys.xlsform.editing.tables.sheets import CHOICES, SURVEY, Row, Sheets
from ikparticipation.surveys.xlsform.editing.tree import find, tree, walk
from ikparticipation.surveys.xlsform.reading.kinds import parse
from ikparticipation.surveys.xlsform.reading.meanings import FORMULAS
from ikparticipation.surveys.xlsform.reading.nearest import nearest
from ikparticipation.text import N_

_QUOTED = r"'[^']*'|\"[^\"]*\""
_REFERENCE = re.compile(r"\$\{\s*([^\W\d][\w.\-·]*)\s*\}")
_PATH = re.compile(rf"{_QUOTED}|(?:(?<=/)|(?<=::))(\s*)([^\W\d][\w.\-·]*+)(?!\s*\(|::)")
_LITERAL = re.compile(_QUOTED)
OTHER = "_other"
"""What `or_other` calls the question that asks what else: the name of its question and this."""


def quoted_in(text: str) -> set[str]:
    """Return the names of `${name}` in a text or an expression."""
    return set(_REFERENCE.findall(text))


def names(sheets: Sheets) -> dict[str, str]:
    """Return everything that can be referred to: name → id of its line."""
    survey = reader(sheets, SURVEY)
    found: dict[str, str] = {}
    for row in sheets.table(SURVEY).rows:
        type_, name = parse(survey.get(row, "type")), survey.get(row, "name")
        if name and not type_.kind.ends:
            found.setdefault(name, row.id)
            if type_.or_other:
                found.setdefault(name + OTHER, row.id)
    return found


def check_references(sheets: Sheets, text: str) -> None:
    """Refuse a text or an expression that quotes what is not there."""
    known = names(sheets)
    for name in sorted(quoted_in(text) - known.keys()):
        similar = nearest(name, list(known))
        if similar:
            raise EditError(UNKNOWN_SIMILAR, name=name, similar=similar)
        raise EditError(UNKNOWN, name=name)


def referring(sheets: Sheets, line_id: str, *, with_inside: bool = True) -> tuple[str, ...]:
    """Return the names of what refers to a line, or to anything in it, from outside.

    A choice whose words quote an answer is called by its list.
    """
    node = find(tree(sheets), line_id).node
    lines = list(walk((node,))) if with_inside else [node]
    survey, inside = reader(sheets, SURVEY), {line.id for line in lines}
    targets: set[str] = set()
    for line in lines:
        name = survey.get(line.row, "name")
        targets |= {name, name + OTHER} if line.type.or_other else {name}
    targets.discard("")
    found = (
        survey.get(row, "name") or survey.get(row, "type")
        for row in sheets.table(SURVEY).rows
        if row.id not in inside and _mentioned(survey, row) & targets
    )
    return tuple(dict.fromkeys((*found, *_lists_referring(sheets, targets))))


def _lists_referring(sheets: Sheets, targets: Collection[str]) -> Iterator[str]:
    choices = reader(sheets, CHOICES)
    for row in sheets.table(CHOICES).rows:
        if not quoted_in("\n".join(row.cells)).isdisjoint(targets):
            yield choices.get(row, "list_name")


def _mentioned(survey: Reader, row: Row) -> set[str]:
    mentioned = quoted_in("\n".join(row.cells))
    for formula in _formulas(survey, row).values():
        mentioned |= {found[2] for found in _PATH.finditer(formula) if found[2]}
    return mentioned


def _formulas(survey: Reader, row: Row) -> dict[int, str]:
    return {
        column.index: cell
        for column in survey.columns
        if column.meaning in FORMULAS and (cell := row.cell(column.index))
    }


def renamed(sheets: Sheets, new_names: Mapping[str, str]) -> Sheets:
    """Rewrite all that refers to old names, in every sheet: expressions, texts, paths."""
    survey = reader(sheets, SURVEY)
    for sheet, table in sheets.tables.items():
        rows = []
        for row in table.rows:
            cells = {i: _with_new_names(cell, new_names) for i, cell in enumerate(row.cells)}
            formulas = _formulas(survey, row) if sheet == SURVEY else {}
            cells |= {i: _with_new_steps(cells[i], new_names) for i in formulas}
            rows.append(row.with_cells(cells))
        sheets = sheets.with_rows(sheet, rows)
    return sheets


def _with_new_names(text: str, new_names: Mapping[str, str]) -> str:
    if "${" not in text:
        return text
    return _REFERENCE.sub(
        lambda found: f"${{{new_names[found[1]]}}}" if found[1] in new_names else found[0], text
    )


def _with_new_steps(formula: str, new_names: Mapping[str, str]) -> str:
    return _PATH.sub(
        lambda found: f"{found[1]}{new_names[found[2]]}" if found[2] in new_names else found[0],
        formula,
    )


def relying_on_choice(sheets: Sheets, choice_id: str) -> tuple[str, ...]:
    """Return the names of lines whose formulas or defaults name this choice.

    A formula counts if it holds the choice's name as a text and is about a question of its list.
    """
    choices, survey = reader(sheets, CHOICES), reader(sheets, SURVEY)
    choice = sheets.row(CHOICES, choice_id)
    name, list_name = choices.get(choice, "name"), choices.get(choice, "list_name")
    asking = {
        survey.get(row, "name"): row.id
        for row in sheets.table(SURVEY).rows
        if parse(survey.get(row, "type")).list_name == list_name
    }
    return tuple(
        survey.get(row, "name")
        for row in sheets.table(SURVEY).rows
        if any(
            _names_choice(cell, name)
            and (row.id in asking.values() or quoted_in(cell) & asking.keys())
            for cell in _formulas(survey, row).values()
        )
        or (row.id in asking.values() and name in survey.get(row, "default").split())
    )


def _names_choice(formula: str, name: str) -> bool:
    return any(name in literal[1:-1].split() for literal in _LITERAL.findall(formula))


UNKNOWN = N_(
    "Eine Frage „%(name)s“ gibt es nicht. Bitte prüfen Sie den Namen zwischen „${“ und „}“."
)
UNKNOWN_SIMILAR = N_("Eine Frage „%(name)s“ gibt es nicht. Meinten Sie „${%(similar)s}“?")
