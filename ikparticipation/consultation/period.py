"""Days as people mean them: a round "bis Freitag" is open until the end of that day in Berlin."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from babel.dates import format_date, format_datetime

from ikparticipation.text import BERLIN, LOCALES, SOURCE_LANGUAGE

_LAST_MINUTE = time(23, 59)


def day_begins(day: date) -> datetime:
    return datetime.combine(day, time(), BERLIN)


def day_ends(day: date) -> datetime:
    """Return the first moment after the day."""
    return day_begins(day + timedelta(days=1))


def day_of(moment: datetime) -> date:
    return moment.astimezone(BERLIN).date()


def last_day(closes_at: datetime) -> date:
    """Return the last day on which something is open that closes at this moment."""
    return day_of(closes_at - timedelta(microseconds=1))


@lru_cache(1000)
def deadline_words(closes_at: datetime, language: str) -> str:
    """Return a deadline as people say it: "Freitag, 12. März 2027".

    With a time unless it is the end of the day, be it the first moment after or the last minute.
    """
    local = closes_at.astimezone(BERLIN)
    if local.time() == time() or local.time() >= _LAST_MINUTE:
        return format_date(last_day(closes_at), "full", locale=LOCALES[language])
    day = format_date(local.date(), "full", locale=LOCALES[language])
    clock = format_datetime(local, "HH:mm", tzinfo=BERLIN, locale=LOCALES[language])
    return f"{day}, {clock} Uhr" if language == SOURCE_LANGUAGE else f"{day}, {clock}"
