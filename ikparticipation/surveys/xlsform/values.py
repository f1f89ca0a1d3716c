"""One answer: from what was typed to its value, back, and in words.

Values as JSON: text str, integer int, select_one the choice's name, select_multiple the names in
the order of the list, date "YYYY-MM-DD". Nothing answered has no value.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal

from ikparticipation.surveys.xlsform.questionnaire import Question, QuestionType
from ikparticipation.text import LOCALES, N_, SOURCE_LANGUAGE, cleaned, one_line, pick

Value = str | int | list[str]

MAX_TEXT = 10_000
MAX_INTEGER = 10**12
FIRST_YEAR, LAST_YEAR = 1900, 2200
"""A year beyond is a slip: date fields begin with year 2 while one types."""

_INTEGER = re.compile(r"([+\-\u2212]?)(\d{1,3}(?:[. '\u2019]\d{3})+|\d{1,30})")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)
_GERMAN = re.compile(r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})", re.ASCII)


@dataclass(frozen=True)
class Refused:
    """Why something cannot be an answer: a German msgid and what fills its placeholders."""

    message: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def parse(question: Question, typed: Sequence[str]) -> Value | Refused | None:
    """Return the value of what a form field holds; None when it is blank or no question."""
    given = not_blank(typed)
    if not given or question.type is QuestionType.NOTE:
        return None
    return _PARSERS[question.type](question, given)


def not_blank(typed: Sequence[str]) -> list[str]:
    """Return the values of a field without the blank ones (hidden ones, empty inputs), cleaned."""
    return [text for text in map(cleaned, typed) if text.strip()]


def refusal(question: Question, value: Any) -> Refused | None:
    """Return why a stored value cannot be the answer to this question, None if it can."""
    if question.type is QuestionType.NOTE:
        return Refused(NO_QUESTION)
    parts = value if isinstance(value, list) else [value]
    right = int if question.type is QuestionType.INTEGER else str
    if not all(type(part) is right for part in parts):
        return Refused(WRONG_KIND)
    found = parse(question, [str(part) for part in parts])
    if isinstance(found, Refused):
        return found
    return None if found == value else Refused(WRONG_KIND)


def to_typed(value: Value) -> list[str]:
    """Return what a form field holds when it shows the value."""
    return value if isinstance(value, list) else [str(value)]


def value_label(question: Question, value: Value, language: str) -> str:
    """Return the answer in words of `language`, for review, receipt and print."""
    if isinstance(value, list):
        return ", ".join(_choice_label(question, name, language) for name in value)
    if question.type is QuestionType.SELECT_ONE:
        return _choice_label(question, str(value), language)
    if question.type is QuestionType.DATE:
        return format_date(date.fromisoformat(str(value)), "long", locale=_locale(language))
    if isinstance(value, int):
        return format_decimal(value, locale=_locale(language))
    return value


def _choice_label(question: Question, name: str, language: str) -> str:
    labels = question.choice_labels.get(name)
    return pick(labels, language) if labels else name


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(LOCALES.get(language, language.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return Locale(SOURCE_LANGUAGE)


def _text(question: Question, typed: list[str]) -> Value | Refused:
    text = typed[-1].strip() if "multiline" in question.appearance else one_line(typed[-1])
    if len(text) > MAX_TEXT:
        return Refused(TOO_LONG, {"length": len(text), "limit": MAX_TEXT})
    return text


def _integer(_question: Question, typed: list[str]) -> Value | Refused:
    """Read 1200, 1.200 and 1 200; digits of any script."""
    found = _INTEGER.fullmatch(one_line(typed[-1]))
    if found is None:
        return Refused(NO_INTEGER)
    number = int("".join(c for c in found[2] if c.isdigit()))
    if number > MAX_INTEGER:
        return Refused(TOO_LARGE)
    return -number if found[1] in {"-", "\u2212"} else number


def _date(_question: Question, typed: list[str]) -> Value | Refused:
    """Read 2027-03-12, as date fields post it, and 12.3.2027, as people type it."""
    text = one_line(typed[-1])
    found = _ISO.fullmatch(text) or _GERMAN.fullmatch(text)
    if found is None:
        return Refused(NO_DATE)
    try:
        day = date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return Refused(NO_SUCH_DATE)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return Refused(ODD_YEAR, {"first": FIRST_YEAR, "last": LAST_YEAR})
    return day.isoformat()


def _select_one(question: Question, typed: list[str]) -> Value | Refused:
    name = typed[-1]
    return name if name in question.choice_labels else Refused(NO_CHOICE)


def _select_multiple(question: Question, typed: list[str]) -> Value | Refused:
    if not question.choice_labels.keys() >= set(typed):
        return Refused(NO_CHOICE)
    return [name for name in question.choice_labels if name in typed]


_PARSERS: dict[QuestionType, Callable[[Question, list[str]], Value | Refused]] = {
    QuestionType.TEXT: _text,
    QuestionType.INTEGER: _integer,
    QuestionType.DATE: _date,
    QuestionType.SELECT_ONE: _select_one,
    QuestionType.SELECT_MULTIPLE: _select_multiple,
}

NO_QUESTION = N_("Das ist ein Hinweis und keine Frage.")
WRONG_KIND = N_("Diese Antwort passt nicht mehr zur Frage. Bitte antworten Sie noch einmal.")
TOO_LONG = N_("Ihr Text hat %(length)s Zeichen, höchstens %(limit)s sind möglich. Bitte kürzen.")
NO_INTEGER = N_("Bitte geben Sie eine ganze Zahl in Ziffern ein, zum Beispiel 12.")
TOO_LARGE = N_("Diese Zahl ist zu groß. Bitte prüfen Sie sie.")
NO_DATE = N_("Bitte geben Sie ein Datum ein, zum Beispiel 31.12.2027.")
NO_SUCH_DATE = N_("Diesen Tag gibt es nicht. Bitte prüfen Sie das Datum.")
ODD_YEAR = N_("Bitte prüfen Sie das Jahr: Möglich ist %(first)s bis %(last)s.")
NO_CHOICE = N_("Bitte wählen Sie eine der Antworten aus der Liste.")
