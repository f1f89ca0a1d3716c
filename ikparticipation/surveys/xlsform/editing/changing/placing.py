"""Where lines stand. A group or repeat moves with all that is in it."""

from ikparticipation.surveys.xlsform.editing.changing.choices import move_choice
from ikparticipation.surveys.xlsform.editing.errors import EditError
from ikparticipation.surveys.xlsform.editing.tables.sheets import CHOICES, Sheets
from ikparticipation.surveys.xlsform.editing.tree import (
    Node,
    Nodes,
    find,
    replaced,
    tree,
    walk,
    with_siblings,
    with_tree,
)
from ikparticipation.text import N_


def move_up(sheets: Sheets, line: str) -> Sheets:
    """Move a line, or a choice, before its neighbour; never out of its group or list."""
    return _step(sheets, line, -1)


def move_down(sheets: Sheets, line: str) -> Sheets:
    return _step(sheets, line, 1)


def _step(sheets: Sheets, line: str, step: int) -> Sheets:
    if sheets.sheet_of(line) == CHOICES:
        return move_choice(sheets, line, step)
    nodes = tree(sheets)
    place = find(nodes, line)
    target = place.index + step
    if not 0 <= target < len(place.siblings):
        raise EditError(AT_THE_EDGE)
    siblings = list(place.siblings)
    siblings.insert(target, siblings.pop(place.index))
    return with_tree(sheets, with_siblings(nodes, place.around, tuple(siblings)))


def move_before(sheets: Sheets, line: str, other: str) -> Sheets:
    """Move a line before another one, wherever that stands."""
    if line == other:
        return sheets
    nodes, node = _taken_out(tree(sheets), line, other)
    return with_tree(sheets, placed(nodes, (node,), before=other))


def move_into(sheets: Sheets, line: str, group: str | None) -> Sheets:
    """Move a line to the end of a group or repeat; None: to the end of the form."""
    nodes, node = _taken_out(tree(sheets), line, group)
    return with_tree(sheets, placed(nodes, (node,), inside=group))


def move_out(sheets: Sheets, line: str) -> Sheets:
    """Move a line out of the group or repeat it stands in, to the place behind it."""
    nodes = tree(sheets)
    place = find(nodes, line)
    if not place.around:
        raise EditError(OUTERMOST)
    nodes, node = _taken_out(nodes, line, None)
    return with_tree(sheets, replaced(nodes, place.around[-1].id, lambda group: (group, node)))


def _taken_out(nodes: Nodes, line: str, target: str | None) -> tuple[Nodes, Node]:
    """Return the tree without a line, and the line; EditError if the target is part of it."""
    node = find(nodes, line).node
    if target is not None and any(each.id == target for each in walk((node,))):
        raise EditError(INTO_ITSELF)
    return replaced(nodes, line, lambda _: ()), node


def placed(
    nodes: Nodes, new: Nodes, *, before: str | None = None, inside: str | None = None
) -> Nodes:
    """Return the tree with new lines: before a line, at the end of a container, or of the form."""
    if before is not None:
        find(nodes, before)
        return replaced(nodes, before, lambda other: (*new, other))
    if inside is None:
        return (*nodes, *new)
    place = find(nodes, inside)
    if not place.node.is_container:
        raise EditError(NO_GROUP)
    return with_siblings(nodes, (*place.around, place.node), (*place.node.inside, *new))


AT_THE_EDGE = N_("Diese Zeile steht in ihrer Gruppe schon ganz oben oder ganz unten.")
OUTERMOST = N_("Diese Zeile steht in keiner Gruppe.")
INTO_ITSELF = N_(
    "Eine Gruppe kann nicht in sich selbst stehen. Bitte wählen Sie einen anderen Ort."
)
NO_GROUP = N_("Das ist keine Gruppe. Bitte wählen Sie eine Gruppe oder eine Wiederholung.")
