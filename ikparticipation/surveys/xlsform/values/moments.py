"""Days and times of day as people type them, and as date and time fields post them.

A dateTime is a time on the clocks of the county (Europe/Berlin). Numbers with slashes are no date
here: 3/4/2027 is a day in March to some and in April to others.
"""

import re
from datetime import date

from ikparticipation.surveys.xlsform.question import Question
from ikparticipation.surveys.xlsform.values.model import Refused, Value
from ikparticipation.text import N_, one_line

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""A year beyond is a slip: date fields begin with year 2 while one types."""
NOON = 12

_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)
_GERMAN = re.compile(r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})", re.ASCII)
_TIME = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2})(?::\d{2}(?:\.\d+)?)?)?"
    r"(?:\s?(?:(?P<half>[ap])\.?m\.?|(?P<clock>uhr|h)))?",
    re.ASCII | re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"(?<=\d)(?:T|,?\s+(?:um\s+|at\s+)?)(?=\d{1,2}(?:[:.]\d\d|\s?(?:uhr|[ap]\.?m)))",
    re.IGNORECASE,
)


def read_date(_question: Question, typed: list[str]) -> Value | Refused:
    """Read 2027-03-12, as date fields post it, and 12.3.2027, as people type it."""
    return _date(one_line(typed[-1]))


def read_time(_question: Question, typed: list[str]) -> Value | Refused:
    """Read 14:30, 14.30 Uhr, 14 Uhr, 2:30 pm; seconds are left out."""
    return _time(one_line(typed[-1]))


def read_date_time(_question: Question, typed: list[str]) -> Value | Refused:
    """Read 2027-03-12T14:30, 12.3.2027 14:30, 12.3.2027 um 14.30 Uhr; also from two fields."""
    parts = _BETWEEN.split(one_line(" ".join(typed[-2:])))
    day = _date(parts[0])
    if isinstance(day, Refused):
        return Refused(NO_MOMENT) if day.message == NO_DATE else day
    if len(parts) != 2:  # noqa: PLR2004
        return Refused(NO_TIME_OF_DAY)
    time = _time(parts[1])
    return time if isinstance(time, Refused) else f"{day}T{time}"


def _date(text: str) -> str | Refused:
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


def _time(text: str) -> str | Refused:
    found = _TIME.fullmatch(text)
    if found is None or not (found["minute"] or found["half"] or found["clock"]):
        return Refused(NO_TIME)
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        if not 1 <= hour <= NOON:
            return Refused(NO_SUCH_TIME)
        hour = hour % NOON + (NOON if found["half"].lower() == "p" else 0)
    if hour > 23 or minute > 59:  # noqa: PLR2004
        return Refused(NO_SUCH_TIME)
    return f"{hour:02}:{minute:02}"


NO_DATE = N_("Bitte geben Sie ein Datum ein, zum Beispiel 31.12.2027.")
NO_SUCH_DATE = N_("Diesen Tag gibt es nicht. Bitte prüfen Sie das Datum.")
ODD_YEAR = N_("Bitte prüfen Sie das Jahr: Möglich ist %(first)s bis %(last)s.")
NO_TIME = N_("Bitte geben Sie eine Uhrzeit ein, zum Beispiel 14:30.")
NO_SUCH_TIME = N_("Diese Uhrzeit gibt es nicht. Bitte prüfen Sie sie.")
NO_MOMENT = N_("Bitte geben Sie Datum und Uhrzeit ein, zum Beispiel 31.12.2027 14:30.")
NO_TIME_OF_DAY = N_("Bitte geben Sie zum Datum auch die Uhrzeit ein, zum Beispiel 14:30.")
