"""Dates as numbers of days, and back.

A moment is a wall clock time in the zone of the form (Europe/Berlin). Its number is the count of
days since day 0, 1970-01-01 00:00 on that clock, a day always having 24 hours: so a date is a
whole number, as in JavaRosa, and no change to summer time makes `int(${end} - ${start})` one day
short. ODK Web Forms counts from midnight UTC instead; `Calendar.epoch` can say so.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo
from math import isfinite, nan

from ikparticipation.text import BERLIN as BERLIN_ZONE

DAY = 86_400_000
"""Milliseconds."""
INVALID_DATE = "Invalid Date"
"""What a date that is none reads as, in ODK Web Forms and here."""

_DATE_TIME = re.compile(
    r"(\d{4})-(\d\d?)-(\d\d?)"
    r"(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?\s*(Z|[+-]\d\d:?\d\d)?)?"
)
_TIME = re.compile(r"(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d:?\d\d)?")
_LEAST_LENGTH = len("2027-1-1")


@dataclass(frozen=True, eq=False)
class Calendar:
    zone: tzinfo = BERLIN_ZONE
    epoch: datetime = datetime(1970, 1, 1)  # noqa: DTZ001 - the wall clock of the zone
    """The wall clock time that is day 0."""


BERLIN = Calendar()


class Moment(float):
    """The number of days of a date; `text` is how it reads."""

    __slots__ = ("text",)
    text: str

    @classmethod
    def of(cls, wall: datetime | None, calendar: Calendar, text: str | None = None) -> "Moment":
        """Return the moment of a wall clock time; None is a date that is none (NaN)."""
        moment = cls(nan if wall is None else days(wall, calendar))
        moment.text = text if text is not None else written(wall, calendar)
        return moment


def days(wall: datetime, calendar: Calendar) -> float:
    passed = wall - calendar.epoch
    whole = passed.days * DAY + passed.seconds * 1000
    return (whole + passed.microseconds / 1000) / DAY


def wall_of(number: float, calendar: Calendar) -> datetime | None:
    """Return the wall clock time of a number of days, to the millisecond."""
    if not isfinite(number):
        return None
    try:
        return calendar.epoch + timedelta(milliseconds=round(number * DAY))
    except OverflowError:
        return None


def written(wall: datetime | None, calendar: Calendar) -> str:
    """Return a date, or at other times than midnight a dateTime with its offset."""
    if wall is None:
        return INVALID_DATE
    if (wall.hour, wall.minute, wall.second, wall.microsecond // 1000) == (0, 0, 0, 0):
        return wall.date().isoformat()
    return written_in_full(wall, calendar)


def written_in_full(wall: datetime, calendar: Calendar) -> str:
    """Return a dateTime; without offset where that is none of whole minutes (before 1893)."""
    try:
        aware = wall.replace(tzinfo=calendar.zone)
        offset = aware.utcoffset() or timedelta(0)
    except OverflowError:  # in the first hours of the year 1
        return wall.isoformat(timespec="milliseconds")
    return (wall if offset.seconds % 60 else aware).isoformat(timespec="milliseconds")


def read_date_time(text: str, calendar: Calendar) -> datetime | None:
    """Return the wall clock time of "2027-03-12" or "2027-03-12T18:00:00.000+01:00"."""
    found = _DATE_TIME.fullmatch(text.strip()) if len(text) >= _LEAST_LENGTH else None
    if found is None:
        return None
    year, month, day, *clock, offset = found.groups()
    return _wall((year, month, day), clock, offset, calendar)


def read_time(text: str, calendar: Calendar) -> datetime | None:
    """Return the wall clock time of "18:00" or "18:00:00.000+01:00", on 1970-01-01."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    *clock, offset = found.groups()
    wall = _wall(("1970", "01", "01"), clock, offset, calendar)
    return wall and wall.replace(year=1970, month=1, day=1)


def _wall(
    day: tuple[str, str, str], clock: list[str | None], offset: str | None, calendar: Calendar
) -> datetime | None:
    hour, minute, second, fraction = (part or "0" for part in clock)
    year, month, number = map(int, day)
    microsecond = int(fraction[:6].ljust(6, "0"))
    try:
        wall = datetime(  # noqa: DTZ001 - the clock of the zone
            year, month, number, int(hour), int(minute), int(second), microsecond
        )
        if offset is None:
            return wall
        aware = wall.replace(tzinfo=_offset(offset))
        return aware.astimezone(calendar.zone).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None


def _offset(text: str) -> timezone:
    """Return an offset; raises ValueError for one of a day or more, or of 60 minutes and more."""
    if text == "Z":
        return timezone(timedelta(0))
    minutes = int(text[-2:])
    if minutes > 59:  # noqa: PLR2004
        raise ValueError(text)
    offset = timedelta(hours=int(text[1:3]), minutes=minutes)
    return timezone(-offset if text[0] == "-" else offset)
