"""What is frozen of a set of answers."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar, cast

from ikparticipation.surveys.xlsform.carrying import Said, frozen_word
from ikparticipation.surveys.xlsform.document import Document, Row, ended_of, rows_of
from ikparticipation.surveys.xlsform.engine import State
from ikparticipation.surveys.xlsform.questionnaire import (
    Question,
    Questionnaire,
    QuestionType,
    Repeat,
)
from ikparticipation.surveys.xlsform.values import Value

R = TypeVar("R", Document, Row)


def submission(state: State) -> Document:
    """Return the relevant answers with all that is computed, in fixed order, without blank rows.

    Rows in which only formulas say something are blank, but computed rows stay. Formulas count
    what is submitted: when blank rows go, all is evaluated again without them. Only a document
    without problems is submitted, so nothing invalid is in it.
    """
    while True:
        frozen = _Freezer(state)
        document = frozen.document()
        if not frozen.dropped or state.program.is_plain:
            return document
        state = State(
            state.program, document, now=state.now, language=state.language, seed=state.seed
        )


def _ended(row: Row) -> Row:
    plain: Any = {k: v for k, v in row.items() if k not in {"last", "confirmed", "invalid"}}
    if "rows" in row:
        plain["rows"] = {name: [_inside(r) for r in rows] for name, rows in row["rows"].items()}
    return cast("Row", {**plain, "said": str(Said.ENDED)})


def _inside(row: Row) -> Row:
    """Return a row inside of one that ended: it ended with it, and is not counted."""
    plain: Any = {k: v for k, v in _ended(row).items() if k != "said"}
    return cast("Row", plain)


def same_answers(questionnaire: Questionnaire, one: Document, other: Document) -> bool:
    """Whether two submissions say the same. Calculations aside: today's date is no answer."""
    computed = frozenset(
        placed.question.name
        for placed in questionnaire.placed
        if placed.question.calculation is not None
    )
    if not computed:
        return one == other
    return bool(_without(one, computed) == _without(other, computed))


def _without(record: Document | Row, computed: frozenset[str]) -> Any:
    plain: dict[str, Any] = dict(record)
    plain["answers"] = {n: value for n, value in record["answers"].items() if n not in computed}
    rows = {name: [_without(row, computed) for row in rows] for name, rows in _rows(record)}
    return plain | ({"rows": rows} if rows or "rows" in record else {})


def _rows(record: Document | Row) -> Iterable[tuple[str, list[Row]]]:
    return record.get("rows", {}).items()


class _Freezer:
    """`dropped`: whether rows that formulas have seen are left out."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.dropped = False

    def document(self) -> Document:
        questionnaire = self.state.questionnaire
        asked = [question for section in questionnaire.sections for question in section.questions]
        repeats = [repeat for section in questionnaire.sections for repeat in section.repeats]
        document = self.state.document
        frozen: Document = {
            "answers": self._answers(asked, document),
            "rows": self._all_rows(repeats, document, None),
        }
        return self._with_ended(frozen, repeats, document)

    def _with_ended(self, frozen: R, repeats: Sequence[Repeat], record: Document | Row) -> R:
        """Add the rows of which is said that they are no more, as they were."""
        ended = {
            repeat.name: [_ended(row) for row in rows]
            for repeat in repeats
            if (rows := ended_of(record, repeat.name))
        }
        return {**frozen, "ended": ended} if ended else frozen

    def _all_rows(
        self, repeats: Sequence[Repeat], record: Document | Row, outer: str | None
    ) -> dict[str, list[Row]]:
        found = {}
        for repeat in repeats:
            rows: list[Row] = []
            if self.state.is_relevant(repeat.name, outer):
                rows = self._rows_of(repeat, record)
            if rows:
                found[repeat.name] = rows
        return found

    def _rows_of(self, repeat: Repeat, record: Document | Row) -> list[Row]:
        kept = []
        for row in rows_of(record, repeat.name):
            if not self.state.is_relevant(repeat.name, row["id"]):
                continue
            answers = self._answers(repeat.questions, row)
            inner = self._all_rows(repeat.repeats, row, row["id"])
            if repeat.row_count is None and not inner and not _says(repeat.questions, answers):
                self.dropped = True
                continue
            frozen: Row = {"id": row["id"], "answers": answers}
            if inner:
                frozen["rows"] = inner
            words = frozen_word(self.state.document, row)
            kept.append(self._with_ended(cast("Row", {**frozen, **words}), repeat.repeats, row))
        return kept

    def _answers(self, questions: Iterable[Question], record: Document | Row) -> dict[str, Value]:
        known, row = record["answers"], cast("str | None", record.get("id"))
        if self.state.run is None:
            return {
                question.name: known[question.name]
                for question in questions
                if question.is_asked and question.name in known
            } | self._constants(questions)
        return {
            question.name: value
            for question in questions
            if question.type is not QuestionType.NOTE
            and (value := self.state.value(question.name, row)) is not None
        }

    def _constants(self, questions: Iterable[Question]) -> dict[str, Value]:
        constants = self.state.program.constants
        hidden = (question.name for question in questions if not question.is_shown)
        return {name: constants[name] for name in hidden if name in constants} if constants else {}


def _says(questions: Iterable[Question], answers: dict[str, Value]) -> bool:
    """Whether somebody has said something in a row."""
    return any(
        question.name in answers and question.is_asked and question.calculation is None
        for question in questions
    )
