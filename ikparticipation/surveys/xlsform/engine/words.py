"""The words of a questionnaire with answers filled in."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ikparticipation.surveys.xlsform.engine.nodes import FormNode, Record
from ikparticipation.surveys.xlsform.engine.quotes import QUOTED, WORDS, quotes
from ikparticipation.surveys.xlsform.expression import Node
from ikparticipation.surveys.xlsform.questionnaire import Element, Question, Section
from ikparticipation.surveys.xlsform.values import Value, from_expression, value_label
from ikparticipation.text import pick

if TYPE_CHECKING:
    from ikparticipation.surveys.xlsform.engine.state import State

__all__ = ["Speaker", "quotes"]

_DEEPEST = 3
"""Answers are filled into labels of choices that are filled into labels …: no further."""


class Speaker:
    """Fills in answers in the words of one language; blank ones leave nothing behind.

    Several answers to one name (the rows, seen from outside) are joined by commas.
    """

    def __init__(self, state: "State", language: str) -> None:
        self.state = state
        self.language = language

    def words(self, element: Element | Section, aspect: str, row: str | None) -> str:
        words: Mapping[str, str] = getattr(element, WORDS[aspect], {})
        return self.label(words, element.name, row)

    def label(self, words: Mapping[str, str], name: str, row: str | None) -> str:
        text = pick(words, self.language)
        if "${" not in text or self.state.run is None:
            return text
        return self._filled(text, self._record(name, row), 1)

    def _record(self, name: str, row: str | None) -> Record:
        run = self.state.run
        if run is not None and row is not None and (name, row) in run.rows_by_id:
            return run.rows_by_id[name, row]
        if run is not None and name not in self.state.program.places.by_name:
            return run.root
        return self.state.record(name, row)

    def _filled(self, text: str, record: Record, depth: int) -> str:
        return QUOTED.sub(lambda found: self._answers(found[1], record, depth), text)

    def _answers(self, name: str, record: Record, depth: int) -> str:
        try:
            nodes = self.state.program.scope.reference(name)(record)
        except KeyError:
            return ""
        return ", ".join(filter(None, (self._answer(node, depth) for node in nodes)))

    def _answer(self, node: Node, depth: int) -> str:
        if not isinstance(node, FormNode) or not isinstance(node.place.element, Question):
            return node.string()
        question, text = node.place.element, node.value or ""
        value = self._value(question, node, text)
        if value is None:
            return text
        said = value_label(question, value, self.language)
        if "${" in said and question.choices and depth < _DEEPEST:
            return self._filled(said, node.record, depth + 1)
        return said

    def _value(self, question: Question, node: FormNode, text: str) -> Value | None:
        if question.calculation is None and question.choice_filter is None:
            return node.record.data["answers"].get(question.name)
        return from_expression(question, text)
