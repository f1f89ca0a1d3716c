"""What an expression is compiled to: one closure for each type it may be asked for.

`kind` is the type known before evaluation; closures are chosen by it, so that no type is looked
up while a form is being filled in. Only `if`, `jr:itext` and their like are `ANY`.
"""

from collections.abc import Callable, Sequence
from enum import Enum, auto
from typing import NoReturn

from ikparticipation.surveys.xlsform.expression.context import Context
from ikparticipation.surveys.xlsform.expression.errors import ExpressionError
from ikparticipation.surveys.xlsform.expression.tree.nodes import Node
from ikparticipation.surveys.xlsform.expression.values import (
    Value,
    number_of_text,
    text_of_boolean,
    text_of_number,
    to_boolean,
    to_number,
    to_text,
)
from ikparticipation.text import N_


class ValueKind(Enum):
    TEXT = auto()
    NUMBER = auto()
    BOOLEAN = auto()
    NODES = auto()
    ANY = auto()


Strings = Callable[[Context], str]
Numbers = Callable[[Context], float]
Booleans = Callable[[Context], bool]
Nodes = Callable[[Context], Sequence[Node]]
Values = Callable[[Context], Value]


class Compiled:
    """An expression ready to be evaluated; each attribute but the first and last is a closure.

    `constant` is the value if it is the same everywhere, else None. Evaluation raises nothing but
    `ExpressionError`.
    """

    __slots__ = ("boolean", "constant", "kind", "nodes", "number", "string", "value")

    def __init__(
        self,
        kind: ValueKind,
        value: Values,
        *,
        string: Strings,
        number: Numbers,
        boolean: Booleans,
        nodes: Nodes | None = None,
    ) -> None:
        self.kind = kind
        self.value = value
        self.string = string
        self.number = number
        self.boolean = boolean
        self.nodes = nodes or _no_nodes
        self.constant: str | float | bool | None = None


def _no_nodes(_context: Context) -> NoReturn:
    raise ExpressionError(NOT_NODES)


def strings(text: Strings) -> Compiled:
    def number(context: Context) -> float:
        return number_of_text(text(context), context.surroundings.calendar)

    def boolean(context: Context) -> bool:
        return text(context) != ""

    return Compiled(ValueKind.TEXT, text, string=text, number=number, boolean=boolean)


def numbers(number: Numbers) -> Compiled:
    def string(context: Context) -> str:
        return text_of_number(number(context))

    def boolean(context: Context) -> bool:
        value = number(context)
        return value == value and value != 0  # noqa: PLR0124 - NaN

    return Compiled(ValueKind.NUMBER, number, string=string, number=number, boolean=boolean)


def booleans(boolean: Booleans) -> Compiled:
    def string(context: Context) -> str:
        return text_of_boolean(boolean(context))

    def number(context: Context) -> float:
        return 1.0 if boolean(context) else 0.0

    return Compiled(ValueKind.BOOLEAN, boolean, string=string, number=number, boolean=boolean)


def node_sets(nodes: Nodes) -> Compiled:
    def string(context: Context) -> str:
        found = nodes(context)
        if not found:
            return ""
        value = found[0].value
        return value if value is not None else found[0].string()

    def number(context: Context) -> float:
        return number_of_text(string(context), context.surroundings.calendar)

    def boolean(context: Context) -> bool:
        return bool(nodes(context))

    return Compiled(
        ValueKind.NODES, nodes, string=string, number=number, boolean=boolean, nodes=nodes
    )


def of_any_kind(value: Values) -> Compiled:
    def string(context: Context) -> str:
        return to_text(value(context))

    def number(context: Context) -> float:
        return to_number(value(context), context.surroundings.calendar)

    def boolean(context: Context) -> bool:
        return to_boolean(value(context))

    def nodes(context: Context) -> Sequence[Node]:
        found = value(context)
        return _no_nodes(context) if isinstance(found, str | float | bool) else found

    return Compiled(
        ValueKind.ANY, value, string=string, number=number, boolean=boolean, nodes=nodes
    )


def constant(value: str | float | bool) -> Compiled:  # noqa: FBT001
    text, truth = to_text(value), to_boolean(value)
    if isinstance(value, str):
        compiled = strings(lambda _: text)  # a number only with the calendar: it may be a date
    elif isinstance(value, bool):
        compiled, one = booleans(lambda _: truth), float(value)
        compiled.number = lambda _: one
    else:
        compiled = numbers(lambda _: value)
    compiled.string = lambda _: text
    compiled.boolean = lambda _: truth
    compiled.constant = value
    return compiled


def failing(error: ExpressionError) -> Compiled:
    """Return what fails only if it is asked: the other side of an `or` may have decided."""

    def fail(_context: Context) -> NoReturn:
        raise ExpressionError(error.message, error.position, **error.facts)

    return Compiled(ValueKind.ANY, fail, string=fail, number=fail, boolean=fail, nodes=fail)


NOT_NODES = N_(
    "Hier wird ein Verweis auf Fragen erwartet, zum Beispiel ${name}, kein Text und keine Zahl."
)
