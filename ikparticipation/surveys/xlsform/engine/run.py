"""The tree of one set of answers, and its formulas evaluated in it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from heapq import heappop, heappush
from random import Random
from typing import Any

from ikparticipation.surveys.xlsform.document import Document, Row, rows_of
from ikparticipation.surveys.xlsform.engine.counting import more_rows, wanted_rows
from ikparticipation.surveys.xlsform.engine.nodes import FormNode, Record, instances, number_rows
from ikparticipation.surveys.xlsform.engine.places import Place
from ikparticipation.surveys.xlsform.engine.program import Program, Unit
from ikparticipation.surveys.xlsform.engine.tree import Tree
from ikparticipation.surveys.xlsform.expression import (
    Context,
    ExpressionError,
    Node,
    Surroundings,
)
from ikparticipation.surveys.xlsform.questionnaire import Question, Repeat
from ikparticipation.surveys.xlsform.values import expression_value, from_expression
from ikparticipation.text import pick

MAX_ROWS_IN_ALL = 5_000
"""Rows after which formulas add no more: counts inside of counted rows multiply."""


class Run(Tree):
    """`begun` are rows the formulas have added, whose computed defaults are still to come."""

    def __init__(
        self, program: Program, document: Document, *, now: datetime, language: str, seed: str
    ) -> None:
        super().__init__(program, document)
        self.seed = seed
        self.memos: list[dict[FormNode, Any]] = [{} for _ in program.units]
        self.evaluations = 0
        self.begun: list[Record] = []
        self._waiting: list[int] = []
        self._scopes: dict[int, dict[Record, None]] = {}
        self._settle = {
            "relevant": self._settle_relevant,
            "row_count": self._settle_rows,
            "choice_filter": self._settle_choice,
            "calculation": self._settle_calculation,
        }
        self.surroundings = Surroundings(
            root=self.top,
            now=now,
            language=language or program.questionnaire.default_language,
            instances=program.instances,
            choice_name=self._choice_name,
            version=program.questionnaire.version,
        )
        self._context = Context(self.root, self.surroundings)
        self._evaluate_all()

    def _evaluate_all(self) -> None:
        self._is_new = True
        for unit in self.program.state_units:
            settle = self._settle[unit.aspect]
            for node in instances(self.root, unit.place):
                settle(unit, node)
        self._is_new = False

    # What follows from a change

    def change(self, document: Document) -> None:
        """Go on to other answers: what depends on the difference is evaluated again."""
        self._compare(self.root, document)
        self._follow()

    def _compare(self, record: Record, data: Document | Row) -> None:
        before = record.data
        if data is before:
            return
        record.data = data
        if before["answers"] != data["answers"]:
            for place in self.program.answered.get(record.place, ()):
                if before["answers"].get(place.name) != data["answers"].get(place.name):
                    self._answer_changed(record.named[place.name])
        for place in self.program.repeats.get(record.place, ()):
            self._compare_rows(record, place, rows_of(data, place.name))

    def _answer_changed(self, node: FormNode) -> None:
        unit = self.program.unit.get((node.place.name, "choice_filter"))
        if unit is not None:
            self._mark(unit.index, node.record)
            return
        value = self.answer(node.place, node.record)
        if value != node.value:
            node.value = value
            self._touch(node)

    def _compare_rows(self, record: Record, place: Place, rows: list[Row]) -> None:
        known = record.rows[place.name]
        if len(rows) == len(known) and all(
            row["id"] == one.id for row, one in zip(rows, known, strict=True)
        ):
            for row, one in zip(rows, known, strict=True):
                self._compare(one, row)
            return
        by_id = {row.id: row for row in known}
        holder = record.holders[place.name]
        standing: list[Record] = []
        new: list[Record] = []
        record.rows[place.name] = standing
        for data in rows:
            if data["id"] in by_id:
                standing.append(by_id.pop(data["id"]))
                self._compare(standing[-1], data)
            else:
                new.append(self.row(holder, data))
                standing.append(new[-1])
        for gone in by_id.values():
            self._forget(gone)
        self._rows_changed(holder, new)
        count = self.program.unit.get((place.name, "row_count"))
        if count is not None:
            self._mark(count.index, record)

    def _forget(self, row: Record) -> None:
        self.rows_by_id.pop((row.place.name, row.id), None)
        for rows in row.rows.values():
            for inner in rows:
                self._forget(inner)

    def _rows_changed(self, holder: FormNode, new: Iterable[Record]) -> None:
        """Mark what sees several rows of a repeat, what stands in the new ones, and the count."""
        place, record = holder.place, holder.record
        number_rows(record.rows[place.name])
        if holder.above is not None:
            self.order_children(holder.above)
        if self._is_new:
            return
        for name in (place.name, *(inner.name for inner in place.below())):
            for index, depth in self.program.edges.get(name, ()):
                if depth <= record.depth:
                    self._mark(index, record.at_depth(depth))
        for row in new:
            for index in self.program.inside[place.name]:
                self._mark(index, row)

    def _touch(self, node: FormNode) -> None:
        """Mark what sees a node that is another one now to those who look at it."""
        if not self._is_new:
            for index, depth in self.program.edges.get(node.place.name, ()):
                self._mark(index, node.record.at_depth(depth))

    def _mark(self, index: int, scope: Record) -> None:
        unit, memo = self.program.units[index], self.memos[index]
        if memo:
            for node in instances(scope, unit.place):
                memo.pop(node, None)
        if unit.is_state:
            if index not in self._scopes:
                heappush(self._waiting, index)
            self._scopes.setdefault(index, {})[scope] = None

    def _follow(self) -> None:
        """Evaluate what is marked, each formula after all it needs."""
        while self._waiting:
            index = heappop(self._waiting)
            unit, scopes = self.program.units[index], self._scopes.pop(index)
            settle = self._settle[unit.aspect]
            if self.root in scopes:
                scopes = {self.root: None}
            for node in {n: None for s in scopes for n in instances(s, unit.place)}:
                settle(unit, node)

    # Formulas

    def at(self, unit: Unit, node: FormNode) -> Context:
        """Return the context of a formula at a node; chance is that of the node, not of the run."""
        self.evaluations += 1
        if unit.is_random:
            chance = Random(f"{self.seed}/{node.place.name}/{node.record.id}")  # noqa: S311
            return Context(node, replace(self.surroundings, random=chance))
        return self.here(node)

    def here(self, node: FormNode) -> Context:
        """Return the context of a node; until it is asked for again."""
        self._context.node = self._context.current = node
        return self._context

    def _settle_relevant(self, unit: Unit, node: FormNode) -> None:
        try:
            own = unit.compiled.boolean(self.at(unit, node))
        except ExpressionError:
            own = True
        if own is not node.own:
            node.own = own
            self._refresh(node)

    def _refresh(self, node: FormNode) -> None:
        relevant = node.own and (node.above is None or node.above.relevant)
        if relevant is not node.relevant:
            node.relevant = relevant
            self._touch(node)
            for below in node.below(self.program.kept):
                self._refresh(below)

    def _settle_calculation(self, unit: Unit, node: FormNode) -> None:
        before = node.value
        if not unit.keeps:
            node.value = ""
        try:
            text = unit.compiled.string(self.at(unit, node))
        except ExpressionError:
            text = ""
        node.value = _as_answer(unit.place.question, text)
        if unit.keeps and node.value:
            self._keep(unit.place, node)
        if node.value != before and node.relevant:
            self._touch(node)

    def _keep(self, place: Place, node: FormNode) -> None:
        """Put the first result of `once()` into the document."""
        answers, question = node.record.data["answers"], place.question
        if question is not None and place.name not in answers:
            value = from_expression(question, node.value or "")
            if value is not None:
                data: Any = {**node.record.data, "answers": {**answers, place.name: value}}
                node.record.data = data

    def _settle_choice(self, unit: Unit, node: FormNode) -> None:
        given = self.answer(node.place, node.record)
        seen = given
        if given and unit.offers is not None:
            try:
                seen = " ".join(unit.offers.among(given.split(), self.at(unit, node)))
            except ExpressionError:
                seen = given
        if seen != node.value:
            node.value = seen
            if node.relevant:
                self._touch(node)

    def _settle_rows(self, unit: Unit, holder: FormNode) -> None:
        rows, repeat = holder.record.rows[holder.place.name], holder.place.element
        try:
            count = unit.compiled.number(self.at(unit, holder))
        except ExpressionError:
            count = float(len(rows))
        if not isinstance(repeat, Repeat):
            raise TypeError(repeat)
        room = max(MAX_ROWS_IN_ALL - len(self.rows_by_id), 0)
        wanted = min(wanted_rows(count, repeat), len(rows) + room)
        new = []
        for data in more_rows(self.program, repeat, holder.record, wanted, self.seed):
            row = self.row(holder, data)
            rows.append(row)
            new.append(row)
        if new:
            self.begun += new
            self._rows_changed(holder, new)
        for number, row in enumerate(rows):
            if row.own is not (number < wanted):
                row.own = number < wanted
                self._refresh(row)
        number_rows(rows)

    def _choice_name(self, name: str, question: str, _node: Node) -> str:
        place = self.program.places.by_name.get(question.rpartition("/")[2])
        if place is None or place.question is None:
            return ""
        labels: Mapping[str, str] = place.question.choice_labels.get(name, {})
        return pick(labels, self.surroundings.language)


def _as_answer(question: Question | None, text: str) -> str:
    """Return a result as formulas see it; blank where it cannot be an answer to the question."""
    if question is None or not text:
        return ""
    value = from_expression(question, text)
    return "" if value is None else expression_value(question, value)
