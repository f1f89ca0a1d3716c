"""Opening hours between rules of RFC 5545 and the fields of `schedule`."""

import re
from datetime import date, datetime, timedelta
from typing import Any

from ikparticipation.inventory.hsds.ids import made
from ikparticipation.inventory.hsds.said import Hours
from ikparticipation.text import BERLIN

Document = dict[str, Any]

_WORDS = {"BYDAY": "byday", "BYMONTHDAY": "bymonthday", "BYWEEKNO": "byweekno", "WKST": "wkst"}
_NUMBERS = {"INTERVAL": "interval", "COUNT": "count"}
_FREQUENCIES = ("WEEKLY", "MONTHLY")
_EVERY_DAY = "MO,TU,WE,TH,FR,SA,SU"
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DAYS = re.compile(
    r"[+-]?\d{0,2}(?:MO|TU|WE|TH|FR|SA|SU)(?:,[+-]?\d{0,2}(?:MO|TU|WE|TH|FR|SA|SU))*"
)
_LAST_MINUTE = 24 * 60


def schedule(owner: str, order: int, hours: Hours, *, at: datetime) -> Document:
    """Return the hours as the standard has them.

    A rule that the standard has no field for stands in `notes` as it is. `timezone` is the offset
    that German time has at `at`, because times without one would be read as UTC; the times
    themselves have none, or they would be no times for readers of the tables.
    """
    found: Document = {
        "id": made("schedule", owner, order),
        "opens_at": _clock(hours.opens),
        "closes_at": _clock(hours.closes),
        "timezone": _offset(at),
    }
    found |= _fields(hours.rrule) or {"notes": hours.rrule}
    for name, day in (("valid_from", hours.valid_from), ("valid_to", hours.valid_until)):
        if day is not None:
            found[name] = day.isoformat()
    if "interval" in found and hours.valid_from:
        found["dtstart"] = hours.valid_from.isoformat()
    return found | ({"description": hours.note} if hours.note else {})


def hours_of(found: Document, *, number: int | None) -> Hours | None:
    """Return what a schedule says; None: it has no times or no rule, only words at most."""
    opens, closes = _minutes(found.get("opens_at")), _minutes(found.get("closes_at"))
    rule = _rule(found)
    if opens is None or closes is None or not rule:
        return None
    return Hours(
        rrule=rule,
        opens=opens,
        closes=closes,
        number=number,
        valid_from=day_of(found.get("valid_from") or found.get("dtstart")),
        valid_until=day_of(found.get("valid_to") or found.get("until")),
        note=str(found.get("description") or ""),
    )


def weekdays(rrule: str) -> int:
    """Return the days of a rule of every week, Monday 1, Tuesday 2, Wednesday 4 …; else 0."""
    parts = _parts(rrule)
    if parts.pop("FREQ", "") != "WEEKLY" or parts.keys() - {"BYDAY", "WKST"}:
        return 0
    days = _EVERY_DAY.split(",")
    return sum(1 << days.index(day) for day in set(parts.get("BYDAY", "").split(",")) & set(days))


def day_of(value: Any) -> date | None:
    try:
        return date.fromisoformat(_DAY.match(str(value))[0])  # type: ignore[index]
    except (TypeError, ValueError):
        return None


def _fields(rrule: str) -> Document | None:
    parts = _parts(rrule)
    frequency = parts.pop("FREQ", "")
    if frequency == "DAILY" and not parts:
        frequency, parts = "WEEKLY", {"BYDAY": _EVERY_DAY}
    if frequency not in _FREQUENCIES or parts.keys() - _WORDS.keys() - _NUMBERS.keys():
        return None
    found: Document = {"freq": frequency}
    found |= {_WORDS[name]: value for name, value in parts.items() if name in _WORDS}
    return found | {
        _NUMBERS[name]: int(value)
        for name, value in parts.items()
        if name in _NUMBERS and value.isdecimal()
    }


def _parts(rrule: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in rrule.upper().removeprefix("RRULE:").split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs if value}


def _rule(found: Document) -> str:
    notes = str(found.get("notes") or "")
    if found.get("freq") not in _FREQUENCIES:
        return notes if notes.startswith("FREQ=") else ""
    parts = [f"FREQ={found['freq']}"]
    for name, column in _NUMBERS.items():
        value = _whole(found.get(column))
        if value:
            parts.append(f"{name}={value}")
    for name, column in _WORDS.items():
        value_ = str(found.get(column) or "").replace(" ", "").upper()
        if value_ and (name != "BYDAY" or _DAYS.fullmatch(value_)):
            parts.append(f"{name}={value_}")
    return ";".join(parts)


def _whole(value: Any) -> int:
    try:
        return int(float(value))
    except (TypeError, ValueError, OverflowError):
        return 0


def _minutes(value: Any) -> int | None:
    found = _TIME.fullmatch(str(value or "").strip())
    if found is None:
        return None
    minutes = int(found[1]) * 60 + int(found[2])
    return minutes if minutes <= _LAST_MINUTE and int(found[2]) < 60 else None  # noqa: PLR2004


def _clock(minutes: int) -> str:
    """Return "09:00:00"; the end of the day is its last minute, which every reader knows."""
    minutes = min(minutes, _LAST_MINUTE - 1)
    return f"{minutes // 60:02}:{minutes % 60:02}:00"


def _offset(at: datetime) -> int:
    """Return 1, or 2 in summer."""
    offset = at.astimezone(BERLIN).utcoffset() or timedelta()
    return round(offset / timedelta(hours=1))
