"""Numbers as people write them, in German and in English.

Decided where a number could be read in two ways: one comma is a decimal comma ("1,200" is 1.2);
a point before exactly three digits groups thousands ("1.200" is 1200, as in a field for whole
numbers), unless a zero stands before it ("0.125"); of comma and point the last one is the decimal
sign ("1.200,50", "1,200.50"). What is shown has a decimal comma and no groups, so it reads back.
"""

import re
from decimal import Decimal
from functools import lru_cache
from math import floor

from ikparticipation.surveys.xlsform.question import Question
from ikparticipation.surveys.xlsform.values.model import Refused, Value
from ikparticipation.text import N_, one_line

MAX_NUMBER = 10**12
MAX_STEPS = 1_000
_SLACK = Decimal("1e-9")

_MINUS = "\u2212"
_SPACES = " '\u2019"
_INTEGER = re.compile(rf"([+\-{_MINUS}]?)(\d{{1,3}}(?:[.{_SPACES}]\d{{3}})+|\d{{1,30}})")
_SIGNED = re.compile(rf"([+\-{_MINUS}]?)([\d.,{_SPACES}]{{1,60}})")
_SHAPES = (
    re.compile(rf"(?P<whole>\d{{1,3}}(?:[.{_SPACES}]\d{{3}})+)(?:,(?P<part>\d+))?"),
    re.compile(rf"(?P<whole>\d{{1,3}}(?:[{_SPACES}]\d{{3}})+)(?:\.(?P<part>\d+))?"),
    re.compile(r"(?P<whole>\d{1,3}(?:,\d{3})+)\.(?P<part>\d+)"),
    re.compile(r"(?P<whole>\d{1,3}(?:,\d{3}){2,})(?P<part>)"),
    re.compile(r"(?P<whole>\d{1,30})(?:[.,](?P<part>\d{1,30}))?"),
    re.compile(r"(?P<whole>)[.,](?P<part>\d{1,30})"),
)
"""Tried in this order, so "1.200" is a group and "1.2004" is not; "0.125" is looked at before."""
_SMALL = re.compile(r"0\.(?P<part>\d+)")


def read_integer(_question: Question, typed: list[str]) -> Value | Refused:
    """Read 1200, 1.200 and 1 200; digits of any script."""
    found = _INTEGER.fullmatch(one_line(typed[-1]))
    if found is None:
        return Refused(NO_INTEGER)
    number = int("".join(c for c in found[2] if c.isdigit()))
    if number > MAX_NUMBER:
        return Refused(TOO_LARGE)
    return -number if found[1] in {"-", _MINUS} else number


def read_decimal(_question: Question, typed: list[str]) -> Value | Refused:
    found = _decimal(typed[-1])
    if found is None:
        return Refused(NO_NUMBER)
    return Refused(TOO_LARGE) if abs(found) > MAX_NUMBER else plain(found)


def read_range(question: Question, typed: list[str]) -> Value | Refused:
    """Read a number between start and end, on a step."""
    found = _decimal(typed[-1])
    if found is None:
        return Refused(NO_NUMBER)
    start, end, step = bounds(question)
    facts = {"start": plain(start), "end": plain(end), "step": plain(step)}
    if not start <= found <= end:
        return Refused(OUT_OF_RANGE, facts)
    away = (found - start) % step
    if min(away, step - away) > _SLACK:
        return Refused(BETWEEN_STEPS, facts)
    return plain(found)


@lru_cache(1000)
def _bounds(start: str, end: str, step: str) -> tuple[Decimal, Decimal, Decimal]:
    one, other, by = (Decimal(text) for text in (start, end, step))
    return min(one, other), max(one, other), abs(by) or Decimal(1)


def bounds(question: Question) -> tuple[Decimal, Decimal, Decimal]:
    """Return start, end and step of a range; those of the standard where it names none."""
    given = question.parameters
    return _bounds(given.get("start", "1"), given.get("end", "10"), given.get("step", "1"))


def steps(question: Question) -> tuple[int | float, ...] | None:
    """Return the numbers of a range; None if there are more than a page can offer."""
    start, end, step = bounds(question)
    count = floor((end - start) / step) + 1
    return None if count > MAX_STEPS else tuple(plain(start + step * n) for n in range(count))


def _decimal(typed: str) -> Decimal | None:
    found = _SIGNED.fullmatch(one_line(typed))
    if found is None:
        return None
    shape = _SMALL.fullmatch(found[2])
    whole = "0" if shape else ""
    for pattern in () if shape else _SHAPES:
        shape = pattern.fullmatch(found[2])
        if shape:
            whole = "".join(c for c in shape["whole"] if c.isdigit())
            break
    if shape is None:
        return None
    number = Decimal(f"{whole or 0}.{shape['part'] or 0}")
    return -number if found[1] in {"-", _MINUS} else number


def plain(number: Decimal | float) -> int | float:
    """Return a whole number as int, so that 5 and 5.0 are one answer."""
    value = float(number)
    return int(value) if value.is_integer() else value


def written(number: float) -> str:
    """Return a number with a decimal point and without exponent, as XPath writes it."""
    return str(number) if isinstance(number, int) else format(Decimal(repr(number)), "f")


def shown(number: float) -> str:
    """Return what a field shows."""
    return written(number).replace(".", ",")


NO_INTEGER = N_("Bitte geben Sie eine ganze Zahl in Ziffern ein, zum Beispiel 12.")
NO_NUMBER = N_("Bitte geben Sie eine Zahl in Ziffern ein, zum Beispiel 12,5.")
TOO_LARGE = N_("Diese Zahl ist zu groß. Bitte prüfen Sie sie.")
OUT_OF_RANGE = N_("Bitte geben Sie eine Zahl von %(start)s bis %(end)s ein.")
BETWEEN_STEPS = N_(
    "Bitte geben Sie eine Zahl von %(start)s bis %(end)s in Schritten von %(step)s ein."
)
