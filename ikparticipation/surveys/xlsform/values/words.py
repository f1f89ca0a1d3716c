"""Answers in the words of a language, for review, receipt and print."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.numbers import format_decimal

from ikparticipation.surveys.xlsform.question import Question, QuestionType
from ikparticipation.surveys.xlsform.values.model import StoredFile, Value
from ikparticipation.text import LOCALES, N_, SOURCE_LANGUAGE, pick, translate

_KILOBYTE, _MEGABYTE = 1_000, 1_000_000


def value_label(question: Question, value: Value, language: str) -> str:
    """Return the answer in words of `language`; what does not fit the question as it is."""
    try:
        return _words(question, value, language)
    except (ArithmeticError, KeyError, TypeError, ValueError):
        return str(value)


def _words(question: Question, value: Value, language: str) -> str:
    if isinstance(value, list):
        return _names(question, value, language)
    if isinstance(value, int | float):
        return _number(value, language)
    if isinstance(value, str):
        return _text(question, value, language)
    if "lat" in value:
        return f"{_number(value['lat'], language)} / {_number(value['lon'], language)}"
    return _file(value, language)


def _text(question: Question, value: str, language: str) -> str:
    match question.type:
        case QuestionType.SELECT_ONE:
            return choice_label(question, value, language)
        case QuestionType.DATE:
            return _day(value, language)
        case QuestionType.TIME:
            return _time_of_day(value, language)
        case QuestionType.DATETIME:
            day, _, clock = value.partition("T")
            return f"{_day(day, language)}, {_time_of_day(clock, language)}"
        case QuestionType.ACKNOWLEDGE:
            return translate(language, CONFIRMED)
        case _:
            return value


def _names(question: Question, names: list[str], language: str) -> str:
    labels = [choice_label(question, name, language) for name in names]
    if question.type is QuestionType.RANK:
        labels = [f"{place}. {label}" for place, label in enumerate(labels, start=1)]
    return ", ".join(labels)


def choice_label(question: Question, name: str, language: str) -> str:
    labels = question.choice_labels.get(name)
    return pick(labels, language) if labels else name


def scale_words(question: Question, language: str, around: str = "") -> str:
    """Return what the numbers of a range mean, where its author says so: „1 = nie, 5 = immer“.

    Numbers are written as in `around`, or in the same language.
    """
    written = ((_written(tick.name, around or language), tick.labels) for tick in question.ticks)
    told = ((number, pick(labels, language)) for number, labels in written)
    return ", ".join(f"{number} = {words}" for number, words in told if words)


def _written(number: str, language: str) -> str:
    try:
        return _number(float(number), language)
    except ValueError:
        return number


def told_facts(facts: Mapping[str, Any], language: str, own: str) -> dict[str, Any]:
    """Return what fills a sentence in `language`; labels as the page shows them, in `own`."""
    return {name: _fact(fact, language, own) for name, fact in facts.items()}


def _fact(fact: Any, language: str, own: str) -> Any:
    if isinstance(fact, Mapping):
        return pick(fact, own)
    if isinstance(fact, float):
        return format_decimal(
            fact, locale=_locale(language), decimal_quantization=False, group_separator=False
        )
    return fact


FIVE_DIGITS = 10_000
"""From here on digits stand in groups; „2025“ may be a year, also where a text quotes it."""


def _number(number: float, language: str) -> str:
    return format_decimal(
        number,
        locale=_locale(language),
        decimal_quantization=False,
        group_separator=abs(number) >= FIVE_DIGITS,
    )


def _day(text: str, language: str) -> str:
    return format_date(date.fromisoformat(text), "long", locale=_locale(language))


def _time_of_day(text: str, language: str) -> str:
    words = format_time(time.fromisoformat(text), "short", locale=_locale(language))
    return f"{words} Uhr" if language == SOURCE_LANGUAGE else words


def _file(value: StoredFile, language: str) -> str:
    size = value["size"]
    if size < _MEGABYTE:
        return f"{value['name']} ({_number(max(round(size / _KILOBYTE), 1), language)} kB)"
    return f"{value['name']} ({_number(round(size / _MEGABYTE, 1), language)} MB)"


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(LOCALES.get(language, language.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return Locale(SOURCE_LANGUAGE)


CONFIRMED = N_("bestätigt")
