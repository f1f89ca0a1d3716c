"""Days and times of day to try: those of the formulas, their neighbours, and some around today."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from ikparticipation.surveys.xlsform.checking.probing import trees
from ikparticipation.surveys.xlsform.checking.probing.world import NOW
from ikparticipation.surveys.xlsform.expression import Expression
from ikparticipation.surveys.xlsform.questionnaire import Question
from ikparticipation.surveys.xlsform.values import Value

AROUND_TODAY = (0, -1, 1, -7, 7, -30, 31, -200, 200, -366, 366, -7_000, -20_000, 4_000)
FIRST, LAST = date(1900, 1, 1), date(2200, 12, 31)
TIMES = ("09:00", "00:00", "12:00", "17:30", "23:59")

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TIME = re.compile(r"\b([01]\d|2[0-3]):([0-5]\d)", re.ASCII)


def of_date(_question: Question, formulas: Sequence[Expression]) -> tuple[list[Value], bool]:
    return [day.isoformat() for day in _days(formulas)], False


def of_time(_question: Question, formulas: Sequence[Expression]) -> tuple[list[Value], bool]:
    return list(_times(formulas)), False


def of_date_time(_question: Question, formulas: Sequence[Expression]) -> tuple[list[Value], bool]:
    times = list(_times(formulas))[:6]
    return [f"{day.isoformat()}T{time}" for day in _days(formulas) for time in times], False


def _days(formulas: Sequence[Expression]) -> list[date]:
    today = NOW.date()
    near = (day + timedelta(step) for day in _written(formulas) for step in (0, 1, -1))
    around = (today + timedelta(step) for step in AROUND_TODAY)
    return list(dict.fromkeys(day for day in (*near, *around, FIRST, LAST) if FIRST <= day <= LAST))


def _written(formulas: Sequence[Expression]) -> Iterator[date]:
    for tree in formulas:
        for text in trees.literals(tree):
            for found in _DAY.finditer(text):
                try:
                    day = date.fromisoformat(found[0])
                except ValueError:
                    continue
                if FIRST < day < LAST:
                    yield day


def _times(formulas: Sequence[Expression]) -> Iterator[str]:
    found = [
        int(hour) * 60 + int(minute)
        for tree in formulas
        for text in trees.literals(tree)
        for hour, minute in _TIME.findall(text)
    ]
    near = ((minutes + step) % 1440 for minutes in found for step in (0, 1, -1))
    written = (f"{minutes // 60:02}:{minutes % 60:02}" for minutes in near)
    yield from dict.fromkeys((*written, *TIMES))
