"""The four types of XPath 1.0 and how each becomes another.

Numbers are written without exponents; NaN is written as nothing, as ODK Web Forms does it (XPath
1.0 and JavaRosa write "NaN"): a calculation with an unanswered question is blank, and no text
that is shown has "NaN" in it. A text is a number only in the form that XPath 1.0 gives it
(no "1e5", no "+1"), or, ODK's addition, if it is an ISO date: then it is its number of days.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from math import isinf, nan

from ikparticipation.surveys.xlsform.expression.days import (
    Calendar,
    Moment,
    days,
    read_date_time,
)
from ikparticipation.surveys.xlsform.expression.tree.nodes import Node

Value = str | float | bool | Sequence[Node]

_NUMBER = re.compile(r"\s*-?(?:\d+(?:\.\d*)?|\.\d+)\s*", re.ASCII)
_KEPT = 8192


@lru_cache(_KEPT)
def plain_number(text: str) -> float:
    """Return the number that a text is, NaN if it is none; dates are none."""
    return float(text) if _NUMBER.fullmatch(text) else nan


def number_of_text(text: str, calendar: Calendar) -> float:
    number = plain_number(text)
    if number == number or len(text) < 8:  # noqa: PLR0124, PLR2004 - NaN; the shortest date
        return number
    wall = read_date_time(text, calendar)
    return nan if wall is None else days(wall, calendar)


def text_of_number(number: float) -> str:
    """Return a number as XPath 1.0 writes it, "5", "-0.5", "Infinity"; NaN blank, a date as ISO."""
    if isinstance(number, Moment):
        return number.text
    if number != number:  # noqa: PLR0124 - NaN
        return ""
    if isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if number == int(number):
        return str(int(number))
    text = repr(float(number))
    return f"{Decimal(text):f}" if "e" in text else text


def text_of_boolean(value: bool) -> str:  # noqa: FBT001
    return "true" if value else "false"


def text_of_nodes(nodes: Sequence[Node]) -> str:
    """Return the text of the first node."""
    return nodes[0].string() if nodes else ""


def to_text(value: Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return text_of_boolean(value)
    if isinstance(value, float):
        return text_of_number(value)
    return text_of_nodes(value)


def to_number(value: Value, calendar: Calendar) -> float:
    if isinstance(value, float):
        return value
    if isinstance(value, bool):
        return float(value)
    return number_of_text(value if isinstance(value, str) else text_of_nodes(value), calendar)


def to_boolean(value: Value) -> bool:
    if isinstance(value, float):
        return value == value and value != 0  # noqa: PLR0124 - NaN
    return bool(value)
