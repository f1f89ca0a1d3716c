"""Answers as a tree of nodes, before any formula has been evaluated."""

from ikparticipation.surveys.xlsform.document import Document, Row, rows_of
from ikparticipation.surveys.xlsform.engine.nodes import FormNode, Record, number_rows
from ikparticipation.surveys.xlsform.engine.places import Place
from ikparticipation.surveys.xlsform.engine.program import Program
from ikparticipation.surveys.xlsform.expression import Kind, Node
from ikparticipation.surveys.xlsform.questionnaire import QuestionType
from ikparticipation.surveys.xlsform.values import expression_value


class _Top(Node):
    """Where `/` begins."""

    __slots__ = ("record",)
    record: Record


class Tree:
    """`rows_by_id`: repeat and id → the row, at any depth."""

    def __init__(self, program: Program, document: Document) -> None:
        self.program = program
        self.rows_by_id: dict[tuple[str, str], Record] = {}
        self.top = _Top(Kind.ROOT)
        self.root = Record(program.places.root, document, None, self.top)
        self.top.children.append(self.root)
        self.top.record = self.root
        self._fill(self.root, self.root)

    def _fill(self, node: FormNode, record: Record) -> None:
        """Make the nodes below a record or a group."""
        children: list[Node] = []
        for place in self.program.kept.get(node.place, ()):
            if place.is_repeat:
                holder = record.holders[place.name] = FormNode(place, node)
                rows = [self.row(holder, row) for row in rows_of(record.data, place.name)]
                record.rows[place.name] = rows
                number_rows(rows)
                children += rows
                continue
            child = record.named[place.name] = FormNode(place, node)
            children.append(child)
            if place.question is not None:
                child.value = self.answer(place, record)
            else:
                self._fill(child, record)
        node.children = children

    def row(self, holder: FormNode, data: Row) -> Record:
        row = Record(holder.place, data, holder, holder.above)
        self.rows_by_id[row.place.name, data["id"]] = row
        self._fill(row, row)
        return row

    def order_children(self, node: FormNode) -> None:
        record = node.record
        children: list[Node] = []
        for place in self.program.kept.get(node.place, ()):
            if place.is_repeat:
                children += record.rows[place.name]
            else:
                children.append(record.named[place.name])
        node.children = children

    def answer(self, place: Place, record: Record) -> str:
        """Return an answer as it stands in the document; a calculation's only if it is kept."""
        question = place.question
        if question is None:
            return ""
        value = record.data["answers"].get(place.name)
        if value is None and question.type is QuestionType.HIDDEN:
            value = self.program.constants.get(place.name)
        if value is None or self._is_computed(place):
            return ""
        return expression_value(question, value)

    def _is_computed(self, place: Place) -> bool:
        if "calculation" not in place.formulas:
            return False
        return not self.program.unit[place.name, "calculation"].keeps
