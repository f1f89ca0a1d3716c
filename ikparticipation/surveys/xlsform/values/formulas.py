"""Answers as formulas see them, and the results of formulas as answers."""

import re
from datetime import date, datetime, timedelta
from math import floor, isfinite

from ikparticipation.surveys.xlsform.question import NEVER_SHOWN, Question, QuestionType
from ikparticipation.surveys.xlsform.values.model import Refused, Value
from ikparticipation.surveys.xlsform.values.numbers import plain, written
from ikparticipation.surveys.xlsform.values.reading import parse, refusal
from ikparticipation.text import BERLIN

_DAYS = re.compile(r"-?\d{1,7}(\.\d+)?")
_NUMBERS = frozenset({QuestionType.DECIMAL, QuestionType.RANGE})


def expression_value(question: Question, value: Value) -> str:
    """Return an answer as the form language has it.

    Choices are joined by spaces; a dateTime has the offset that the county had then; a place has
    altitude and accuracy 0; a file is its name. What is stored wrongly is blank.
    """
    try:
        return _seen(question, value)
    except (ArithmeticError, KeyError, TypeError):
        return ""


def _seen(question: Question, value: Value) -> str:
    if isinstance(value, str):
        return _aware(value) if question.type is QuestionType.DATETIME else value
    if isinstance(value, int | float):
        return written(value)
    if isinstance(value, list):
        return " ".join(value)
    if "lat" in value:
        return f"{written(value['lat'])} {written(value['lon'])} 0 0"
    return value["name"]


def _aware(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:  # not checked yet
        return text
    return moment.replace(tzinfo=BERLIN).isoformat(timespec="milliseconds")


def from_expression(question: Question, text: str) -> Value | None:
    """Return what a formula's result is as an answer; None if it is blank or cannot be one.

    A whole number is what stands before the point, as in JavaRosa.
    """
    if not text or question.type in NEVER_SHOWN or question.type is QuestionType.NOTE:
        return text or None
    try:
        found = _from_text(question, text)
    except (ValueError, OverflowError):
        return None
    return None if found is None or refusal(question, found) else found


def _from_text(question: Question, text: str) -> Value | None:
    if question.type is QuestionType.INTEGER:
        return int(float(text))
    if question.type in _NUMBERS:
        number = float(text)
        return plain(number) if isfinite(number) else None
    typed = text.split() if question.choices else [text]
    if question.type is QuestionType.DATE:
        typed = [_day(text)]
    elif question.type is QuestionType.TIME:
        typed = [text[:5]]
    elif question.type is QuestionType.DATETIME:
        typed = [_wall(text)]
    elif question.type is QuestionType.GEOPOINT:
        typed = text.split()[:2]
    found = parse(question, typed)
    return None if isinstance(found, Refused) else found


def _day(text: str) -> str:
    """Return the day of a date, of a dateTime, or of a number of days: `${begin} + 7` is one."""
    if _DAYS.fullmatch(text):
        return (date(1970, 1, 1) + timedelta(days=floor(float(text)))).isoformat()
    return text.partition("T")[0]


def _wall(text: str) -> str:
    moment = datetime.fromisoformat(text)
    local = moment.astimezone(BERLIN) if moment.tzinfo else moment
    return local.strftime("%Y-%m-%dT%H:%M")
