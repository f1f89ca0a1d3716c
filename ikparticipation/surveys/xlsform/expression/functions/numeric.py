"""Functions of numbers. Outside of their domain they are NaN; nothing raises."""

import math
from collections.abc import Callable, Sequence

from ikparticipation.surveys.xlsform.expression.compiled import (
    Compiled,
    ValueKind,
    constant,
    numbers,
)
from ikparticipation.surveys.xlsform.expression.context import Context
from ikparticipation.surveys.xlsform.expression.days import Moment, read_date_time
from ikparticipation.surveys.xlsform.expression.functions.registry import (
    Arguments,
    Function,
    of_number,
    table,
)
from ikparticipation.surveys.xlsform.expression.functions.texts import half_up
from ikparticipation.surveys.xlsform.expression.values import (
    number_of_text,
    plain_number,
    text_of_number,
)

_MAX_DECIMALS = 300


def _number(arguments: Arguments) -> Compiled:
    """Return a number; of a date, one that still knows its day and is written without fraction."""
    if len(arguments) and arguments[0].kind in {ValueKind.NUMBER, ValueKind.BOOLEAN}:
        return numbers(arguments[0].number)
    text = arguments[0].string if len(arguments) else lambda context: context.node.string()

    def number(context: Context) -> float:
        written = text(context)
        plain = plain_number(written)
        if plain == plain:  # noqa: PLR0124 - not NaN
            return plain
        calendar = context.surroundings.calendar
        wall = read_date_time(written, calendar)
        if wall is None:
            return math.nan
        days = Moment.of(wall, calendar)
        return Moment.of(wall, calendar, text_of_number(float(math.floor(days))))

    return numbers(number)


def _amounts(arguments: Arguments) -> Callable[[Context], list[float]]:
    """Return the numbers of all nodes and values that are not blank; NaN for what is no number."""
    values = [argument.value for argument in arguments.compiled]

    def amounts(context: Context) -> list[float]:
        calendar = context.surroundings.calendar
        found: list[float] = []
        for value in values:
            one = value(context)
            if isinstance(one, float | bool):
                found.append(float(one))
                continue
            texts = [one] if isinstance(one, str) else [node.string() for node in one]
            found.extend(number_of_text(text, calendar) for text in texts if text.strip())
        return found

    return amounts


def _sum(arguments: Arguments) -> Compiled:
    """Return a sum without blanks, added in order as the engines do it."""
    nodes = arguments[0].nodes

    def total(context: Context) -> float:
        calendar, result = context.surroundings.calendar, 0.0
        for node in nodes(context):
            value = node.value
            text = value if value is not None else node.string()
            if text and not text.isspace():
                result += number_of_text(text, calendar)
        return result

    return numbers(total)


def _extreme(choose: Callable[[Sequence[float]], float]) -> Callable[[Arguments], Compiled]:
    """Return `min` or `max`: NaN of nothing, and if one of them is no number."""

    def build(arguments: Arguments) -> Compiled:
        amounts = _amounts(arguments)

        def result(context: Context) -> float:
            found = amounts(context)
            if not found or any(math.isnan(number) for number in found):
                return math.nan
            return choose(found)

        return numbers(result)

    return build


def _round(arguments: Arguments) -> Compiled:
    """Return the nearest number with so many decimals; with negative ones, to tens or hundreds."""
    number = arguments[0].number
    if len(arguments) == 1:
        return numbers(lambda context: half_up(number(context)))
    decimals = arguments[1].number
    return numbers(lambda context: rounded(number(context), decimals(context)))


def rounded(number: float, decimals: float) -> float:
    if math.isnan(decimals) or not math.isfinite(number):
        return math.nan if math.isnan(decimals) else number
    places = int(min(max(decimals, -_MAX_DECIMALS), _MAX_DECIMALS))
    try:
        if places < 0:
            return half_up(number / 10.0**-places) * 10.0**-places
        return half_up(number * 10.0**places) / 10.0**places
    except OverflowError:
        return number


def _integer(number: float) -> float:
    return float(math.trunc(number)) if math.isfinite(number) else number


def _floor(number: float) -> float:
    return float(math.floor(number)) if math.isfinite(number) else number


def _ceiling(number: float) -> float:
    return float(math.ceil(number)) if math.isfinite(number) else number


def _logarithm(calculate: Callable[[float], float]) -> Callable[[float], float]:
    return lambda number: -math.inf if number == 0 else calculate(number)


def _power_of_ten(number: float) -> float:
    return math.pow(10.0, number)


def _of_two(calculate: Callable[[float, float], float]) -> Callable[[Arguments], Compiled]:
    def build(arguments: Arguments) -> Compiled:
        first, second = arguments[0].number, arguments[1].number
        return numbers(lambda context: calculate(first(context), second(context)))

    return build


def _power(base: float, exponent: float) -> float:
    try:
        return math.pow(base, exponent)
    except OverflowError:
        return -math.inf if base < 0 and exponent % 2 == 1 else math.inf
    except ValueError:  # 0 to a negative power, or a root of a negative number
        return math.inf if base == 0 else math.nan


FUNCTIONS = table(
    Function("number", 0, 1, _number),
    Function("sum", 1, 1, _sum),
    Function("min", 1, None, _extreme(min)),
    Function("max", 1, None, _extreme(max)),
    Function("round", 1, 2, _round),
    Function("pow", 2, 2, _of_two(_power)),
    Function("atan2", 2, 2, _of_two(math.atan2)),
    Function("pi", 0, 0, lambda _: constant(math.pi)),
    of_number("int", _integer),
    of_number("floor", _floor),
    of_number("ceiling", _ceiling),
    of_number("abs", abs),
    of_number("sqrt", math.sqrt),
    of_number("exp", math.exp),
    of_number("exp10", _power_of_ten),
    of_number("log", _logarithm(math.log)),
    of_number("log10", _logarithm(math.log10)),
    of_number("sin", math.sin),
    of_number("cos", math.cos),
    of_number("tan", math.tan),
    of_number("asin", math.asin),
    of_number("acos", math.acos),
    of_number("atan", math.atan),
)
