"""Expressions compiled to closures, once at publication; evaluating them only calls.

How `${name}` becomes a path follows pyxform (`Survey._var_repl_function`): from inside of a
repeat, what stands in the same repeat is that of the same row; everything else is all of the
form. The first argument of `indexed-repeat` and its repeats mean all rows.

Inside of a predicate, `${name}` over the form is seen from the node being filtered, so
`${row}[${age} > 5]` compares each row's own age (pyxform's relative path would miss it). Inside of
a predicate over `instance(…)`, a choice filter, it is seen from the question that asks, as pyxform
does it with `current()`.
"""

from collections.abc import Callable, Sequence
from typing import Protocol

from ikparticipation.surveys.xlsform.expression.compiled import (
    Compiled,
    Nodes,
    ValueKind,
    constant,
    failing,
    node_sets,
)
from ikparticipation.surveys.xlsform.expression.context import Context
from ikparticipation.surveys.xlsform.expression.errors import ExpressionError
from ikparticipation.surveys.xlsform.expression.functions import FUNCTIONS, Arguments
from ikparticipation.surveys.xlsform.expression.grammar.syntax import (
    Call,
    Expression,
    Filter,
    Literal,
    NameTest,
    Negate,
    Number,
    Operation,
    Path,
    Reference,
    Root,
    Step,
    Variable,
    walk,
)
from ikparticipation.surveys.xlsform.expression.operations import negated, operation
from ikparticipation.surveys.xlsform.expression.paths import (
    Keep,
    bounded,
    found_once,
    predicate,
    steps_from,
    where_child_equals,
)
from ikparticipation.surveys.xlsform.expression.remarks import NO_VARIABLE, UNKNOWN
from ikparticipation.surveys.xlsform.expression.standing import depends_on_node
from ikparticipation.surveys.xlsform.expression.tree.nodes import Node
from ikparticipation.text import N_

Finder = Callable[[Node], Sequence[Node]]


class Scope(Protocol):
    """How names are found; given by the form engine. An unknown name raises `KeyError`.

    What is found is in document order and without what is not relevant.
    """

    def reference(self, name: str) -> Finder:
        """Return how to find `${name}` from a node: of the same row, or of the whole form."""

    def all_of(self, name: str) -> Finder:
        """Return how to find all nodes of a name, whichever row one stands in."""


def compile_expression(expression: Expression, scope: Scope) -> Compiled:
    """Return closures for an expression. What is wrong with it fails when evaluated, not here."""
    compiled = _Compiler(scope).compile(expression)
    return _bounded(compiled) if _may_take_long(expression) else compiled


def compile_predicate(
    expression: Expression, scope: Scope
) -> Callable[[Context, Sequence[Node]], Sequence[Node]]:
    """Return a filter for nodes of a secondary instance: the choices a `choice_filter` leaves.

    `.`, names, `position()` and `last()` are those of the choice, `${…}` is seen from
    `Context.current`.
    """
    return _Compiler(scope, from_current=True, in_predicate=True).keep(expression)


def _may_take_long(expression: Expression) -> bool:
    """Return whether an expression has predicates, or steps that search through more than rows."""
    return any(_searches(part) for part in walk(expression))


def _searches(part: Expression) -> bool:
    match part:
        case Path(_, steps):
            return any(step.predicates or step.axis not in _SHORT_AXES for step in steps)
        case Call(name):
            return name in {"id", "pulldata"}
        case _:
            return isinstance(part, Filter)


_TEXTS = frozenset({ValueKind.TEXT, ValueKind.NODES})
_SHORT_AXES = frozenset({"attribute", "child", "parent", "self"})


def _bounded(compiled: Compiled) -> Compiled:
    return Compiled(
        compiled.kind,
        bounded(compiled.value),
        string=bounded(compiled.string),
        number=bounded(compiled.number),
        boolean=bounded(compiled.boolean),
        nodes=bounded(compiled.nodes),
    )


