"""How `${name}` is found from a node, as pyxform does it.

What stands in a common repeat is that of the same row (of the innermost common one); all else is
that of the whole form. `${repeat}` is all its rows, from inside of one those beside it. What is
not relevant is left out; a single question (of the same row, or not in rows) is blank instead.
"""

from collections.abc import Sequence

from ikparticipation.surveys.xlsform.engine.counted import MARK
from ikparticipation.surveys.xlsform.engine.nodes import FormNode, Record
from ikparticipation.surveys.xlsform.engine.places import Place, Places, shared
from ikparticipation.surveys.xlsform.expression import Kind, Node
from ikparticipation.surveys.xlsform.expression.compiling import Finder


class FormScope:
    """A `Scope` over the places of a questionnaire."""

    def __init__(self, places: Places) -> None:
        self.places = places

    def reference(self, name: str) -> Finder:
        target = self.places.by_name[name.removeprefix(MARK)]
        stands_in: tuple[Node, ...] = ()
        if target.question is not None and not name.startswith(MARK):
            stands_in = (Node(Kind.ELEMENT, name, ""),)
        depths: dict[Place, int] = {}

        def find(node: Node) -> Sequence[Node]:
            record = _record_of(node)
            repeat = record.place
            depth = depths.get(repeat)
            if depth is None:
                depth = depths[repeat] = shared(repeat.inside, target.chain)
            while record.depth > depth:
                record = record.around
            found = _found(record, target)
            return found or (stands_in if depth == len(target.chain) else ())

        return find

    def all_of(self, name: str) -> Finder:
        target = self.places.by_name[name]

        def find(node: Node) -> Sequence[Node]:
            return _found(_record_of(node).at_depth(0), target)

        return find


def _record_of(node: Node) -> Record:
    """Return the record a node stands in; every node of a form has one."""
    record: Record = getattr(node, "record")  # noqa: B009 - not all nodes are those of a form
    return record


def _found(record: Record, target: Place) -> Sequence[FormNode]:
    """Return the relevant nodes of a place in a record that lies around it."""
    name, rest = target.name, target.chain[record.depth :]
    if not rest:
        if target.is_repeat:
            return [row for row in record.rows[name] if row.relevant]
        node = record.named[name]
        return (node,) if node.relevant else ()
    records = [record]
    for repeat in rest:
        records = [row for one in records for row in one.rows[repeat] if row.relevant]
    if target.is_repeat:
        return [row for one in records for row in one.rows[name] if row.relevant]
    found = [one.named[name] for one in records]
    return [node for node in found if node.relevant]
