"""When reminders go out: by days of the county, at most one mail a day."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from ikparticipation.text import BERLIN

MOST_DAYS = 90
MOST_REMINDERS = 5
HOUR = time(8)
"""When people read mails; before that a reminder of the day waits."""


def remind_dates(closes_at: datetime, days: Iterable[int]) -> list[date]:
    """Return the days on which reminders go out, the earliest first."""
    last = _day(closes_at)
    return sorted(last - timedelta(days=each) for each in set(days))


def newest_due(
    closes_at: datetime, opens_at: datetime, days: Sequence[int], at: datetime
) -> date | None:
    """Return the last reminder day that has come; None outside the wave and before the first.

    Only this one counts: after a pause of the clock's worker nobody gets several at once.
    """
    if not opens_at <= at < closes_at:
        return None
    here = at.astimezone(BERLIN)
    come = [d for d in remind_dates(closes_at, days) if datetime.combine(d, HOUR, BERLIN) <= here]
    return come[-1] if come else None


def first_moment(day: date) -> datetime:
    return datetime.combine(day, time(), BERLIN)


def today(at: datetime) -> datetime:
    """Return when the day began: whoever had a mail since gets no other today."""
    return first_moment(_day(at))


def _day(moment: datetime) -> date:
    return moment.astimezone(BERLIN).date()
