"""Formulas that only compare an answer with constants, so that a few answers stand for all.

Their value changes at those constants and nowhere else. `sum`, `regex`, `mod`, another
question beside it: unknown, and `False`.
"""

import re
from collections.abc import Callable

from ikparticipation.surveys.xlsform.checking.probing.trees import (
    COMPARISONS,
    is_about,
    is_constant,
    mentions,
)
from ikparticipation.surveys.xlsform.expression import Expression, analysis
from ikparticipation.surveys.xlsform.expression.grammar.syntax import (
    Call,
    Literal,
    Operation,
)

_TRUTH = frozenset({"not", "boolean", "true", "false"})
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

_Compares = Callable[[Expression, tuple[str, ...], Expression], bool]
"""Whether an operand (the answer, or something of it) is compared with a constant as it should."""


def compares_numbers(tree: Expression, name: str, own: str | None) -> bool:
    return _decided(tree, name, own, lambda side, _signs, _constant: _is_number(side, name, own))


def compares_dates(tree: Expression, name: str, own: str | None) -> bool:
    def fits(side: Expression, signs: tuple[str, ...], constant: Expression) -> bool:
        is_equal = isinstance(constant, Literal) and set(signs) <= {"=", "!="}
        return is_about(side, name, own=own) and (is_equal or _is_day(constant))

    return _decided(tree, name, own, fits)


def compares_texts(tree: Expression, name: str, own: str | None) -> bool:
    def fits(side: Expression, signs: tuple[str, ...], constant: Expression) -> bool:
        is_text = isinstance(constant, Literal)
        return is_about(side, name, own=own) and is_text and set(signs) <= {"=", "!="}

    return _decided(tree, name, own, fits)


def compares_lengths(tree: Expression, name: str, own: str | None) -> bool:
    def fits(side: Expression, _signs: tuple[str, ...], _constant: Expression) -> bool:
        match side:
            case Call("string-length", ()):
                return own == name
            case Call("string-length", (text,)):
                return is_about(text, name, own=own)
            case _:
                return False

    return _decided(tree, name, own, fits)


def _decided(tree: Expression, name: str, own: str | None, fits: _Compares) -> bool:
    if not mentions(tree, name, own=own):
        return not analysis.is_volatile(tree)
    match tree:
        case Operation(("and", *_) | ("or", *_), operands):
            return all(_decided(operand, name, own, fits) for operand in operands)
        case Call(called, arguments) if called in _TRUTH:
            return all(_decided(argument, name, own, fits) for argument in arguments)
        case Operation((sign,), (left, right)) if sign in COMPARISONS:
            return (is_constant(right) and fits(left, (sign,), right)) or (
                is_constant(left) and fits(right, (sign,), left)
            )
        case _:
            return False


def _is_number(side: Expression, name: str, own: str | None) -> bool:
    match side:
        case Call("number" | "int", (inner,)):
            return is_about(inner, name, own=own)
        case _:
            return is_about(side, name, own=own)


def _is_day(constant: Expression) -> bool:
    match constant:
        case Call("date", (inner,)):
            return _is_day(inner)
        case Literal(text):
            return not text or _ISO_DAY.fullmatch(text) is not None
        case _:
            return False
