"""`=`, `!=`, `<`, `<=`, `>`, `>=` as XPath 1.0 defines them.

With a node-set on a side, one node for which it holds is enough; so `a != b` is not the opposite
of `a = b`, and nothing compares with an empty set. Two texts are compared as texts by `=` and
`!=`; everything else as numbers, where ISO dates are numbers too. Sets are compared in linear
time. In one thing ODK's engines differ from XPath 1.0, and so do we: a truth value is compared by
`<` and its like with the number of each node, not with whether there is one.
"""

import operator
from collections.abc import Callable, Sequence

from ikparticipation.surveys.xlsform.expression.compiled import (
    Booleans,
    Compiled,
    Nodes,
    ValueKind,
    booleans,
)
from ikparticipation.surveys.xlsform.expression.context import Context
from ikparticipation.surveys.xlsform.expression.days import Calendar
from ikparticipation.surveys.xlsform.expression.tree.nodes import Node
from ikparticipation.surveys.xlsform.expression.values import (
    Value,
    number_of_text,
    to_boolean,
    to_number,
)

Test = Callable[[float, float], bool]
Simple = str | float | bool
TESTS: dict[str, Test] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_SWAPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_EQUALITIES = frozenset({"=", "!="})
_SIMPLE = frozenset({ValueKind.TEXT, ValueKind.NUMBER, ValueKind.BOOLEAN})


def comparison(symbol: str, left: Compiled, right: Compiled) -> Compiled:
    """Return the comparison of two expressions, quicker where their types are known."""
    kinds = {left.kind, right.kind}
    if kinds <= _SIMPLE:
        return booleans(_of_simple(symbol, left, right))
    if ValueKind.ANY in kinds or (ValueKind.BOOLEAN in kinds and symbol in _EQUALITIES):
        return booleans(_of_any(symbol, left, right))
    if left.kind is not ValueKind.NODES:
        return comparison(_SWAPPED.get(symbol, symbol), right, left)
    if right.kind is ValueKind.NODES:
        return booleans(_of_any(symbol, left, right))
    if right.kind is ValueKind.TEXT and symbol in _EQUALITIES:
        return booleans(_with_text(symbol, left.nodes, right))
    return booleans(_with_number(TESTS[symbol], left.nodes, right))


def _of_simple(symbol: str, left: Compiled, right: Compiled) -> Booleans:
    test, kinds = TESTS[symbol], {left.kind, right.kind}
    first: Callable[[Context], Value] = left.number
    second: Callable[[Context], Value] = right.number
    if symbol in _EQUALITIES and ValueKind.BOOLEAN in kinds:
        first, second = left.boolean, right.boolean
    elif symbol in _EQUALITIES and kinds == {ValueKind.TEXT}:
        first, second = left.string, right.string
    return lambda context: test(first(context), second(context))  # type: ignore[arg-type]


def _with_text(symbol: str, nodes: Nodes, right: Compiled) -> Booleans:
    if right.constant is not None:
        return _with_constant(symbol, nodes, str(right.constant))
    string = right.string
    if symbol == "=":
        return lambda context: _has_text(nodes(context), string(context))
    return lambda context: _has_other_text(nodes(context), string(context))


def _with_constant(symbol: str, nodes: Nodes, text: str) -> Booleans:
    if symbol == "=":
        return lambda context: _has_text(nodes(context), text)
    return lambda context: _has_other_text(nodes(context), text)


def _has_text(nodes: Sequence[Node], text: str) -> bool:
    for node in nodes:
        value = node.value
        if (value if value is not None else node.string()) == text:
            return True
    return False


def _has_other_text(nodes: Sequence[Node], text: str) -> bool:
    for node in nodes:
        value = node.value
        if (value if value is not None else node.string()) != text:
            return True
    return False


def _with_number(test: Test, nodes: Nodes, right: Compiled) -> Booleans:
    number = right.number

    def holds(context: Context) -> bool:
        found = nodes(context)
        if not found:
            return False
        calendar, other = context.surroundings.calendar, number(context)
        for node in found:
            value = node.value
            text = value if value is not None else node.string()
            if test(number_of_text(text, calendar), other):
                return True
        return False

    return holds


def _of_any(symbol: str, left: Compiled, right: Compiled) -> Booleans:
    first, second = left.value, right.value
    return lambda context: compare(
        symbol, first(context), second(context), context.surroundings.calendar
    )


def compare(symbol: str, left: Value, right: Value, calendar: Calendar) -> bool:
    """Compare two values whose types are seen only now."""
    simple = (str, float, bool)
    if isinstance(left, simple) and isinstance(right, simple):
        return _compare_simple(symbol, left, right, calendar)
    if symbol in _EQUALITIES and (isinstance(left, bool) or isinstance(right, bool)):
        return (to_boolean(left) is to_boolean(right)) is (symbol == "=")
    if isinstance(left, simple):
        return compare(_SWAPPED.get(symbol, symbol), right, left, calendar)
    if not isinstance(right, simple):
        return _compare_sets(symbol, left, right, calendar)
    return any(_compare_simple(symbol, node.string(), right, calendar) for node in left)


def _compare_simple(symbol: str, left: Simple, right: Simple, calendar: Calendar) -> bool:
    test = TESTS[symbol]
    if symbol in _EQUALITIES:
        if isinstance(left, bool) or isinstance(right, bool):
            return test(to_boolean(left), to_boolean(right))
        if isinstance(left, str) and isinstance(right, str):
            return (left == right) is (symbol == "=")
    return test(to_number(left, calendar), to_number(right, calendar))


def _compare_sets(
    symbol: str, left: Sequence[Node], right: Sequence[Node], calendar: Calendar
) -> bool:
    """Return whether a pair exists for which it holds, without looking at all pairs."""
    if not left or not right:
        return False
    if symbol in _EQUALITIES:
        ours, theirs = {node.string() for node in left}, {node.string() for node in right}
        return bool(ours & theirs) if symbol == "=" else len(ours | theirs) > 1
    numbers, others = _numbers(left, calendar), _numbers(right, calendar)
    if not numbers or not others:
        return False
    smaller = symbol in {"<", "<="}
    return TESTS[symbol](
        min(numbers) if smaller else max(numbers), max(others) if smaller else min(others)
    )


def _numbers(nodes: Sequence[Node], calendar: Calendar) -> list[float]:
    found = (number_of_text(node.string(), calendar) for node in nodes)
    return [number for number in found if number == number]  # noqa: PLR0124 - NaN
