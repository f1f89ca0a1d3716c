"""Reading syntax trees: the parts of an `and`, the constants written down, what is `.`."""

import math
from collections.abc import Iterator

from ikparticipation.surveys.xlsform.expression import Expression, analysis
from ikparticipation.surveys.xlsform.expression.grammar.syntax import (
    Call,
    KindTest,
    Literal,
    Negate,
    Number,
    Operation,
    Path,
    Reference,
    walk,
)

COMPARISONS = frozenset({"=", "!=", "<", "<=", ">", ">="})
LONGEST_LITERAL = 1_000


def conjuncts(tree: Expression) -> tuple[Expression, ...]:
    """Return what must all hold: the operands of the outermost `and`."""
    match tree:
        case Operation(operators, operands) if set(operators) == {"and"}:
            return tuple(part for operand in operands for part in conjuncts(operand))
        case _:
            return (tree,)


def is_own(tree: Expression) -> bool:
    """Return whether it is `.`, the answer itself."""
    match tree:
        case Path(None, (step,)):
            is_self = step.axis == "self" and isinstance(step.test, KindTest)
            return is_self and not step.predicates
        case _:
            return False


def is_about(tree: Expression, name: str, *, own: str | None) -> bool:
    """Return whether it is the answer to `name`: `${name}`, or `.` at the question itself."""
    if isinstance(tree, Reference):
        return tree.name == name
    return own == name and is_own(tree)


def mentions(tree: Expression, name: str, *, own: str | None) -> bool:
    if name in analysis.references(tree) or name in analysis.path_names(tree):
        return True
    return own == name and analysis.uses_context(tree)


def numbers(tree: Expression) -> Iterator[float]:
    """Return the numbers written in it, also those in quotes, each with its opposite."""
    for part in walk(tree):
        found = _number(part)
        if found is not None and math.isfinite(found):
            yield from dict.fromkeys((found, -found))


def literals(tree: Expression) -> Iterator[str]:
    for part in walk(tree):
        if isinstance(part, Literal) and len(part.text) <= LONGEST_LITERAL:
            yield part.text


def patterns(tree: Expression) -> Iterator[str]:
    """Return the patterns that texts are compared with."""
    for part in walk(tree):
        match part:
            case Call("regex", (_, Literal(pattern))):
                yield pattern


def is_constant(tree: Expression) -> bool:
    """Return whether it is a number, text or day written down."""
    match tree:
        case Number() | Literal():
            return True
        case Negate(operand):
            return is_constant(operand)
        case Call("date" | "number" | "string" | "int", (operand,)):
            return is_constant(operand)
        case _:
            return False


def _number(part: Expression) -> float | None:
    match part:
        case Number(value):
            return value
        case Literal(text) if len(text) <= 20:  # noqa: PLR2004 - longer ones are no numbers
            try:
                return float(text)
            except ValueError:
                return None
        case _:
            return None
