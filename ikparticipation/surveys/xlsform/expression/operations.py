"""Operators as closures. `and` and `or` look at the next operand only if it can still decide."""

from ikparticipation.surveys.xlsform.expression.calculating import calculation
from ikparticipation.surveys.xlsform.expression.comparing import compare, comparison
from ikparticipation.surveys.xlsform.expression.compiled import (
    Booleans,
    Compiled,
    Nodes,
    Values,
    booleans,
    constant,
    node_sets,
    numbers,
)
from ikparticipation.surveys.xlsform.expression.context import Context
from ikparticipation.surveys.xlsform.expression.tree.order import in_document_order


def negated(operand: Compiled) -> Compiled:
    if isinstance(operand.constant, float):
        return constant(-operand.constant)
    number = operand.number
    return numbers(lambda context: -number(context))


def operation(operators: tuple[str, ...], operands: list[Compiled]) -> Compiled:
    match operators[0]:
        case "or":
            return booleans(_any([operand.boolean for operand in operands]))
        case "and":
            return booleans(_all([operand.boolean for operand in operands]))
        case "|":
            return node_sets(_union([operand.nodes for operand in operands]))
        case "+" | "-" | "*" | "div" | "mod":
            return numbers(calculation(operators, operands))
        case symbol if len(operators) == 1:
            return comparison(symbol, *operands)
        case _:
            return booleans(_comparisons(operators, [operand.value for operand in operands]))


def _any(tests: list[Booleans]) -> Booleans:
    if len(tests) == 2:  # noqa: PLR2004
        first, second = tests
        return lambda context: first(context) or second(context)

    def holds(context: Context) -> bool:
        for test in tests:  # noqa: SIM110 - a generator costs twice as much
            if test(context):
                return True
        return False

    return holds


def _all(tests: list[Booleans]) -> Booleans:
    if len(tests) == 2:  # noqa: PLR2004
        first, second = tests
        return lambda context: first(context) and second(context)

    def holds(context: Context) -> bool:
        for test in tests:  # noqa: SIM110
            if not test(context):
                return False
        return True

    return holds


def _comparisons(operators: tuple[str, ...], values: list[Values]) -> Booleans:
    """Return `a = b = c`: what the first comparison says is compared on."""
    first, *others = values
    pairs = list(zip(operators, others, strict=True))

    def holds(context: Context) -> bool:
        result = first(context)
        for symbol, value in pairs:
            result = compare(symbol, result, value(context), context.surroundings.calendar)
        return bool(result)

    return holds


def _union(sets: list[Nodes]) -> Nodes:
    return lambda context: in_document_order([node for nodes in sets for node in nodes(context)])
