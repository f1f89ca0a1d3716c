"""Dates and times. A date is a `Moment`: a number of days that reads as ISO (see `days`)."""

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from math import nan

from babel import Locale, UnknownLocaleError
from babel.dates import get_day_names, get_month_names

from ikparticipation.surveys.xlsform.expression.compiled import (
    Compiled,
    numbers,
    of_any_kind,
    strings,
)
from ikparticipation.surveys.xlsform.expression.context import Context
from ikparticipation.surveys.xlsform.expression.days import (
    DAY,
    Calendar,
    Moment,
    days,
    read_date_time,
    read_time,
    wall_of,
    written_in_full,
)
from ikparticipation.surveys.xlsform.expression.functions.registry import (
    Arguments,
    Function,
    table,
)
from ikparticipation.surveys.xlsform.expression.values import Value, plain_number, to_text

_FALLBACK = "en"


def _today(_arguments: Arguments) -> Compiled:
    def today(context: Context) -> float:
        midnight = _now(context).replace(hour=0, minute=0, second=0, microsecond=0)
        return Moment.of(midnight, context.surroundings.calendar)

    return numbers(today)


def _moment_now(_arguments: Arguments) -> Compiled:
    def now(context: Context) -> float:
        wall, calendar = _now(context), context.surroundings.calendar
        return Moment.of(wall, calendar, written_in_full(wall, calendar))

    return numbers(now)


def _now(context: Context) -> datetime:
    surroundings = context.surroundings
    return surroundings.now.astimezone(surroundings.calendar.zone).replace(tzinfo=None)


def _date(arguments: Arguments) -> Compiled:
    """Return a date; blank stays blank, and what is neither date nor number is no date."""
    value = arguments[0].value

    def date(context: Context) -> Value:
        found, calendar = value(context), context.surroundings.calendar
        if isinstance(found, Moment):
            return found
        if isinstance(found, bool) or (not isinstance(found, float) and not to_text(found)):
            return ""
        return Moment.of(_wall(found, calendar), calendar)

    return of_any_kind(date)


def _wall(value: Value, calendar: Calendar) -> datetime | None:
    """Return the clock time of a number of days, or of a text that is a date or such a number."""
    if isinstance(value, float):
        return wall_of(value, calendar)
    text = to_text(value)
    return read_date_time(text, calendar) or wall_of(plain_number(text), calendar)


def _decimal_date_time(arguments: Arguments) -> Compiled:
    value = arguments[0].value

    def number(context: Context) -> float:
        found, calendar = value(context), context.surroundings.calendar
        if isinstance(found, float):
            return float(found)
        wall = _wall(found, calendar)
        return nan if wall is None else days(wall, calendar)

    return numbers(number)


def _decimal_time(arguments: Arguments) -> Compiled:
    """Return the part of the day that has passed at a time: noon is 0.5."""
    text = arguments[0].string

    def part(context: Context) -> float:
        written, calendar = text(context), context.surroundings.calendar
        wall = read_time(written, calendar) or read_date_time(written, calendar)
        if wall is None:
            return nan
        seconds = wall.hour * 3600 + wall.minute * 60 + wall.second
        return (seconds * 1000 + wall.microsecond / 1000) / DAY

    return numbers(part)


def _format_date(arguments: Arguments) -> Compiled:
    """Return a date as a pattern says it: both functions take all identifiers, and times too."""
    value, pattern = arguments[0].value, arguments[1].string

    def text(context: Context) -> str:
        surroundings = context.surroundings
        wall = _to_show(value(context), surroundings.calendar)
        return "" if wall is None else formatted(wall, pattern(context), surroundings.language)

    return strings(text)


def _to_show(value: Value, calendar: Calendar) -> datetime | None:
    if isinstance(value, bool):
        return None
    wall = _wall(value, calendar)
    return wall or (None if isinstance(value, float) else read_time(to_text(value), calendar))


def formatted(wall: datetime, pattern: str, language: str) -> str:
    """Return `pattern` with its identifiers replaced; those that do not exist stay."""
    pieces = pattern.split("%")
    text = pieces.pop(0)
    while pieces:
        piece = pieces.pop(0)
        if not piece:  # two percent signs are one
            text += "%" + (pieces.pop(0) if pieces else "")
            continue
        show = IDENTIFIERS.get(piece[0])
        text += show(wall, language) + piece[1:] if show else f"%{piece}"
    return text


@lru_cache(64)
def _names(language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the short names of months and of days (from Monday) in a language, else English."""
    try:
        locale = Locale.parse(language or _FALLBACK, sep="-" if "-" in language else "_")
    except (ValueError, UnknownLocaleError):
        locale = Locale.parse(_FALLBACK)
    months = get_month_names("abbreviated", "stand-alone", locale)
    weekdays = get_day_names("abbreviated", "stand-alone", locale)
    return tuple(months[n] for n in range(1, 13)), tuple(weekdays[n] for n in range(7))


IDENTIFIERS: dict[str, Callable[[datetime, str], str]] = {
    "Y": lambda wall, _: f"{wall.year:04}",
    "y": lambda wall, _: f"{wall.year:04}"[2:],
    "m": lambda wall, _: f"{wall.month:02}",
    "n": lambda wall, _: str(wall.month),
    "b": lambda wall, language: _names(language)[0][wall.month - 1],
    "d": lambda wall, _: f"{wall.day:02}",
    "e": lambda wall, _: str(wall.day),
    "a": lambda wall, language: _names(language)[1][wall.weekday()],
    "W": lambda wall, _: str(wall.isocalendar().week),
    "H": lambda wall, _: f"{wall.hour:02}",
    "h": lambda wall, _: str(wall.hour),
    "M": lambda wall, _: f"{wall.minute:02}",
    "S": lambda wall, _: f"{wall.second:02}",
    "3": lambda wall, _: f"{wall.microsecond // 1000:03}",
}

FUNCTIONS = table(
    Function("today", 0, 0, _today, volatile=True),
    Function("now", 0, 0, _moment_now, volatile=True),
    Function("date", 1, 1, _date),
    Function("date-time", 1, 1, _date),
    Function("decimal-date-time", 1, 1, _decimal_date_time),
    Function("decimal-time", 1, 1, _decimal_time),
    Function("format-date", 2, 2, _format_date),
    Function("format-date-time", 2, 2, _format_date),
)
