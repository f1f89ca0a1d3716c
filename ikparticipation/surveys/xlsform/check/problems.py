"""Everything that stands in the way of submitting."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ikparticipation.surveys.xlsform.answers.records import typed_in
from ikparticipation.surveys.xlsform.carrying import Said, said
from ikparticipation.surveys.xlsform.check.rows import counts, is_blank, rows_there
from ikparticipation.surveys.xlsform.document import Problem, Spot
from ikparticipation.surveys.xlsform.engine import State
from ikparticipation.surveys.xlsform.questionnaire import (
    Question,
    QuestionType,
    Repeat,
    Section,
    Words,
)
from ikparticipation.surveys.xlsform.targets import ROWS
from ikparticipation.surveys.xlsform.values import Refused, Value, parse, refusal
from ikparticipation.text import N_


def check(state: State) -> tuple[Problem, ...]:
    """Return everything that stands in the way of submitting, in the order of the pages."""
    return tuple(
        problem
        for section in state.questionnaire.sections
        for problem in check_section(state, section)
    )


def check_section(state: State, section: Section, *, complete: bool = True) -> tuple[Problem, ...]:
    """Return what is wrong in one section; unless `complete`, what is only missing may wait."""
    if not section.is_shown or not state.is_relevant(section.name):
        return ()
    top, about = Spot(state.document), Problem(section=section.name, message="")
    problems = (
        *_not_seen(state, section, about),
        *_of_record(state, section.questions, top, about),
        *(p for repeat in section.repeats for p in _of_rows(state, repeat, top, about)),
    )
    return tuple(p for p in problems if complete or p.message not in _MAY_WAIT)


def _not_seen(state: State, section: Section, place: Problem) -> Iterator[Problem]:
    """Tell of plain answers of last time that nobody has seen through, at the first of them."""
    carried = state.document.get("carried")
    if carried is None or section.name not in carried["sections"]:
        return
    for question in section.questions:
        if question.name in state.document["answers"] and state.asks(question):
            yield replace(place, question=question.name, message=NOT_SEEN)
            return


def _of_record(
    state: State, questions: Iterable[Question], spot: Spot, place: Problem
) -> Iterator[Problem]:
    row = spot.row_id
    for question in questions:
        if not question.is_asked or question.calculation is not None:
            continue
        if not (question.required or question.required_when or _says(spot, question.name)):
            continue
        refused = _refused(state, question, spot)
        if refused is not None and state.is_relevant(question.name, row):
            yield replace(
                place,
                question=question.name,
                message=refused.message,
                facts=refused.facts,
                words=_own_words(state, question, refused, row),
            )


def _says(spot: Spot, name: str) -> bool:
    return name in spot.record["answers"] or name in spot.record.get("invalid", ())


def _refused(state: State, question: Question, spot: Spot) -> Refused | None:
    invalid = spot.record.get("invalid", {}).get(question.name)
    if invalid is not None:
        found = parse(question, typed_in(question, invalid))
        return found if isinstance(found, Refused) else Refused(SAVE_AGAIN)
    value = spot.record["answers"].get(question.name)
    if value is None:
        required = (question.required or question.required_when) and state.is_required(
            question.name, spot.row_id
        )
        return Refused(MISSING) if required else None
    refused = refusal(question, value)
    if refused is not None:
        return refused
    return _refused_by_formulas(state, question, value, spot.row_id)


def _refused_by_formulas(
    state: State, question: Question, value: Value, row: str | None
) -> Refused | None:
    if not state.is_relevant(question.name, row):
        return None
    if question.choice_filter is not None:
        if state.value(question.name, row) != value:
            return Refused(NOT_OFFERED)
        if question.type is QuestionType.RANK and isinstance(value, list):
            offered = {choice.name for choice in state.choices(question.name, row)}
            if set(value) != offered:
                return Refused(RANK_AGAIN)
    return state.constraint_error(question.name, row) if question.constraint else None


def _own_words(
    state: State, question: Question, refused: Refused, row: str | None
) -> Mapping[str, str]:
    """Return the questionnaire's own sentence, in each language it has one for."""
    if refused.message == MISSING:
        return _filled(state, question, "required", question.required_messages, row)
    if question.constraint is not None and refused == state.constraint_error(question.name, row):
        return _filled(state, question, "constraint", question.constraint_messages, row)
    return {}


