"""Arithmetic of XPath 1.0: IEEE 754 numbers, NaN and infinities instead of errors."""

import math
from collections.abc import Callable

from ikparticipation.surveys.xlsform.expression.compiled import Compiled, Numbers
from ikparticipation.surveys.xlsform.expression.context import Context


def calculation(operators: tuple[str, ...], operands: list[Compiled]) -> Numbers:
    first = operands[0].number
    others = [
        (_CALCULATIONS[operator], operand.number)
        for operator, operand in zip(operators, operands[1:], strict=True)
    ]
    if len(others) == 1:
        [(calculate, second)] = others
        return lambda context: calculate(first(context), second(context))

    def result(context: Context) -> float:
        value = first(context)
        for calculate, number in others:
            value = calculate(value, number(context))
        return value

    return result


def _add(left: float, right: float) -> float:
    return left + right


def _subtract(left: float, right: float) -> float:
    return left - right


def _multiply(left: float, right: float) -> float:
    return left * right


def _divide(left: float, right: float) -> float:
    if right != 0:
        return left / right
    if left == 0 or left != left:  # noqa: PLR0124 - NaN
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1, right)


def _remainder(left: float, right: float) -> float:
    """Return what is left by division, with the sign of the dividend, as XPath 1.0 says."""
    try:
        return math.fmod(left, right)
    except ValueError:
        return math.nan


_CALCULATIONS: dict[str, Callable[[float, float], float]] = {
    "+": _add,
    "-": _subtract,
    "*": _multiply,
    "div": _divide,
    "mod": _remainder,
}
