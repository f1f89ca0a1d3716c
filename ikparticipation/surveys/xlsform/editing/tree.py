"""The sheet survey as a tree: what begins holds what stands before its end.

Everything that moves or removes lines works on the tree and writes it back as a whole, so no
sequence of edits can leave a beginning without its end. An upload may be out of balance: what is
not ended ends with what is around it, and an end without a beginning goes with the first edit.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from ikparticipation.surveys.xlsform.editing.errors import EditError
from ikparticipation.surveys.xlsform.editing.tables.headings import reader
from ikparticipation.surveys.xlsform.editing.tables.sheets import GONE, SURVEY, Row, Sheets
from ikparticipation.surveys.xlsform.reading.kinds import Kind, Type, parse
from ikparticipation.text import N_

MAX_DEPTH = 50
END_OF = {Kind.BEGIN_GROUP: Kind.END_GROUP, Kind.BEGIN_REPEAT: Kind.END_REPEAT}
END_CELL = {Kind.BEGIN_GROUP: "end_group", Kind.BEGIN_REPEAT: "end_repeat"}


@dataclass(frozen=True)
class Node:
    """A line of the survey; a container with all that is in it."""

    row: Row
    type: Type
    inside: "tuple[Node, ...]" = ()
    end: Row | None = None
    """Of a container; None for all else, and where the sheet has none."""

    @property
    def id(self) -> str:
        return self.row.id

    @property
    def is_container(self) -> bool:
        return self.type.kind.begins


Nodes = tuple[Node, ...]


class _Planting:
    """Reading the lines from the top: what is open, and what stands in the innermost of it."""

    def __init__(self) -> None:
        self.open: list[tuple[Row, Type, list[Node]]] = []
        self.level: list[Node] = []

    def begin(self, row: Row, type_: Type) -> None:
        if len(self.open) == MAX_DEPTH:
            raise EditError(TOO_DEEP, limit=MAX_DEPTH)
        self.open.append((row, type_, self.level))
        self.level = []

    def end(self, row: Row, kind: Kind) -> None:
        """Close the innermost that ends so, and what was left open in it."""
        if kind in (END_OF[type_.kind] for _, type_, _ in self.open):
            while END_OF[self.open[-1][1].kind] is not kind:
                self.close(None)
            self.close(row)

    def close(self, end: Row | None) -> None:
        row, type_, around = self.open.pop()
        around.append(Node(row, type_, tuple(self.level), end))
        self.level = around


def tree(sheets: Sheets) -> Nodes:
    """Return the lines of the survey as a tree; EditError when it is deeper than anyone reads."""
    survey, planting = reader(sheets, SURVEY), _Planting()
    for row in sheets.table(SURVEY).rows:
        type_ = parse(survey.get(row, "type"))
        if type_.kind.begins:
            planting.begin(row, type_)
        elif type_.kind.ends:
            planting.end(row, type_.kind)
        else:
            planting.level.append(Node(row, type_))
    while planting.open:
        planting.close(None)
    return tuple(planting.level)


def with_tree(sheets: Sheets, nodes: Nodes) -> Sheets:
    """Return the sheets with the lines of the survey as the tree has them."""
    index = reader(sheets, SURVEY).index("type")
    return sheets.with_rows(SURVEY, _rows(nodes, index or 0))


def _rows(nodes: Nodes, type_index: int) -> Iterator[Row]:
    for node in nodes:
        yield node.row
        if node.is_container:
            yield from _rows(node.inside, type_index)
            blank = Row(f"{node.id}-end", ())
            yield node.end or blank.with_cells({type_index: END_CELL[node.type.kind]})


def walk(nodes: Nodes) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from walk(node.inside)


@dataclass(frozen=True)
class Place:
    """Where a node stands: its neighbours, itself among them, and what is around them."""

    node: Node
    siblings: Nodes
    index: int
    around: Nodes
    """The containers around it, the outermost first."""


def find(nodes: Nodes, row_id: str) -> Place:
    """Return where a line stands; EditError when it is not there (any more)."""
    found = _find(nodes, row_id, ())
    if found is None:
        raise EditError(GONE)
    return found


def _find(nodes: Nodes, row_id: str, around: Nodes) -> Place | None:
    for index, node in enumerate(nodes):
        if node.id == row_id:
            return Place(node, nodes, index, around)
        inner = _find(node.inside, row_id, (*around, node))
        if inner is not None:
            return inner
    return None


def with_siblings(nodes: Nodes, around: Sequence[Node], siblings: Nodes) -> Nodes:
    """Return the tree with other lines inside the innermost of `around`; () is the form itself."""
    if not around:
        return siblings
    inner = replace(around[-1], inside=siblings)
    return replaced(nodes, inner.id, lambda _: (inner,))


def replaced(nodes: Nodes, row_id: str, by: Callable[[Node], Nodes]) -> Nodes:
    """Return the tree with others in the place of one node."""
    new: list[Node] = []
    for node in nodes:
        if node.id == row_id:
            new += by(node)
        else:
            new.append(replace(node, inside=replaced(node.inside, row_id, by)))
    return tuple(new)


TOO_DEEP = N_(
    "Hier stehen mehr als %(limit)s Gruppen ineinander. Bitte laden Sie eine einfachere Datei hoch."
)