def _filled(
    state: State, question: Question, aspect: str, words: Words, row: str | None
) -> Mapping[str, str]:
    return {
        language: state.words(question, aspect, language, row)
        for language, text in words.items()
        if text
    }


def _of_rows(state: State, repeat: Repeat, around: Spot, place: Problem) -> Iterator[Problem]:
    if not state.is_relevant(repeat.name, around.row_id):
        return
    rows = list(rows_there(state, repeat, around))
    about = replace(place, repeat=repeat.name, outer=around.rows, row_id=None, row_number=None)
    yield from _of_count(state, repeat, rows, about)
    asks = any(question.required or question.required_when for question in repeat.questions)
    for spot in rows:
        at = replace(about, row_id=spot.rows[-1].id, row_number=spot.rows[-1].number)
        if said(spot.record) is Said.OPEN:  # type: ignore[arg-type]
            yield _open_row(repeat, spot, at)
        if asks and is_blank(spot.record) and _must_say_something(state, repeat, spot):
            yield replace(at, message=BLANK_ROW)
        elif repeat.row_count is not None or not is_blank(spot.record):
            yield from _of_record(state, repeat.questions, spot, at)
            for inner in repeat.repeats:
                yield from _of_rows(state, inner, spot, at)


def _open_row(repeat: Repeat, spot: Spot, at: Problem) -> Problem:
    """Ask whether a row of last time still holds, by the text that names it."""
    named = (q for q in repeat.questions if q.type is QuestionType.TEXT)
    names = (spot.record["answers"].get(q.name) for q in sorted(named, key=_is_no_name))
    name = next((name for name in names if name is not None), None)
    if name is None:
        return replace(at, message=OPEN_ROW)
    return replace(at, message=OPEN_NAMED_ROW, facts={"name": name})


def _is_no_name(question: Question) -> bool:
    return question.inventory not in _NAMES


def _of_count(state: State, repeat: Repeat, rows: list[Spot], about: Problem) -> Iterator[Problem]:
    """Tell of too many or too few rows; computed ones are as many as they are to be."""
    if repeat.row_count is not None or (not repeat.min_rows and len(rows) <= repeat.max_rows):
        return
    filled = sum(counts(state, spot) for spot in rows)
    if filled > repeat.max_rows:
        yield replace(about, message=TOO_MANY_ROWS, facts={"limit": repeat.max_rows})
    elif filled < repeat.min_rows:
        yield replace(about, message=TOO_FEW_ROWS, facts={"limit": repeat.min_rows})


def _must_say_something(state: State, repeat: Repeat, spot: Spot) -> bool:
    """Whether a blank row is one problem as a whole: it can be removed, or filled in."""
    return repeat.row_count is None and any(
        state.is_required(question.name, spot.row_id)
        for question in repeat.questions
        if question.required or question.required_when
    )


MISSING = N_("Bitte beantworten Sie diese Frage.")
TOO_MANY_ROWS = N_("Hier sind höchstens %(limit)s Einträge möglich. Bitte entfernen Sie einige.")
TOO_FEW_ROWS = N_("Bitte tragen Sie mindestens %(limit)s Einträge ein.")
BLANK_ROW = N_("Hier steht noch nichts. Bitte füllen Sie den Eintrag aus, oder entfernen Sie ihn.")
SAVE_AGAIN = N_("Bitte prüfen Sie diese Angabe und speichern Sie sie noch einmal.")
NOT_OFFERED = N_(
    "Diese Antwort steht nicht mehr zur Wahl, weil sich andere Angaben geändert haben. "
    "Bitte wählen Sie neu."
)
RANK_AGAIN = N_(
    "Die Liste hat sich geändert, weil sich andere Angaben geändert haben. Bitte ordnen Sie neu."
)
OPEN_NAMED_ROW = N_("Gilt „%(name)s“ weiterhin? Bitte bestätigen, ändern oder beenden.")
OPEN_ROW = N_("Gilt dieser Eintrag weiterhin? Bitte bestätigen, ändern oder beenden.")
NOT_SEEN = N_(
    "Diese Angaben sind vom letzten Mal. Bitte sehen Sie den Abschnitt durch und speichern Sie ihn."
)
UNSAID = frozenset({OPEN_NAMED_ROW, OPEN_ROW, NOT_SEEN})
"""What is only asked because it was answered last time; nothing is wrong with it."""
_MAY_WAIT = frozenset({MISSING, TOO_FEW_ROWS, BLANK_ROW}) | UNSAID
_NAMES = frozenset(ROWS.values())
