"""The lists of choices. Several questions can share one: what changes, changes for all."""

import re
from collections.abc import Mapping

from ikparticipation.surveys.xlsform.editing.changing.lines import set_texts, set_type
from ikparticipation.surveys.xlsform.editing.errors import EditError
from ikparticipation.surveys.xlsform.editing.naming import CHOICE_NAME, free, name_from
from ikparticipation.surveys.xlsform.editing.outline import (
    ChoiceLine,
    ChoiceList,
    outline,
    type_word,
)
from ikparticipation.surveys.xlsform.editing.references import relying_on_choice
from ikparticipation.surveys.xlsform.editing.tables.headings import (
    default_language,
    reader,
    with_column,
)
from ikparticipation.surveys.xlsform.editing.tables.sheets import (
    CHOICES,
    GONE,
    SURVEY,
    Row,
    Sheets,
    tidy,
)
from ikparticipation.surveys.xlsform.reading.kinds import parse
from ikparticipation.surveys.xlsform.reading.sheets import MAX_LINES
from ikparticipation.text import N_, one_line, pick

CHOICE = "antwort"
_COLUMN = re.compile(r"[^\W\d][\w.-]{0,63}")


def add_choice(
    sheets: Sheets,
    list_name: str,
    labels: Mapping[str, str],
    *,
    name: str = "",
    before: str | None = None,
) -> Sheets:
    """Add a choice to a list, at its end or before another one; the first one makes the list."""
    list_name, name = one_line(list_name), one_line(name)
    if not CHOICE_NAME.fullmatch(list_name):
        raise EditError(BAD_LIST, name=list_name)
    there = _list(sheets, list_name).choices
    taken = {choice.name for choice in there}
    name = name or free(name_from(pick(labels, default_language(sheets)), CHOICE), taken)
    _check_name(name, taken)
    if len(sheets.table(CHOICES).rows) >= MAX_LINES:
        raise EditError(FULL, limit=MAX_LINES)
    sheets, list_index = with_column(sheets, CHOICES, "list_name")
    sheets, name_index = with_column(sheets, CHOICES, "name")
    sheets, row_id = sheets.new_id()
    row = Row(row_id, ()).with_cells({list_index: list_name, name_index: name})
    sheets = _placed(sheets, [row], there, before)
    return set_texts(sheets, row_id, "label", labels)


def _list(sheets: Sheets, name: str) -> ChoiceList:
    found = outline(sheets).lists.get(name)
    return found or ChoiceList(name=name, choices=(), used_by=())


def _placed(
    sheets: Sheets, new: list[Row], there: tuple[ChoiceLine, ...], before: str | None
) -> Sheets:
    """Put rows before a choice of the list, or behind its last one, or at the end of the sheet."""
    rows = list(sheets.table(CHOICES).rows)
    if before is not None and before not in {choice.id for choice in there}:
        raise EditError(OTHER_LIST)
    at = before or (there[-1].id if there else None)
    index = next((n for n, row in enumerate(rows) if row.id == at), len(rows))
    if before is None:
        index += 1
    rows[index:index] = new
    return sheets.with_rows(CHOICES, rows)


def _check_name(name: str, taken: set[str]) -> None:
    if not CHOICE_NAME.fullmatch(name):
        raise EditError(BAD_NAME, name=name)
    if name in taken:
        raise EditError(NAME_TAKEN, name=name)


def _choice(sheets: Sheets, choice: str) -> ChoiceLine:
    try:
        return outline(sheets).choice(choice)
    except KeyError:
        raise EditError(GONE) from None


def set_choice_name(sheets: Sheets, choice: str, name: str, *, forced: bool = False) -> Sheets:
    """Rename a choice. Formulas that name it stay as they are: they are named, unless `forced`."""
    line, name = _choice(sheets, choice), one_line(name)
    if name == line.name:
        return sheets
    _check_name(name, {each.name for each in _list(sheets, line.list_name).choices})
    _check_unused(sheets, choice, forced=forced)
    sheets, index = with_column(sheets, CHOICES, "name")
    return sheets.with_row(CHOICES, sheets.row(CHOICES, choice).with_cells({index: name}))


def _check_unused(sheets: Sheets, choice: str, *, forced: bool) -> None:
    relying = () if forced else relying_on_choice(sheets, choice)
    if relying:
        raise EditError(RELIED_ON, names=", ".join(relying))


