"""The answers as a tree that expressions walk over, with short ways to what is asked for by name.

Rows, groups and the questions that formulas touch have a node; other questions have none.
"""

from collections.abc import Iterable, Iterator, Mapping

from ikparticipation.surveys.xlsform.document import Document, Row
from ikparticipation.surveys.xlsform.engine.places import Place
from ikparticipation.surveys.xlsform.expression import Kind, Node


class FormNode(Node):
    """A question, a group, or a repeat as a whole (not in the tree, but beside its rows).

    `own` is what its own formula says; `relevant` is that of all above it, too.
    """

    __slots__ = ("above", "own", "place", "record")

    above: "FormNode | None"
    record: "Record"

    def __init__(self, place: Place, above: "FormNode | None", value: str | None = None) -> None:
        super().__init__(Kind.ELEMENT, place.name, value, above)
        self.place = place
        self.above = above
        self.own = True
        if above is not None:
            self.record = above.record
            self.relevant = above.relevant

    def below(self, kept: Mapping[Place, tuple[Place, ...]]) -> Iterator["FormNode"]:
        """Return what its relevance decides about."""
        if self.place.is_repeat and not isinstance(self, Record):
            yield from self.record.rows[self.place.name]
            return
        for child in kept.get(self.place, ()):
            found = self.record.holders if child.is_repeat else self.record.named
            yield found[child.name]


class Record(FormNode):
    """A row, or the whole form: what is answered together."""

    __slots__ = ("around", "data", "depth", "holders", "named", "number", "rows")

    def __init__(
        self, place: Place, data: Document | Row, holder: FormNode | None, parent: Node | None
    ) -> None:
        super().__init__(place, holder)
        self.parent = parent
        self.around: Record = holder.record if holder else self
        self.record = self
        self.data = data
        self.depth: int = self.around.depth + 1 if holder else 0
        self.number = 1
        self.named: dict[str, FormNode] = {}
        self.rows: dict[str, list[Record]] = {}
        self.holders: dict[str, FormNode] = {}

    @property
    def id(self) -> str:
        return str(self.data.get("id", ""))

    def row_number(self) -> int | None:
        """Return its place among the rows that count; the whole form is no row."""
        return self.number if self.depth else None

    def at_depth(self, depth: int) -> "Record":
        """Return the record around it with so many repeats; depth is at most its own."""
        record = self
        while record.depth > depth:
            record = record.around
        return record


def number_rows(rows: Iterable[Record]) -> None:
    """Give each row its number; those beyond the count do not count."""
    number = 1
    for row in rows:
        row.number = number
        number += row.own


def records_under(record: Record, chain: tuple[str, ...]) -> list[Record]:
    """Return all rows of the last repeat of a chain that lie in a record, relevant or not."""
    records = [record]
    for repeat in chain[record.depth :]:
        records = [row for one in records for row in one.rows.get(repeat, ())]
    return records


def instances(scope: Record, place: Place) -> list[FormNode]:
    """Return the nodes of a question or group, or those of a repeat as a whole."""
    records = records_under(scope, place.chain)
    if place.is_repeat:
        return [record.holders[place.name] for record in records]
    return [record.named[place.name] for record in records]
