"""A section as the page draws it: plain data in the reader's language, made from the answers.

`views.drawing` and `templates/surveys/_parts.html` draw it. Field names are those of
`xlsform.answers`; an id on the page is the field name with hyphens.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar
from uuid import uuid4

from ikparticipation.surveys.xlsform.answers import shown
from ikparticipation.surveys.xlsform.check import is_blank
from ikparticipation.surveys.xlsform.document import Document, Problem, Row, field_name
from ikparticipation.surveys.xlsform.questionnaire import (
    Element,
    Group,
    Question,
    QuestionType,
    Repeat,
    Section,
)
from ikparticipation.surveys.xlsform.targets import ROWS
from ikparticipation.surveys.xlsform.values import value_label
from ikparticipation.text import pick

PARTNERS = "partnernamen"
"""Id of the list of names in the register, offered while a partner is typed."""
MOST_RADIOS = 7
"""A select_one with more choices is drawn as a drop-down list by `_questions.html`."""
_NAMES = frozenset(ROWS.values())

Errors = Mapping[str, str]
"""Field name → what is wrong with it."""


@dataclass(slots=True)
class Wording:
    """What a question says in one language, whoever answers it."""

    question: Question
    type: str
    """A type of the macro `question`."""
    label: str
    hint: str | None
    choices: list[tuple[str, str]]
    datalist: str | None
    html: str | None = None
    """How it is drawn while nothing is answered, kept by `views.drawing`."""
    folded: dict[str, str] | None = None
    """Its choices, if they are folded up under the names of those that are ticked; kept as well."""


@dataclass(slots=True)
class Field:
    """One question with what is answered, or was typed instead of an answer."""

    kind: ClassVar[str] = "question"

    id: str
    name: str
    values: list[str]
    error: str | None
    wording: Wording


@dataclass(slots=True)
class Fieldset:
    kind: ClassVar[str] = "group"

    label: str
    hint: str | None
    parts: "list[Part]"


@dataclass(slots=True)
class Card:
    """One row of a repeat."""

    id: str
    number: int
    title: str
    is_open: bool
    error_id: str
    error: str | None
    """What is wrong with the row as such."""
    parts: "list[Part]"


@dataclass(slots=True)
class Rows:
    """A repeat. `word` says what one row is: „Angebot“."""

    kind: ClassVar[str] = "repeat"

    id: str
    name: str
    word: str
    hint: str | None
    cards: list[Card]
    error: str | None
    may_add: bool
    new_id: str
    """The id a row gets that is added on this page; so a double click adds one."""


Part = Field | Fieldset | Rows


@dataclass
class _Drawing:
    language: str
    errors: Errors
    document: Document
    record: Document | Row
    open_rows: Collection[str]
    repeat: str | None = None
    row: str | None = None


def parts(
    section: Section,
    document: Document,
    language: str,
    problems: Sequence[Problem] = (),
    *,
    open_rows: Collection[str] = (),
) -> list[Part]:
    """Return what stands on the page of a section, in order.

    Of several rows those are open that are blank or have an error, and those of `open_rows`.
    """
    errors = {problem.field_name: problem.text(language) for problem in problems}
    unfolded = {*open_rows, *(problem.row_id for problem in problems if problem.row_id)}
    drawing = _Drawing(language, errors, document, document, unfolded)
    return [_part(element, drawing) for element in section.elements]


def changed_rows(section: Section, before: Document, after: Document) -> list[str]:
    """Return the ids of rows that say something else, or are new."""
    return [
        row["id"]
        for repeat in section.repeats
        for row in after["rows"].get(repeat.name, [])
        if row not in before["rows"].get(repeat.name, [])
    ]


def summary(
    section: Section, problems: Sequence[Problem], language: str
) -> list[tuple[str, str, str]]:
    """Return id, label and message of each problem, for the list at the top of the page."""
    repeats = {r.name: r for r in section.repeats}
    listed = []
    for problem in problems:
        repeat = repeats.get(problem.repeat or "")
        asked = repeat.questions if repeat else section.questions
        question = next((q for q in asked if q.name == problem.question), None)
        label = _words(question, language)[0] if question else ""
        if repeat:
            row = f"{_words(repeat, language)[0]} {problem.row_number or ''}".strip()
            label = f"{row}, {label}" if label else row
        listed.append((_target(problem, question), label, problem.text(language)))
    return listed


def _target(problem: Problem, question: Question | None) -> str:
    """Return the id of the control to go to: the first box where there are several."""
    several = question is not None and (
        question.type is QuestionType.SELECT_MULTIPLE
        or (question.type is QuestionType.SELECT_ONE and len(question.choices) <= MOST_RADIOS)
    )
    return html_id(problem.field_name) + ("-0" if several else "")


def asks_for_partners(section: Section) -> bool:
    return any(q.inventory == "tie.partner" for r in section.repeats for q in r.questions)


def html_id(name: str) -> str:
    return name.replace("/", "-")


def _part(element: Element, drawing: _Drawing) -> Part:
    if isinstance(element, Question):
        return _field(element, drawing)
    label, hint = _words(element, drawing.language)
    if isinstance(element, Group):
        return Fieldset(label, hint, [_part(inner, drawing) for inner in element.elements])
    return _rows(element, label, hint, drawing)


def _words(element: Element, language: str) -> tuple[str, str | None]:
    return pick(element.labels, language), pick(element.hints, language) or None


def _field(question: Question, drawing: _Drawing) -> Field:
    name = field_name(question.name, drawing.repeat, drawing.row)
    return Field(
        id=html_id(name),
        name=name,
        values=shown(question, drawing.record),
        error=drawing.errors.get(name),
        wording=_wording(question, drawing.language),
    )


_WORDINGS: dict[tuple[int, str], Wording] = {}
"""By id of the question and language. A wording keeps its question alive, and so the id taken."""
_MOST_WORDINGS = 20_000


def _wording(question: Question, language: str) -> Wording:
    key = (id(question), language)
    found = _WORDINGS.get(key)
    if found is None:
        if len(_WORDINGS) >= _MOST_WORDINGS:
            _WORDINGS.clear()
        label, hint = _words(question, language)
        is_long = question.type is QuestionType.TEXT and "multiline" in question.appearance
        found = _WORDINGS[key] = Wording(
            question=question,
            type="multiline" if is_long else str(question.type),
            label=label,
            hint=hint,
            choices=[(choice.name, pick(choice.labels, language)) for choice in question.choices],
            datalist=PARTNERS if question.inventory == "tie.partner" else None,
        )
    return found


def _rows(repeat: Repeat, label: str, hint: str | None, drawing: _Drawing) -> Rows:
    rows = drawing.document["rows"].get(repeat.name, [])
    name = f"rows/{repeat.name}"
    return Rows(
        id=html_id(name),
        name=repeat.name,
        word=label,
        hint=hint,
        cards=[_card(repeat, row, number, drawing) for number, row in enumerate(rows, start=1)],
        error=drawing.errors.get(name),
        may_add=len(rows) < repeat.max_rows,
        new_id=str(uuid4()),
    )


def _card(repeat: Repeat, row: Row, number: int, drawing: _Drawing) -> Card:
    inner = replace(drawing, record=row, repeat=repeat.name, row=row["id"])
    name = f"rows/{repeat.name}/{row['id']}"
    is_only = len(drawing.document["rows"][repeat.name]) == 1
    return Card(
        id=row["id"],
        number=number,
        title=row_title(repeat, row, drawing.language),
        is_open=is_only or is_blank(row) or row["id"] in drawing.open_rows,
        error_id=html_id(name),
        error=drawing.errors.get(name),
        parts=[_part(element, inner) for element in repeat.elements],
    )


def row_title(repeat: Repeat, row: Row, language: str) -> str:
    """Return what a row is called: the answer that names it, else its first one."""
    named = [q for q in repeat.questions if q.inventory in _NAMES]
    for question in (*named, *repeat.questions):
        if question.name in row["answers"]:
            return value_label(question, row["answers"][question.name], language)
    return ""
