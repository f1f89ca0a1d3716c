"""Rules of opening hours in words: short German ones that `reading` understands again."""

from collections.abc import Iterable

from ikparticipation.inventory.timetable.rules import DAYS, Rule

SHORT = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
LONG = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
_NTH = {1: "ersten", 2: "zweiten", 3: "dritten", 4: "vierten", -1: "letzten"}
_RUN = 3
"""So many days in a row are told as from and to."""


def told(rules: Iterable[Rule]) -> str:
    """Return the rules as one text; what no short words fit stands as its RRULE."""
    return "; ".join(map(_rule, rules))


def clock(minute: int) -> str:
    hour, rest = divmod(minute, 60)
    return f"{hour}:{rest:02}" if rest else str(hour)


def days(weekdays: int) -> str:
    """Return „Mo–Fr“, „Di, Do“: the days of a rule of every week."""
    named = [number for number in range(len(DAYS)) if weekdays >> number & 1]
    runs: list[list[int]] = []
    for number in named:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(_run(run) for run in runs)


def _run(run: list[int]) -> str:
    if len(run) >= _RUN:
        return f"{SHORT[run[0]]}–{SHORT[run[-1]]}"
    return ", ".join(SHORT[number] for number in run)


def _rule(rule: Rule) -> str:
    hours = f"{clock(rule.opens)}–{clock(rule.closes)} Uhr"
    return f"{_when(rule)} {hours}" + (f" ({rule.note})" if rule.note else "")


def _when(rule: Rule) -> str:
    if rule.weekdays:
        return days(rule.weekdays)
    nth, day = rule.rrule.rpartition("=")[2][:-2], rule.rrule[-2:]
    known = rule.rrule.startswith("FREQ=MONTHLY;BYDAY=") and day in DAYS
    if known and nth.lstrip("-").isdigit() and int(nth) in _NTH:
        return f"jeden {_NTH[int(nth)]} {LONG[DAYS.index(day)]} im Monat"
    return rule.rrule
