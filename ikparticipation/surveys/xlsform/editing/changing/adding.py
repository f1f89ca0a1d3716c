"""New lines of the survey."""

from collections.abc import Iterator, Mapping

from ikparticipation.surveys.xlsform.editing.changing.lines import (
    check_free,
    set_texts,
    type_cell,
    type_of,
)
from ikparticipation.surveys.xlsform.editing.changing.placing import placed
from ikparticipation.surveys.xlsform.editing.errors import EditError
from ikparticipation.surveys.xlsform.editing.naming import free, name_from
from ikparticipation.surveys.xlsform.editing.references import names
from ikparticipation.surveys.xlsform.editing.tables.headings import (
    default_language,
    reader,
    with_column,
)
from ikparticipation.surveys.xlsform.editing.tables.sheets import CHOICES, SURVEY, Row, Sheets
from ikparticipation.surveys.xlsform.editing.tree import Node, tree, with_tree
from ikparticipation.surveys.xlsform.reading.sheets import MAX_LINES
from ikparticipation.text import N_, one_line, pick

QUESTION, GROUP, REPEAT = "frage", "gruppe", "eintraege"
"""What a line is called that has no label in letters a name may have."""


def add_question(
    sheets: Sheets,
    type_: str,
    labels: Mapping[str, str],
    *,
    name: str = "",
    list_name: str = "",
    before: str | None = None,
    inside: str | None = None,
) -> Sheets:
    """Add a question before a line, at the end of a group, or of the form.

    Without a name it gets one made of its label, without a list one of its own name.
    """
    name = _name(sheets, labels, name, QUESTION)
    cell = type_cell(type_, one_line(list_name) or name)
    return _added(sheets, cell, name, labels, before=before, inside=inside)


def add_group(
    sheets: Sheets,
    labels: Mapping[str, str],
    *,
    name: str = "",
    before: str | None = None,
    inside: str | None = None,
) -> Sheets:
    name = _name(sheets, labels, name, GROUP)
    return _added(sheets, "begin_group", name, labels, before=before, inside=inside)


def add_repeat(
    sheets: Sheets,
    labels: Mapping[str, str],
    *,
    name: str = "",
    before: str | None = None,
    inside: str | None = None,
) -> Sheets:
    name = _name(sheets, labels, name, REPEAT)
    return _added(sheets, "begin_repeat", name, labels, before=before, inside=inside)


def _name(sheets: Sheets, labels: Mapping[str, str], given: str, otherwise: str) -> str:
    given = one_line(given)
    if not given:
        survey = reader(sheets, SURVEY)
        held = {survey.get(row, "question_id") for row in sheets.table(SURVEY).rows}
        label = pick(labels, default_language(sheets))
        given = free(name_from(label, otherwise), names(sheets).keys() | held)
    check_free(sheets, given)
    return given


def _added(
    sheets: Sheets,
    type_: str,
    name: str,
    labels: Mapping[str, str],
    *,
    before: str | None,
    inside: str | None,
) -> Sheets:
    check_room(sheets, SURVEY)
    sheets, type_index = with_column(sheets, SURVEY, "type")
    sheets, name_index = with_column(sheets, SURVEY, "name")
    sheets, row_id = sheets.new_id()
    row = Row(row_id, ()).with_cells({type_index: type_, name_index: name})
    new = Node(row, type_of(type_))
    sheets = with_tree(sheets, placed(tree(sheets), (new,), before=before, inside=inside))
    return set_texts(sheets, row_id, "label", labels)


def check_room(sheets: Sheets, name: str) -> None:
    """Refuse one line more than a file may have; a group is two."""
    if len(sheets.table(name).rows) + 2 > MAX_LINES:
        raise EditError(FULL, sheet=name, limit=MAX_LINES)


def added(before: Sheets, after: Sheets) -> str:
    """Return the id of the line or choice that was added between; "" when none was."""
    known = set(_ids(before))
    return next((each for each in _ids(after) if each not in known), "")


def _ids(sheets: Sheets) -> Iterator[str]:
    for name in (SURVEY, CHOICES):
        for row in sheets.table(name).rows:
            yield row.id


FULL = N_("Das Blatt „%(sheet)s“ hat schon %(limit)s Zeilen. Bitte entfernen Sie einige.")
