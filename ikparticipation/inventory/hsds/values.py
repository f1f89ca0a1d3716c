"""Single values of nested documents, whatever stands there instead."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from ikparticipation import clock
from ikparticipation.inventory.hsds import faults, schedules
from ikparticipation.inventory.hsds.faults import RefusedError
from ikparticipation.inventory.hsds.pieces import UNSAID_UNIT
from ikparticipation.inventory.hsds.said import Hours, Names, Place
from ikparticipation.text import BERLIN, one_line

Document = dict[str, Any]

EARLIEST = 1950
LONGEST_NAME, LONGEST_LINE, LONGEST_TEXT = 200, 1_000, 10_000


def entries(document: Document, name: str) -> list[Document]:
    value = document.get(name)
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def text(document: Mapping[str, Any], name: str, *, most: int = LONGEST_LINE) -> str:
    """Return a value as one line (texts of more than one keep their lines)."""
    value = document.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    found = "\n".join(map(one_line, str(value).splitlines())).strip()
    if len(found) > most:
        raise RefusedError(faults.TOO_LONG, name)
    return found if most == LONGEST_TEXT else " ".join(found.split())


def first(terms: Iterable[tuple[str, str]], name: str) -> str:
    return next((key for found, key in terms if found == name), "")


def keys_of(terms: Iterable[tuple[str, str]], name: str) -> tuple[str, ...]:
    return tuple(sorted(key for found, key in terms if found == name))


def description(document: Document, kind: str, names: Names) -> str:
    """Return the description, unless it is only what the standard requires of our own export."""
    said = text(document, "description", most=LONGEST_TEXT)
    by_us = (names.lists.get("organization_kind", {}).get(kind), document.get("name"))
    return "" if said in by_us else said


def phone(document: Document) -> str:
    numbers = (text(each, "number") for each in entries(document, "phones"))
    return next(filter(None, numbers), "")[:60]


def costs(document: Document) -> str:
    said = text(document, "fees_description") or text(document, "fees")
    options = (text(option, "option") for option in entries(document, "cost_options"))
    return said or next(filter(None, options), "")


def number(value: Any) -> int | None:
    try:
        found = int(float(value))
    except (TypeError, ValueError, OverflowError):
        return None
    return found if 0 <= found <= 1_000_000 else None  # noqa: PLR2004


def capacity(document: Document) -> tuple[int | None, int | None, str]:
    """Return free places, the most there are, and what is counted."""
    found = next(iter(entries(document, "capacities")), {})
    unit = found.get("unit")
    unit = unit if isinstance(unit, dict) else {}
    word = text(unit, "identifier") or text(unit, "name").replace(UNSAID_UNIT, "")
    return number(found.get("available")), number(found.get("maximum")), word


def degrees(location: Document, name: str, most: float = 180) -> float | None:
    try:
        value = float(location.get(name, ""))
    except (TypeError, ValueError, OverflowError):
        return None
    return value if abs(value) <= most else None


def is_assured(document: Document) -> bool:
    return _day_of(document) is not None


def confirmed(document: Document) -> datetime | None:
    """Return when an entry was changed or assured last; None also for days that cannot be."""
    said = text(document, "last_modified")
    try:
        moment = datetime.fromisoformat(said) if said else None
    except ValueError:
        moment = None
    if moment is not None and _may_be(moment.date()):
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    day = _day_of(document)
    return datetime.combine(day, time(), BERLIN).astimezone(UTC) if day else None


def _day_of(document: Document) -> date | None:
    day = schedules.day_of(document.get("assured_date"))
    return day if day and _may_be(day) else None


def _may_be(day: date) -> bool:
    """Whether it is neither one that programs write for none, nor to come (elsewhere it is so)."""
    return day.year >= EARLIEST and day <= clock.now().date() + timedelta(days=1)


def hours_text(document: Document) -> str:
    texts = (
        text(found, "description", most=LONGEST_TEXT)
        for found in entries(document, "schedules")
        if schedules.hours_of(found, number=None) is None
    )
    return "; ".join(dict.fromkeys(filter(None, texts)))


def hours(document: Document, places: tuple[Place, ...]) -> Iterator[Hours]:
    for found in entries(document, "schedules"):
        yield from filter(None, (schedules.hours_of(found, number=None),))
    known = {place.number for place in places}
    for number, link in enumerate(entries(document, "service_at_locations"), start=1):
        if number in known:
            for found in entries(link, "schedules"):
                yield from filter(None, (schedules.hours_of(found, number=number),))
