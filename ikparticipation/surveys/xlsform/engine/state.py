"""A set of answers and what the questionnaire's formulas make of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Self

from ikparticipation.surveys.xlsform.document import Document, Row, rows_of, spots
from ikparticipation.surveys.xlsform.engine.counting import document_of
from ikparticipation.surveys.xlsform.engine.defaults import begin_computed
from ikparticipation.surveys.xlsform.engine.editing import with_answer
from ikparticipation.surveys.xlsform.engine.explaining import Explanation, explanation
from ikparticipation.surveys.xlsform.engine.later import (
    constraint_refusal,
    offered,
    truth,
)
from ikparticipation.surveys.xlsform.engine.nodes import FormNode, Record
from ikparticipation.surveys.xlsform.engine.program import Program, program_of
from ikparticipation.surveys.xlsform.engine.run import Run
from ikparticipation.surveys.xlsform.engine.words import Speaker
from ikparticipation.surveys.xlsform.questionnaire import (
    Choice,
    Element,
    Question,
    Questionnaire,
    QuestionType,
    Section,
)
from ikparticipation.surveys.xlsform.values import Refused, Value, from_expression


class State:
    """`row` is the id of the row in which the named question (or inner repeat) stands.

    Of a repeat's name it may also be a row of its own. Names and rows that are not there raise
    KeyError. Answers change by `change` and `put` only; documents given out stay as they are.
    """

    def __init__(
        self,
        program: Program,
        document: Document,
        *,
        now: datetime,
        language: str = "",
        seed: str = "",
    ) -> None:
        self.program = program
        self.now, self.language, self.seed = now, language, seed
        self.run: Run | None = None
        self._document = document
        self._rows: dict[tuple[str, str], Row] | None = None
        if not program.is_plain:
            self.run = Run(program, document, now=now, language=language, seed=seed)
            self._finish()

    @classmethod
    def of(
        cls,
        questionnaire: Questionnaire,
        document: Document,
        *,
        now: datetime,
        language: str = "",
        seed: str = "",
    ) -> Self:
        """Evaluate all that others depend on. `now` is aware; chance and new ids hang on `seed`.

        `language` is that of `jr:choice-name`. Raises CycleError for formulas that go round.
        """
        return cls(program_of(questionnaire), document, now=now, language=language, seed=seed)

    @property
    def questionnaire(self) -> Questionnaire:
        return self.program.questionnaire

    @property
    def document(self) -> Document:
        """The answers, with computed rows: what is to be stored."""
        return self._document

    # Changes

    def change(self, document: Document) -> None:
        """Go on to other answers; only what depends on the difference is evaluated."""
        self._document, self._rows = document, None
        if self.run is not None:
            self.run.change(document)
            self._finish()

    def put(self, name: str, value: Value | None, row: str | None = None) -> None:
        """Go on to one other answer; None clears it."""
        placed = self.questionnaire.question(name)
        if placed is None:
            raise KeyError(name)
        self.change(with_answer(self._document, placed.chain, row, name, value))

    def _finish(self) -> None:
        if self.run is not None:
            self._document = document_of(self.run.root)
            begin_computed(self)

    # What is there

    def is_relevant(self, name: str, row: str | None = None) -> bool:
        """Whether a section, group, repeat or question is there, with all it stands in."""
        if self.run is None:
            return True
        own = self.run.rows_by_id.get((name, row)) if row is not None else None
        if own is not None:
            return own.relevant
        place = self.program.places.by_name.get(name)
        return place is None or self.node(name, row).relevant

    def node(self, name: str, row: str | None = None) -> FormNode:
        """Return what decides whether something is relevant: its own node, or that around it."""
        record = self.record(name, row)
        governor = self.program.governors[name]
        if governor is None:
            return record
        found = record.holders if governor.is_repeat else record.named
        return found[governor.name]

    def record(self, name: str, row: str | None) -> Record:
        """Return the record in which a name stands."""
        if self.run is None:
            raise KeyError(name)
        chain = self.program.places.by_name[name].chain
        if not chain:
            return self.run.root
        return self.run.rows_by_id[chain[-1], str(row)]

    def has_row(self, name: str, row: str | None) -> bool:
        """Whether the record of a question is there."""
        placed = self.questionnaire.question(name)
        return placed is not None and (
            placed.repeat is None or (placed.repeat.name, row) in self.rows_by_id
        )

    @property
    def rows_by_id(self) -> Mapping[tuple[str, str], Row]:
        """Repeat and id → the row, at any depth."""
        if self._rows is None:
            self._rows = {
                (spot.chain[-1].name, spot.rows[-1].id): spot.record  # type: ignore[misc]
                for section in self.questionnaire.sections
                for spot in spots(section, self._document)
                if spot.rows
            }
        return self._rows

    def rows(self, repeat: str, outer: str | None = None) -> list[Row]:
        """Return the relevant rows of a repeat; `outer` is the row around an inner one."""
        chain = self.program.places.by_name[repeat].chain
        record = self.rows_by_id[chain[-1], str(outer)] if chain else self._document
        found = rows_of(record, repeat)
        if self.run is None:
            return found
        return [row for row in found if self.run.rows_by_id[repeat, row["id"]].relevant]

    def asks(self, question: Question, row: str | None = None) -> bool:
        """Whether somebody can answer a question now."""
        return (
            question.is_asked
            and question.calculation is None
            and self.is_relevant(question.name, row)
            and not self.is_readonly(question.name, row)
        )

    # What is answered

    def value(self, name: str, row: str | None = None) -> Value | None:
        """Return an answer as others see it; None if it is not relevant or no longer offered."""
        question = self._question(name)
        if not self.is_relevant(name, row):
            return None
        if self.run is not None and (
            question.calculation is not None or question.choice_filter is not None
        ):
            return from_expression(question, self.node(name, row).value or "")
        value = self._data(name, row)["answers"].get(name)
        if value is None and question.type is QuestionType.HIDDEN:
            return self.program.constants.get(name)
        return value

    def _question(self, name: str) -> Question:
        placed = self.questionnaire.question(name)
        if placed is None:
            raise KeyError(name)
        return placed.question

    def _data(self, name: str, row: str | None) -> Document | Row:
        placed = self.questionnaire.question(name)
        if placed is None or placed.repeat is None:
            return self._document
        return self.rows_by_id[placed.repeat.name, str(row)]

    def is_required(self, name: str, row: str | None = None) -> bool:
        question = self._question(name)
        if not (question.required or question.required_when) or not self.asks(question, row):
            return False
        return question.required or truth(self, name, "required_when", row)

    def is_readonly(self, name: str, row: str | None = None) -> bool:
        """Whether it cannot be typed into: computed ones never can."""
        question = self._question(name)
        if question.calculation is not None or not question.is_asked:
            return True
        return question.readonly is not None and truth(self, name, "readonly", row)

    def constraint_error(self, name: str, row: str | None = None) -> Refused | None:
        """Return why the answer is not possible beside the others; None if it is, or blank."""
        if self._question(name).constraint is None:
            return None
        return constraint_refusal(self, name, row)

    def choices(self, name: str, row: str | None = None) -> tuple[Choice, ...]:
        """Return the choices that are offered now."""
        question = self._question(name)
        if question.choice_filter is None:
            return question.choices
        names = offered(self, name, row)
        return tuple(choice for choice in question.choices if choice.name in names)

    # What is said

    def words(
        self, element: Element | Section, aspect: str, language: str, row: str | None = None
    ) -> str:
        """Return label, hint, guidance, required or constraint words with answers filled in.

        They are plain text: whoever draws them escapes them.
        """
        return Speaker(self, language).words(element, aspect, row)

    def choice_label(self, name: str, choice: Choice, language: str, row: str | None = None) -> str:
        return Speaker(self, language).label(choice.labels, name, row)

    def explain(self, name: str, row: str | None = None) -> Explanation:
        """Return what each formula of an element says now, and why."""
        return explanation(self, name, row)
