"""The parts of a section's page, made from the answers."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from uuid import uuid4

from ikparticipation.surveys.section_page.pieces import (
    Card,
    Columns,
    Fault,
    Field,
    Fieldset,
    HeldFile,
    Part,
    Rows,
    Table,
    html_id,
)
from ikparticipation.surveys.section_page.rows import ended_rows, questions_of, row_title
from ikparticipation.surveys.section_page.speech import Speech
from ikparticipation.surveys.section_page.wording import (
    changes,
    is_partner,
    with_scale,
    wording,
)
from ikparticipation.surveys.xlsform.answers import shown
from ikparticipation.surveys.xlsform.carrying import is_carried, said
from ikparticipation.surveys.xlsform.check import UNSAID, is_blank
from ikparticipation.surveys.xlsform.document import (
    Document,
    Problem,
    Row,
    RowPlace,
    field_name,
    rows_field,
    rows_of,
)
from ikparticipation.surveys.xlsform.engine import State, quotes
from ikparticipation.surveys.xlsform.questionnaire import (
    FILES,
    SELECTS,
    Element,
    Group,
    Question,
    QuestionType,
    Repeat,
    Section,
)
from ikparticipation.surveys.xlsform.values import value_label
from ikparticipation.text import pick

Errors = Mapping[str, Fault]
"""Field name → what is wrong with it."""
WIDEST = 10


@dataclass(frozen=True)
class _Drawing:
    state: State
    speech: Speech
    errors: Errors
    record: Document | Row
    open_rows: Collection[str]
    files_at: str
    repeat: str | None = None
    row: str | None = None
    place: RowPlace | None = None


def parts(
    section: Section,
    state: State,
    speech: Speech | str,
    problems: Sequence[Problem] = (),
    *,
    open_rows: Collection[str] = (),
    files_at: str = "",
) -> list[Part]:
    """Return what stands on the page of a section now, in order; what is not relevant is left out.

    `speech` may be a language alone: then all words are in it. Of several rows those are open that
    are blank or have an error, and those of `open_rows`. `files_at` begins the address of files.
    """
    speech = speech if isinstance(speech, Speech) else Speech(speech, speech)
    errors = {problem.field_name: Fault(*speech.told(problem)) for problem in problems}
    unfolded = {*open_rows, *_with_problems(problems)}
    drawing = _Drawing(state, speech, errors, state.document, unfolded, files_at)
    return _parts(section.elements, drawing)


def one_field(
    question: Question,
    state: State,
    speech: Speech,
    problems: Sequence[Problem] = (),
    *,
    repeat: str | None = None,
    row: Row | None = None,
) -> Field:
    """Return a single question, outside of rows or in the row, as its section would show it."""
    errors = {problem.field_name: Fault(*speech.told(problem)) for problem in problems}
    record, row_id = row or state.document, row["id"] if row else None
    return _field(
        question, _Drawing(state, speech, errors, record, (), "", repeat=repeat, row=row_id)
    )


def asks_for_partners(section: Section) -> bool:
    return any(map(is_partner, questions_of(section)))


def _with_problems(problems: Iterable[Problem]) -> Iterator[str]:
    for problem in problems:
        if problem.row_id and problem.message not in UNSAID:
            yield problem.row_id
        yield from (place.id for place in problem.outer)


def _parts(elements: Sequence[Element], drawing: _Drawing) -> list[Part]:
    made: list[Part] = []
    waiting = [each for each in elements if _is_there(each, drawing)]
    while waiting:
        first = waiting.pop(0)
        if isinstance(first, Question) and _TABLE & set(first.appearance):
            lines = _lines(first, waiting)
            if lines:
                del waiting[: len(lines)]
                made.append(_table(first, lines, drawing))
                continue
        _put(made, first, _part(first, drawing))
    return made


def _is_there(element: Element, drawing: _Drawing) -> bool:
    if isinstance(element, Question) and not element.is_shown:
        return False
    return drawing.state.is_relevant(element.name, drawing.row)


def _put(made: list[Part], element: Element, part: Part) -> None:
    """Add a part, beside the one before it where both say how wide they are."""
    width = _width(element.appearance)
    if width is None:
        made.append(part)
    elif made and isinstance(made[-1], Columns):
        made[-1].parts.append((width, part))
    else:
        made.append(Columns([(width, part)]))


@lru_cache(1000)
def _width(appearance: tuple[str, ...]) -> int | None:
    numbers = [word[1:] for word in appearance if word[:1] == "w" and word[1:].isdecimal()]
    return max(1, min(int(numbers[0]), WIDEST)) if numbers else None


_TABLE = frozenset({"label", "list-nolabel"})


def _lines(first: Question, following: Sequence[Element]) -> list[Question]:
    """Return what follows with the same choices and without their labels: the lines of a table."""
    lines: list[Question] = []
    for each in following:
        if not isinstance(each, Question) or "list-nolabel" not in each.appearance:
            break
        if each.type is not first.type or each.choices != first.choices or each.choice_filter:
            break
        lines.append(each)
    return lines


def _table(first: Question, lines: Sequence[Question], drawing: _Drawing) -> Table:
    """Make a table. A question with `label` only heads it, unless it must be answered as well."""
    heads = "label" in first.appearance
    own = [] if heads and not first.required else [first]
    fields = [_field(question, drawing) for question in (*own, *lines)]
    label, hint = _words(first, drawing) if heads else ("", None)
    name = field_name(first.name, drawing.repeat, drawing.row)
    choices = fields[0].wording.choices
    return Table(f"{html_id(name)}-tabelle", label, hint, choices, fields, drawing.speech)


def _part(element: Element, drawing: _Drawing) -> Part:
    if isinstance(element, Question):
        return _field(element, drawing)
    label, hint = _words(element, drawing)
    if isinstance(element, Group):
        return Fieldset(label, hint, _parts(element.elements, drawing), drawing.speech)
    return _rows(element, label, hint, drawing)


def _words(element: Element, drawing: _Drawing) -> tuple[str, str | None]:
    language = drawing.speech.language
    if _quotes(element):
        say = drawing.state.words
        label = say(element, "label", language, drawing.row)
        return label, say(element, "hint", language, drawing.row) or None
    return pick(element.labels, language), pick(element.hints, language) or None


def _quotes(element: Element) -> bool:
    return changes(element)[1] if isinstance(element, Question) else quotes(element)


def _field(question: Question, drawing: _Drawing) -> Field:
    name = field_name(question.name, drawing.repeat, drawing.row)
    made = Field(
        id=html_id(name),
        name=name,
        values=shown(question, drawing.record) if question.is_asked else [],
        error=drawing.errors.get(name),
        wording=wording(question, drawing.state, drawing.speech, drawing.row),
    )
    if changes(question)[1]:
        made.words = _three(question, drawing)
    if made.wording.type == "shown":
        made.text = _answer(question, drawing)
    if question.type in FILES:
        made.file = _held(question, drawing)
    return made


def _three(question: Question, drawing: _Drawing) -> tuple[str, str, str]:
    say, language = drawing.state.words, drawing.speech.language
    return (
        say(question, "label", language, drawing.row),
        with_scale(say(question, "hint", language, drawing.row), question, drawing.speech),
        say(question, "guidance", language, drawing.row),
    )


def _answer(question: Question, drawing: _Drawing) -> str:
    """Return in words what is shown and cannot be typed into."""
    value = drawing.state.value(question.name, drawing.row)
    if value is None:
        return ""
    if question.type in SELECTS - {QuestionType.RANK} and changes(question)[1]:
        names = value if isinstance(value, list) else [str(value)]
        return _quoting(question, names, drawing)
    return value_label(question, value, drawing.speech.language)


def _quoting(question: Question, names: Sequence[str], drawing: _Drawing) -> str:
    say, language = drawing.state.choice_label, drawing.speech.language
    chosen = (choice for choice in question.choices if choice.name in names)
    return ", ".join(say(question.name, choice, language, drawing.row) for choice in chosen)


def _held(question: Question, drawing: _Drawing) -> HeldFile | None:
    value = drawing.record["answers"].get(question.name)
    if not isinstance(value, dict) or "file" not in value:
        return None
    label = value_label(question, value, drawing.speech.around)
    href = f"{drawing.files_at}{value['file']}" if drawing.files_at else ""
    return HeldFile(label, href, is_image=question.type is QuestionType.IMAGE)


def _rows(repeat: Repeat, label: str, hint: str | None, drawing: _Drawing) -> Rows:
    rows = drawing.state.rows(repeat.name, drawing.row)
    held = len(rows_of(drawing.record, repeat.name))
    field = rows_field(repeat.name, drawing.place)
    return Rows(
        id=html_id(field),
        name=repeat.name,
        word=label,
        hint=hint,
        cards=[_card(repeat, row, number, drawing, rows) for number, row in enumerate(rows, 1)],
        error=drawing.errors.get(field),
        field=field,
        add=f"add/{repeat.name}" + (f"/{drawing.row}" if drawing.row else ""),
        new_id=str(uuid4()),
        may_add=repeat.row_count is None and held < repeat.max_rows,
        is_computed=repeat.row_count is not None,
        most=repeat.max_rows,
        speech=drawing.speech,
        ended=list(ended_rows(repeat, drawing.record, drawing.speech.language)),
    )


def _card(repeat: Repeat, row: Row, number: int, drawing: _Drawing, rows: Sequence[Row]) -> Card:
    place = RowPlace(repeat.name, row["id"], number)
    inner = replace(drawing, record=row, repeat=repeat.name, row=row["id"], place=place)
    name = f"rows/{repeat.name}/{row['id']}"
    return Card(
        id=row["id"],
        number=number,
        title=row_title(repeat, row, drawing.speech.language),
        is_open=(len(rows) == 1 and "last" not in row)
        or is_blank(row)
        or row["id"] in drawing.open_rows,
        error_id=html_id(name),
        error=drawing.errors.get(name),
        parts=_parts(repeat.elements, inner),
        said=said(row) if is_carried(drawing.state.document) else None,
        is_carried="last" in row,
    )
