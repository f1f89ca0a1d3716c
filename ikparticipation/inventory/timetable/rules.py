"""One rule of opening hours, and whether some of them hold at a moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from dateutil.rrule import rrulestr

from ikparticipation.text import BERLIN

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MIDNIGHT = 24 * 60
ALL_WEEK = (1 << len(DAYS)) - 1


@dataclass(frozen=True, kw_only=True)
class Rule:
    """On which days, from when until when. `opens` < `closes`, minutes since midnight, 0 to 1440.

    What goes beyond midnight is two rules.
    """

    rrule: str
    """RFC 5545 without DTSTART: `FREQ=WEEKLY;BYDAY=MO,TU`, `FREQ=MONTHLY;BYDAY=-1FR` …"""
    weekdays: int
    """Monday 1, Tuesday 2, Wednesday 4 …; 0: not on the same days of every week."""
    opens: int
    closes: int
    valid_from: date | None = None
    valid_until: date | None = None
    note: str = ""
    place: int | None = None
    """Number of the place of an offer where it holds; None: at all of them."""

    def __post_init__(self) -> None:
        if not 0 <= self.opens < self.closes <= MIDNIGHT:
            raise ValueError(f"not the hours of a day: {self.opens} to {self.closes}")

    def holds_on(self, day: date) -> bool:
        """Whether the rule names this day."""
        if not (self.valid_from or day) <= day <= (self.valid_until or day):
            return False
        if self.weekdays:
            return bool(self.weekdays >> day.weekday() & 1)
        begin = datetime.combine(self.valid_from or day.replace(day=1), time())
        at = datetime.combine(day, time())
        return bool(rrulestr(self.rrule, dtstart=begin).between(at, at, inc=True))


def weekly(weekdays: int, opens: int, closes: int, note: str = "") -> Rule:
    """Return the rule of some days of every week; `weekdays` as in `Rule`, at least one."""
    if not 0 < weekdays <= ALL_WEEK:
        raise ValueError(f"no days of a week: {weekdays}")
    named = ",".join(day for number, day in enumerate(DAYS) if weekdays >> number & 1)
    return Rule(
        rrule=f"FREQ=WEEKLY;BYDAY={named}",
        weekdays=weekdays,
        opens=opens,
        closes=closes,
        note=note,
    )


def monthly(nth: int, weekday: int, opens: int, closes: int, note: str = "") -> Rule:
    """Return the rule of the nth Monday (0) … of every month; -1: the last."""
    return Rule(
        rrule=f"FREQ=MONTHLY;BYDAY={nth}{DAYS[weekday]}",
        weekdays=0,
        opens=opens,
        closes=closes,
        note=note,
    )


def is_open(rules: Iterable[Rule], at: datetime) -> bool:
    """Whether one of the rules holds at this moment (aware). Holidays are not known."""
    here = at.astimezone(BERLIN)
    minute = here.hour * 60 + here.minute
    return any(rule.opens <= minute < rule.closes and rule.holds_on(here.date()) for rule in rules)
