"""The syntax tree of an expression. Frozen; two are equal if they say the same, wherever it stood.

Operators of one precedence stand in one `Operation` (`a + b - c`), so that the depth of a tree is
the nesting a person sees and no long chain of terms can overflow the stack.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

PRECEDENCE = {
    "or": 1,
    "and": 2,
    "=": 3,
    "!=": 3,
    "<": 4,
    "<=": 4,
    ">": 4,
    ">=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "div": 6,
    "mod": 6,
    "|": 8,
}
NEGATION = 7
"""The minus sign binds closer than all but the union."""

_ALL_AXES = (
    "ancestor ancestor-or-self attribute child descendant descendant-or-self following "
    "following-sibling namespace parent preceding preceding-sibling self"
)
AXES = frozenset(_ALL_AXES.split())
REVERSE_AXES = frozenset({"ancestor", "ancestor-or-self", "preceding", "preceding-sibling"})
"""Axes on which position 1 is the nearest node."""
NODE_KINDS = frozenset({"node", "text", "comment", "processing-instruction"})


@dataclass(frozen=True, slots=True)
class Number:
    value: float
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Literal:
    text: str
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Reference:
    """`${name}` of XLSForm."""

    name: str
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Variable:
    """`$name` of XPath; nothing gives it a value here."""

    name: str
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Root:
    """The `/` at the beginning of an absolute path."""

    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Negate:
    operand: "Expression"
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Operation:
    """One more operand than operators, all of one precedence, carried out from the left."""

    operators: tuple[str, ...]
    operands: tuple["Expression", ...]
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    arguments: tuple["Expression", ...] = ()
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class NameTest:
    """`name` may be `*`; without a prefix, names of no namespace and of XForms are meant."""

    name: str
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class KindTest:
    """`node()`, `text()`, `comment()`, `processing-instruction('target')`."""

    kind: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    axis: str
    test: NameTest | KindTest
    predicates: tuple["Expression", ...] = ()
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Path:
    """Steps from the root, from the context node (`start` is None), or from a node-set."""

    start: "Expression | None"
    steps: tuple[Step, ...]
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Filter:
    base: "Expression"
    predicates: tuple["Expression", ...]
    position: int = field(default=0, compare=False)


Expression = (
    Number | Literal | Reference | Variable | Root | Negate | Operation | Call | Path | Filter
)


def children(expression: Expression) -> tuple[Expression, ...]:
    match expression:
        case Negate(operand):
            return (operand,)
        case Operation(_, operands):
            return operands
        case Call(_, arguments):
            return arguments
        case Path(start, steps):
            inside = tuple(predicate for step in steps for predicate in step.predicates)
            return inside if start is None else (start, *inside)
        case Filter(base, predicates):
            return (base, *predicates)
        case _:
            return ()


def walk(expression: Expression) -> Iterator[Expression]:
    """Return an expression and all in it, each before what it holds, in the order written."""
    waiting = [expression]
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(reversed(children(current)))