def set_choice_cells(sheets: Sheets, choice: str, cells: Mapping[str, str]) -> Sheets:
    """Write further columns of a choice, those that `choice_filter` looks at; new ones too."""
    for heading, value in cells.items():
        name, text = one_line(heading), one_line(tidy(value))
        if not _COLUMN.fullmatch(name) or name in {"list_name", "name", "label"}:
            raise EditError(BAD_COLUMN, column=heading)
        row, index = sheets.row(CHOICES, choice), reader(sheets, CHOICES).index(name)
        if row.cell(index) != text:
            sheets, index = with_column(sheets, CHOICES, name)
            sheets = sheets.with_row(CHOICES, row.with_cells({index: text}))
    return sheets


def move_choice(sheets: Sheets, choice: str, step: int) -> Sheets:
    """Move a choice by one place among those of its list; step -1 is up."""
    there = _list(sheets, _choice(sheets, choice).list_name).choices
    target = [each.id for each in there].index(choice) + step
    if not 0 <= target < len(there):
        raise EditError(AT_THE_EDGE)
    one, other = sheets.row(CHOICES, choice), sheets.row(CHOICES, there[target].id)
    swapped = {one.id: other, other.id: one}
    rows = sheets.table(CHOICES).rows
    return sheets.with_rows(CHOICES, (swapped.get(row.id, row) for row in rows))


def move_choice_before(sheets: Sheets, choice: str, other: str) -> Sheets:
    """Move a choice before another one of its list."""
    if choice == other:
        return sheets
    there = _list(sheets, _choice(sheets, choice).list_name).choices
    row = sheets.row(CHOICES, choice)
    left = (each for each in sheets.table(CHOICES).rows if each.id != choice)
    return _placed(sheets.with_rows(CHOICES, left), [row], there, other)


def remove_choice(sheets: Sheets, choice: str, *, forced: bool = False) -> Sheets:
    """Remove a choice; EditError names the lines whose formulas name it, unless `forced`."""
    _choice(sheets, choice)
    _check_unused(sheets, choice, forced=forced)
    rows = sheets.table(CHOICES).rows
    return sheets.with_rows(CHOICES, (row for row in rows if row.id != choice))


def copy_list(sheets: Sheets, line: str) -> Sheets:
    """Give a question its own copy of the list that it shares with others."""
    survey, row = reader(sheets, SURVEY), sheets.row(SURVEY, line)
    type_ = parse(survey.get(row, "type"))
    if not type_.list_name or type_.is_from_file:
        raise EditError(NO_LIST)
    there = _list(sheets, type_.list_name).choices
    if len(sheets.table(CHOICES).rows) + len(there) > MAX_LINES:
        raise EditError(FULL, limit=MAX_LINES)
    name = free(survey.get(row, "name") or type_.list_name, outline(sheets).lists)
    sheets, list_index = with_column(sheets, CHOICES, "list_name")
    copies = []
    for choice in there:
        sheets, row_id = sheets.new_id()
        copied = Row(row_id, sheets.row(CHOICES, choice.id).cells)
        copies.append(copied.with_cells({list_index: name}))
    sheets = sheets.with_rows(CHOICES, (*sheets.table(CHOICES).rows, *copies))
    return set_type(sheets, line, type_word(type_), name, or_other=type_.or_other)


BAD_LIST = N_(
    "Eine Liste kann nicht „%(name)s“ heißen. Bitte wählen Sie einen Namen ohne Leerzeichen."
)
BAD_NAME = N_(
    "Der Name „%(name)s“ ist nicht erlaubt. "
    "Bitte verwenden Sie höchstens 64 Zeichen ohne Leerzeichen und Schrägstrich."
)
NAME_TAKEN = N_(
    "Die Antwort „%(name)s“ gibt es in dieser Liste schon. Bitte wählen Sie eine andere."
)
FULL = N_("Es gibt schon %(limit)s Antworten. Bitte entfernen Sie einige.")
OTHER_LIST = N_("Diese Antwort steht nicht in derselben Liste. Bitte laden Sie die Seite neu.")
RELIED_ON = N_(
    "Diese Antwort wird noch genannt bei: %(names)s. Bitte ändern Sie dort zuerst die Bedingungen."
)
BAD_COLUMN = N_("Eine Spalte kann nicht „%(column)s“ heißen. Bitte wählen Sie einen anderen Namen.")
AT_THE_EDGE = N_("Diese Antwort steht in ihrer Liste schon ganz oben oder ganz unten.")
NO_LIST = N_("Diese Frage hat keine Liste von Antworten.")
