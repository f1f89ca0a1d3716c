"""What a posted page does to the answers document.

Field names (names in a questionnaire have no slash; a field without one is the page's own):

    answers/<question>                  a question outside of repeats
    rows/<repeat>/<row id>/<question>   a question of a row
    rows/<repeat>                       once per row: its id; their order is the order of the rows
    add/<repeat>                        the id of a new row (a button whose value is a fresh UUID,
                                        so that a double click adds one row)
    remove/<repeat>                     the id of a row that goes (a button, too)

What is not posted stays as it is; a blank field clears its answer. Radio buttons and boxes
therefore need a hidden blank field of the same name before them. Rows that the page did not show
stay: a row goes only by `remove`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ikparticipation.surveys.xlsform.document import Document, Problem, Row, field_name, row_id
from ikparticipation.surveys.xlsform.questionnaire import Question, QuestionType, Repeat, Section
from ikparticipation.surveys.xlsform.values import Refused, Value, not_blank, parse, to_typed
from ikparticipation.text import N_

PostedForm = Mapping[str, Sequence[str]]
"""Field name → all values it was posted with (`request.form.to_dict(flat=False)`)."""

MAX_KEPT = 100_000
"""Characters kept of something typed that is no answer."""
_TYPED = frozenset({QuestionType.TEXT, QuestionType.INTEGER, QuestionType.DATE})


@dataclass(frozen=True)
class Given:
    """What one field held: a value, or text that is no answer; neither: it was blank."""

    value: Value | None = None
    invalid: str | None = None


@dataclass(frozen=True, kw_only=True)
class RowsInput:
    order: tuple[str, ...] = ()
    """Ids of the rows that were shown or added."""
    answers: Mapping[str, Mapping[str, Given]] = field(default_factory=dict)
    """Row id → question → what was given."""
    removed: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class SectionInput:
    """What a posted page says about its section."""

    answers: Mapping[str, Given] = field(default_factory=dict)
    rows: Mapping[str, RowsInput] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    """What the document cannot hold: a choice that is none, more rows than allowed."""


def read_section(section: Section, form: PostedForm, document: Document) -> SectionInput:
    """Return what the posted fields of this section say. Unknown fields are passed over."""
    problems: list[Problem] = []
    typed = {
        question.name: form[name]
        for question in section.questions
        if (name := field_name(question.name)) in form
    }
    here = Problem(section=section.name, message="")
    answers = _read_record(section.questions, typed, here, problems)
    rows = {}
    for repeat in section.repeats:
        known = [row["id"] for row in document["rows"].get(repeat.name, [])]
        place = replace(here, repeat=repeat.name)
        rows[repeat.name] = _read_rows(repeat, form, known, place, problems)
    return SectionInput(answers=answers, rows=rows, problems=tuple(problems))


def _read_record(
    questions: Iterable[Question],
    typed: Mapping[str, Sequence[str]],
    place: Problem,
    problems: list[Problem],
) -> dict[str, Given]:
    """Return what was given; a problem at `place` for what the document has no room for."""
    answers = {}
    for question in questions:
        if question.name not in typed:
            continue
        value = parse(question, typed[question.name])
        if not isinstance(value, Refused):
            answers[question.name] = Given(value=value)
        elif question.type in _TYPED:
            kept = not_blank(typed[question.name])[-1][:MAX_KEPT]
            answers[question.name] = Given(invalid=kept)
        else:
            name, message = question.name, value.message
            problems.append(replace(place, question=name, message=message, facts=value.facts))
    return answers


def _read_rows(
    repeat: Repeat,
    form: PostedForm,
    known: Sequence[str],
    place: Problem,
    problems: list[Problem],
) -> RowsInput:
    removed = frozenset(_ids(repeat, form, f"remove/{repeat.name}"))
    fields = _fields_by_row(repeat, form)
    added = tuple(_ids(repeat, form, f"add/{repeat.name}"))
    listed = dict.fromkeys(
        (
            *_ids(repeat, form, f"rows/{repeat.name}"),
            *(row for row in fields if row not in known and row not in added),
            *added,
        )
    )
    room = max(repeat.max_rows - len(set(known) - removed), 0)
    new = [row for row in listed if row not in known and row not in removed]
    if len(new) > room:
        facts = {"limit": repeat.max_rows}
        problems.append(replace(place, message=TOO_MANY_ROWS, facts=facts))
    refused = removed | frozenset(new[room:])
    order = tuple(row for row in listed if row not in refused)
    answers = {}
    for number, row in enumerate(_order(known, order), start=1):
        if row in fields and row not in refused:
            at = replace(place, row_id=row, row_number=number)
            answers[row] = _read_record(repeat.questions, fields[row], at, problems)
    return RowsInput(order=order, answers=answers, removed=removed)


def _ids(repeat: Repeat, form: PostedForm, name: str) -> Iterator[str]:
    return (row_id(repeat.name, posted) for posted in form.get(name, ()) if posted.strip())


def _fields_by_row(repeat: Repeat, form: PostedForm) -> dict[str, dict[str, Sequence[str]]]:
    prefix = f"rows/{repeat.name}/"
    rows: dict[str, dict[str, Sequence[str]]] = {}
    for name in form:
        if name.startswith(prefix):
            posted, slash, question = name.removeprefix(prefix).rpartition("/")
            if slash:
                rows.setdefault(row_id(repeat.name, posted), {})[question] = form[name]
    return rows


def merge(document: Document, given: SectionInput) -> Document:
    """Return the document with what was given in it. The same input twice changes nothing more."""
    answers, invalid = _merged(document["answers"], document.get("invalid", {}), given.answers)
    rows = document["rows"] | {
        repeat: merged
        for repeat, rows_given in given.rows.items()
        if (merged := _merge_rows(document["rows"].get(repeat, []), rows_given))
        or repeat in document["rows"]
    }
    merged_document: Document = {"answers": answers, "rows": rows}
    if invalid:
        merged_document["invalid"] = invalid
    return merged_document


def _merged(
    answers: Mapping[str, Value], invalid: Mapping[str, str], given: Mapping[str, Given]
) -> tuple[dict[str, Value], dict[str, str]]:
    merged = {name: value for name, value in answers.items() if name not in given}
    still_invalid = {name: text for name, text in invalid.items() if name not in given}
    for name, each in given.items():
        if each.value is not None:
            merged[name] = each.value
        elif each.invalid is not None:
            still_invalid[name] = each.invalid
    return merged, still_invalid


def _merge_rows(rows: Sequence[Row], given: RowsInput) -> list[Row]:
    known = {row["id"]: row for row in rows}
    merged: list[Row] = []
    for each in _order([row["id"] for row in rows], given.order):
        if each not in given.removed:
            row = known.get(each, {"id": each, "answers": {}})
            answers, invalid = _merged(
                row["answers"], row.get("invalid", {}), given.answers.get(each, {})
            )
            new: Row = {"id": each, "answers": answers}
            if invalid:
                new["invalid"] = invalid
            merged.append(new)
    return merged


def _order(known: Sequence[str], shown: Sequence[str]) -> list[str]:
    """Return all rows as they were shown, each row that was not after the one it followed."""
    followers: dict[str | None, list[str]] = {None: []}
    last = None
    for row in known:
        if row in shown:
            last = row
        else:
            followers.setdefault(last, []).append(row)
    order = followers[None]
    for row in shown:
        order += [row, *followers.get(row, ())]
    return order


def to_form(section: Section, document: Document) -> dict[str, list[str]]:
    """Return the fields a page of this section holds; `read_section` is the way back."""
    form = _fields(section.questions, document, None, None)
    for repeat in section.repeats:
        rows = document["rows"].get(repeat.name, [])
        form[f"rows/{repeat.name}"] = ["", *(row["id"] for row in rows)]
        for row in rows:
            form |= _fields(repeat.questions, row, repeat.name, row["id"])
    return form


def _fields(
    questions: Sequence[Question], record: Document | Row, repeat: str | None, row: str | None
) -> dict[str, list[str]]:
    return {
        field_name(question.name, repeat, row): shown(question, record) or [""]
        for question in questions
        if question.type is not QuestionType.NOTE
    }


def shown(question: Question, record: Document | Row) -> list[str]:
    """Return what the field of a question shows: the answer, or what was typed instead of one."""
    invalid = record.get("invalid", {}).get(question.name)
    if invalid is not None:
        return [invalid]
    value = record["answers"].get(question.name)
    return [] if value is None else to_typed(value)


TOO_MANY_ROWS = N_(
    "Hier sind höchstens %(limit)s Einträge möglich. Weitere wurden nicht übernommen."
)
