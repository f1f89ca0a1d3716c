"""Truth and choice: `if`, `coalesce`, `once`, `not`, `boolean`, checklists. All of it lazy."""

from collections.abc import Callable, Sequence
from math import inf

from ikparticipation.surveys.xlsform.expression.compiled import (
    Compiled,
    ValueKind,
    booleans,
    constant,
    numbers,
    of_any_kind,
    strings,
)
from ikparticipation.surveys.xlsform.expression.context import Context
from ikparticipation.surveys.xlsform.expression.functions.registry import (
    Arguments,
    Function,
    table,
)
from ikparticipation.surveys.xlsform.expression.values import Value, to_boolean, to_number


def _if(arguments: Arguments) -> Compiled:
    """Return the branch taken; of the type of both, if they have the same."""
    test, yes, no = arguments[0].boolean, arguments[1], arguments[2]
    kinds = {yes.kind, no.kind}
    if kinds == {ValueKind.TEXT}:
        first, second = yes.string, no.string
        return strings(lambda context: (first if test(context) else second)(context))
    if kinds == {ValueKind.BOOLEAN}:
        true, false = yes.boolean, no.boolean
        return booleans(lambda context: (true if test(context) else false)(context))
    if kinds == {ValueKind.NUMBER}:
        one, other = yes.number, no.number
        return numbers(lambda context: (one if test(context) else other)(context))
    then, otherwise = yes.value, no.value
    return of_any_kind(lambda context: (then if test(context) else otherwise)(context))


def _coalesce(arguments: Arguments) -> Compiled:
    texts = [argument.string for argument in arguments.compiled]

    def first(context: Context) -> str:
        for text in texts:
            found = text(context)
            if found:
                return found
        return ""

    return strings(first)


def _once(arguments: Arguments) -> Compiled:
    """Return what the node already holds, else the value."""
    calculate = arguments[0].string
    return strings(lambda context: context.node.string() or calculate(context))


def _not(arguments: Arguments) -> Compiled:
    test = arguments[0].boolean
    return booleans(lambda context: not test(context))


def _boolean(arguments: Arguments) -> Compiled:
    return booleans(arguments[0].boolean)


def _boolean_from_string(arguments: Arguments) -> Compiled:
    text = arguments[0].string
    return booleans(lambda context: text(context) in {"true", "1"})


def _checklist(arguments: Arguments) -> Compiled:
    """Return whether the count of what is true lies within bounds; each node counts by itself."""
    items = [argument.value for argument in arguments.compiled[2:]]

    def total(context: Context) -> float:
        return sum(truth for item in items for truth in _truths(item(context)))

    return _within(arguments, total)


def _weighted_checklist(arguments: Arguments) -> Compiled:
    values = [argument.value for argument in arguments.compiled[2:]]
    pairs = list(zip(values[::2], values[1::2], strict=True))

    def total(context: Context) -> float:
        return sum(
            weight
            for item, weights in pairs
            for truth, weight in zip(
                _truths(item(context)), _weights(weights(context), context), strict=False
            )
            if truth
        )

    return _within(arguments, total)


def _within(arguments: Arguments, total: Callable[[Context], float]) -> Compiled:
    """Return whether a total lies between two bounds, of which -1 is none."""
    least, most = arguments[0].number, arguments[1].number

    def holds(context: Context) -> bool:
        lower, upper = least(context), most(context)
        return (-inf if lower == -1 else lower) <= total(context) <= (inf if upper == -1 else upper)

    return booleans(holds)


def _truths(value: Value) -> Sequence[bool]:
    if isinstance(value, str | float | bool):
        return [to_boolean(value)]
    return [node.string() != "" for node in value]


def _weights(value: Value, context: Context) -> Sequence[float]:
    calendar = context.surroundings.calendar
    if isinstance(value, str | float | bool):
        return [to_number(value, calendar)]
    return [to_number(node.string(), calendar) for node in value]


def _depend(arguments: Arguments) -> Compiled:
    return arguments[0]


FUNCTIONS = table(
    Function("true", 0, 0, lambda _: constant(True)),
    Function("false", 0, 0, lambda _: constant(False)),
    Function("not", 1, 1, _not),
    Function("boolean", 1, 1, _boolean),
    Function("boolean-from-string", 1, 1, _boolean_from_string),
    Function("if", 3, 3, _if),
    Function("coalesce", 2, None, _coalesce),
    Function("once", 1, 1, _once),
    Function("checklist", 2, None, _checklist),
    Function("weighted-checklist", 4, None, _weighted_checklist, pairs_after=2),
    Function("depend", 1, None, _depend),
)