class _Compiler:
    """`from_current`: `${}` is seen from the asking question, not from the node being filtered."""

    def __init__(
        self,
        scope: Scope,
        *,
        from_current: bool = False,
        of_whole_form: bool = False,
        in_predicate: bool = False,
    ) -> None:
        self.scope = scope
        self.from_current = from_current
        self.of_whole_form = of_whole_form
        self.in_predicate = in_predicate

    def compile(self, expression: Expression) -> Compiled:
        match expression:
            case Number(value):
                return constant(value)
            case Literal(text):
                return constant(text)
            case Reference() | Variable():
                return self.named(expression)
            case Negate() | Operation() | Call():
                return self.computed(expression)
            case _:
                return node_sets(self.nodes(expression))

    def computed(self, expression: Negate | Operation | Call) -> Compiled:
        match expression:
            case Negate(operand):
                return negated(self.compile(operand))
            case Operation(operators, operands):
                return operation(operators, [self.compile(operand) for operand in operands])
            case Call():
                return self.call(expression)

    def nodes(self, expression: Root | Path | Filter) -> Nodes:
        match expression:
            case Root():
                return _root
            case Path():
                found = self.path(expression)
            case Filter():
                found = self.filtered(expression)
        return found_once(found) if self.is_same_for_all(expression) else found

    def is_same_for_all(self, expression: Expression) -> bool:
        """Return whether a set is the same for all nodes that the predicate around it looks at."""
        return (
            self.in_predicate
            and not depends_on_node(expression, or_on_current=False)
            and not any(self.may_vary(part) for part in walk(expression))
        )

    def may_vary(self, part: Expression) -> bool:
        if isinstance(part, Call):
            return part.name not in FUNCTIONS or FUNCTIONS[part.name].volatile
        return isinstance(part, Reference) and not self.from_current

    def named(self, named: Reference | Variable) -> Compiled:
        name, position = named.name, named.position
        if isinstance(named, Variable):
            return failing(ExpressionError(NO_VARIABLE, position, name=name))
        find = self.scope.all_of if self.of_whole_form else self.scope.reference
        try:
            found = find(name)
        except KeyError:
            return failing(ExpressionError(UNKNOWN_NAME, position, name=name))
        if self.from_current:
            return node_sets(lambda context: found(context.current))
        return node_sets(lambda context: found(context.node))

    def call(self, call: Call) -> Compiled:
        known = FUNCTIONS.get(call.name)
        if known is None:
            return failing(ExpressionError(UNKNOWN, call.position, name=call.name))
        if not known.takes(len(call.arguments)):
            return failing(ExpressionError(WRONG_COUNT, call.position, name=call.name))
        whole = _Compiler(
            self.scope,
            from_current=self.from_current,
            of_whole_form=True,
            in_predicate=self.in_predicate,
        )
        compiled = [
            (whole if index in known.whole_form else self).compile(argument)
            for index, argument in enumerate(call.arguments)
        ]
        return known.build(Arguments(call, compiled))

    def path(self, path: Path) -> Nodes:
        start: Nodes = _context_node
        in_order = True
        if path.start is not None:
            start = self.compile(path.start).nodes
            in_order = isinstance(path.start, Root | Reference)
        inside = self.inside_of(path.start)
        steps = [
            (step, [inside.keep(expression) for expression in step.predicates])
            for step in path.steps
        ]
        return steps_from(start, steps, in_order=in_order)

    def filtered(self, expression: Filter) -> Nodes:
        base = self.compile(expression.base).nodes
        inside = self.inside_of(expression.base)
        keeps = [inside.keep(one) for one in expression.predicates]

        def nodes(context: Context) -> Sequence[Node]:
            found = base(context)
            for keep in keeps:
                found = keep(context, found)
            return found

        return nodes

    def keep(self, expression: Expression) -> Keep:
        match expression:
            case Operation(("=",), (Path(None, (Step("child", NameTest(name, ""), ()),)), other)):
                compiled = self.compile(other)
                if name != "*" and compiled.kind in _TEXTS and self.is_same_for_all(other):
                    return where_child_equals(name, compiled)
        return predicate(self.compile(expression))

    def inside_of(self, base: Expression | None) -> "_Compiler":
        """Return the compiler for predicates: over a secondary instance, names are the asker's."""
        foreign = base is not None and any(
            isinstance(one, Call) and one.name == "instance" for one in walk(base)
        )
        from_current = foreign or self.from_current
        return _Compiler(self.scope, from_current=from_current, in_predicate=True)


def _root(context: Context) -> Sequence[Node]:
    return (context.surroundings.root,)


def _context_node(context: Context) -> Sequence[Node]:
    return (context.node,)


UNKNOWN_NAME = N_("Eine Frage „%(name)s“ gibt es nicht.")
WRONG_COUNT = N_("Die Funktion „%(name)s()“ hat nicht die richtige Zahl von Angaben in Klammern.")
