"""What is missing or wrong in an answers document, how far it is, and what is submitted of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ikparticipation.surveys.xlsform.document import Document, Problem, Row
from ikparticipation.surveys.xlsform.questionnaire import (
    Question,
    Questionnaire,
    QuestionType,
    Repeat,
    Section,
)
from ikparticipation.surveys.xlsform.values import Refused, Value, parse, refusal
from ikparticipation.text import N_


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a section is. Rows count their questions once each; blank rows do not count."""

    section: Section
    asked: int
    answered: int
    missing: int
    """Required answers that are not there; a blank row that must have some is one of them."""
    invalid: int
    """Fields with something that is no answer, and repeats with too many or too few rows."""
    rows: int

    @property
    def is_started(self) -> bool:
        return self.answered > 0 or self.invalid > 0

    @property
    def may_be_submitted(self) -> bool:
        return not self.missing and not self.invalid


def check(questionnaire: Questionnaire, document: Document) -> tuple[Problem, ...]:
    """Return everything that stands in the way of submitting, in the order of the pages."""
    return tuple(
        problem
        for section in questionnaire.sections
        for problem in check_section(section, document)
    )


def check_section(
    section: Section, document: Document, *, complete: bool = True
) -> tuple[Problem, ...]:
    """Return what is wrong in one section; unless `complete`, what is only missing may wait."""
    problems = (
        *_of_record(section.questions, document, Problem(section=section.name, message="")),
        *(problem for repeat in section.repeats for problem in _of_rows(section, repeat, document)),
    )
    return tuple(p for p in problems if complete or p.message not in _MAY_WAIT)


def progress(questionnaire: Questionnaire, document: Document) -> tuple[Progress, ...]:
    return tuple(_progress(section, document) for section in questionnaire.sections)


def submission(questionnaire: Questionnaire, document: Document) -> Document:
    """Return what is frozen: answers to questions that exist, without blank rows, in fixed order.

    Only a document without problems is submitted, so nothing invalid is in it.
    """
    asked = [question for section in questionnaire.sections for question in section.questions]
    repeats = [repeat for section in questionnaire.sections for repeat in section.repeats]
    rows: dict[str, list[Row]] = {
        repeat.name: [
            {"id": row["id"], "answers": answers}
            for row in document["rows"].get(repeat.name, [])
            if (answers := _answers(repeat.questions, row))
        ]
        for repeat in repeats
    }
    return {
        "answers": _answers(asked, document),
        "rows": {name: filled for name, filled in rows.items() if filled},
    }


def filled_rows(document: Document, repeat: Repeat) -> list[Row]:
    """Return the rows in which something is answered or at least typed."""
    return [row for row in document["rows"].get(repeat.name, []) if not is_blank(row)]


def is_blank(row: Row) -> bool:
    return not row["answers"] and not row.get("invalid")


def _answers(questions: Iterable[Question], record: Document | Row) -> dict[str, Value]:
    return {
        question.name: record["answers"][question.name]
        for question in filter(_asks, questions)
        if question.name in record["answers"]
    }


def _of_record(
    questions: Iterable[Question], record: Document | Row, place: Problem
) -> Iterator[Problem]:
    for question in filter(_asks, questions):
        refused = _refused(question, record)
        if refused is not None:
            yield replace(
                place,
                question=question.name,
                message=refused.message,
                facts=refused.facts,
                words=question.required_messages if refused.message == MISSING else {},
            )


def _refused(question: Question, record: Document | Row) -> Refused | None:
    invalid = record.get("invalid", {}).get(question.name)
    if invalid is not None:
        found = parse(question, [invalid])
        return found if isinstance(found, Refused) else Refused(SAVE_AGAIN)
    value = record["answers"].get(question.name)
    if value is not None:
        return refusal(question, value)
    return Refused(MISSING) if question.required else None


def _of_rows(section: Section, repeat: Repeat, document: Document) -> Iterator[Problem]:
    filled = filled_rows(document, repeat)
    about = Problem(section=section.name, repeat=repeat.name, message=TOO_MANY_ROWS)
    if len(filled) > repeat.max_rows:
        yield replace(about, facts={"limit": repeat.max_rows})
    elif len(filled) < repeat.min_rows:
        yield replace(about, message=TOO_FEW_ROWS, facts={"limit": repeat.min_rows})
    for number, row in enumerate(document["rows"].get(repeat.name, []), start=1):
        place = replace(about, row_id=row["id"], row_number=number)
        if not is_blank(row):
            yield from _of_record(repeat.questions, row, place)
        elif any(question.required for question in repeat.questions):
            yield replace(place, message=BLANK_ROW)


def _progress(section: Section, document: Document) -> Progress:
    problems = check_section(section, document)
    missing = sum(problem.message in {MISSING, BLANK_ROW} for problem in problems)
    records: list[tuple[tuple[Question, ...], Document | Row]] = [(section.questions, document)]
    for repeat in section.repeats:
        records += [(repeat.questions, row) for row in filled_rows(document, repeat)]
    asked = [(q, record) for questions, record in records for q in questions if _asks(q)]
    return Progress(
        section=section,
        asked=len(asked),
        answered=sum(question.name in record["answers"] for question, record in asked),
        missing=missing,
        invalid=len(problems) - missing,
        rows=sum(len(filled_rows(document, repeat)) for repeat in section.repeats),
    )


def _asks(question: Question) -> bool:
    return question.type is not QuestionType.NOTE


MISSING = N_("Bitte beantworten Sie diese Frage.")
TOO_MANY_ROWS = N_("Hier sind höchstens %(limit)s Einträge möglich. Bitte entfernen Sie einige.")
TOO_FEW_ROWS = N_("Bitte tragen Sie mindestens %(limit)s Einträge ein.")
BLANK_ROW = N_("Hier steht noch nichts. Bitte füllen Sie den Eintrag aus, oder entfernen Sie ihn.")
_MAY_WAIT = frozenset({MISSING, TOO_FEW_ROWS, BLANK_ROW})
SAVE_AGAIN = N_("Bitte prüfen Sie diese Angabe und speichern Sie sie noch einmal.")
