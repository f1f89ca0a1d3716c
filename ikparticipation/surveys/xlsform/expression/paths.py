"""Location paths: steps, tests and predicates as closures.

A node-set is a list in document order without doubles. Which steps keep the order by themselves
is known before evaluation (`_keeps_order`), so that hardly any path sorts.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from ikparticipation.surveys.xlsform.expression.compiled import Booleans, Compiled, Nodes, ValueKind
from ikparticipation.surveys.xlsform.expression.context import ALLOWANCE, Context
from ikparticipation.surveys.xlsform.expression.grammar.syntax import (
    REVERSE_AXES,
    KindTest,
    NameTest,
    Step,
)
from ikparticipation.surveys.xlsform.expression.tree.axes import AXES
from ikparticipation.surveys.xlsform.expression.tree.nodes import (
    PREFIXES,
    TEXTS,
    XFORMS,
    Kind,
    Node,
)
from ikparticipation.surveys.xlsform.expression.tree.order import in_document_order

Keep = Callable[[Context, Sequence[Node]], Sequence[Node]]
"""A predicate: which of the nodes stay."""
Reach = Callable[[Node], Iterable[Node]]
"""The nodes of a step from one node, the nearest first."""
Walk = Callable[[Context, Node], Sequence[Node]]
"""A step from one node, in document order."""

_FLAT = frozenset({"attribute", "child", "namespace", "self"})
"""Axes that keep the order, and on which no node lies below another, if none did before."""
_PRINCIPAL = {"attribute": Kind.ATTRIBUTE, "namespace": Kind.NAMESPACE}


def steps_from(
    start: Nodes, steps: Sequence[tuple[Step, Sequence[Keep]]], *, in_order: bool
) -> Nodes:
    """Return the nodes that steps lead to; `in_order`: those of `start` are, none below another."""
    ways: list[tuple[Walk, bool]] = []
    for step, keeps in steps:
        in_order = in_order and step.axis in _FLAT
        ways.append((_walk(step, keeps), in_order))

    def nodes(context: Context) -> Sequence[Node]:
        found = start(context)
        for walk, is_ordered in ways:
            if len(found) == 1:
                found = walk(context, found[0])
            else:
                found = [node for one in found for node in walk(context, one)]
                if not is_ordered:
                    found = in_document_order(found)
            if context.allowance is not None:
                context.spend(len(found) + 1)
        return found

    return nodes


def _walk(step: Step, keeps: Sequence[Keep]) -> Walk:
    reached = _reached(step)
    if not keeps:
        if step.axis in REVERSE_AXES:
            return lambda _, node: list(reached(node))[::-1]
        return lambda _, node: list(reached(node))
    return _with_predicates(reached, keeps, is_reverse=step.axis in REVERSE_AXES)


def _with_predicates(reached: Reach, keeps: Sequence[Keep], *, is_reverse: bool) -> Walk:
    def walk(context: Context, node: Node) -> Sequence[Node]:
        found: Sequence[Node] = list(reached(node))
        for keep in keeps:
            found = keep(context, found)
        return found[::-1] if is_reverse else found

    return walk


def _reached(step: Step) -> Reach:
    """Return the nodes of an axis that pass the test, the nearest first."""
    match step:
        case Step("child", NameTest(name, "")) if name != "*":
            return _children_named(name)
        case Step("self" | "parent", KindTest("node")):
            return AXES[step.axis]
    axis, principal = AXES[step.axis], _PRINCIPAL.get(step.axis, Kind.ELEMENT)
    if isinstance(step.test, NameTest) and step.test.prefix:
        return _prefixed(axis, step.test, principal)
    test = _test(step.test, principal)
    return lambda node: [one for one in axis(node) if test(one)]


def _children_named(name: str) -> Reach:
    """Return the step that nearly all paths consist of."""
    element = Kind.ELEMENT

    def children(node: Node) -> Iterable[Node]:
        return [
            child
            for child in node.children
            if child.name == name
            and child.relevant
            and child.kind is element
            and (not child.namespace or child.namespace == XFORMS)
        ]

    return children


def _test(test: NameTest | KindTest, principal: Kind) -> Callable[[Node], bool]:
    if isinstance(test, KindTest):
        return _kind_test(test)
    name = test.name
    if name == "*":
        return lambda node: node.kind is principal
    return lambda node: (
        node.kind is principal
        and node.name == name
        and (not node.namespace or node.namespace == XFORMS)
    )


def _prefixed(axis: Reach, test: NameTest, principal: Kind) -> Reach:
    """Return the step `p:name`: what the prefix means where the step begins, else everywhere.

    A prefix without a meaning finds the names that are written with it.
    """
    name, prefix = test.name, test.prefix

    def reached(node: Node) -> Iterable[Node]:
        meaning = node.meaning_of(prefix) or PREFIXES.get(prefix)
        return [
            one
            for one in axis(node)
            if one.kind is principal
            and name in {"*", one.name}
            and (one.prefix == prefix if meaning is None else one.namespace == meaning)
        ]

    return reached


def _kind_test(test: KindTest) -> Callable[[Node], bool]:
    match test:
        case KindTest("node"):
            return lambda _: True
        case KindTest("text"):
            return lambda node: node.kind in TEXTS
        case KindTest("comment"):
            return lambda node: node.kind is Kind.COMMENT
        case KindTest(_, ""):
            return lambda node: node.kind is Kind.INSTRUCTION
        case _:
            target = test.target
            return lambda node: node.kind is Kind.INSTRUCTION and node.name == target


def predicate(compiled: Compiled) -> Keep:
    """Return a filter: a number means the place among the nodes, all else whether it is true."""
    if isinstance(compiled.constant, float):
        return _at(compiled.constant)
    if compiled.kind is ValueKind.NUMBER:
        number = compiled.number
        return _where(lambda context: number(context) == context.position)
    if compiled.kind is ValueKind.ANY:
        value, boolean = compiled.value, compiled.boolean

        def holds(context: Context) -> bool:
            found = value(context)
            return found == context.position if isinstance(found, float) else boolean(context)

        return _where(holds)
    return _where(compiled.boolean)


def where_child_equals(name: str, other: Compiled) -> Keep:
    """Return `[name = other]` for what is the same for all nodes: how lists are looked up."""
    children = _children_named(name)

    def keep(context: Context, nodes: Sequence[Node]) -> Sequence[Node]:
        context.spend(len(nodes))
        if other.kind is ValueKind.NODES:
            wanted = {node.string() for node in other.nodes(context)}
        else:
            wanted = {other.string(context)}
        return [node for node in nodes if _has_any(children(node), wanted)]

    return keep


def _has_any(children: Iterable[Node], wanted: set[str]) -> bool:
    for child in children:
        value = child.value
        if (value if value is not None else child.string()) in wanted:
            return True
    return False


def _at(position: float) -> Keep:
    if position < 1 or position != int(position):
        return lambda _context, _nodes: ()
    index = int(position) - 1
    return lambda _, nodes: nodes[index : index + 1]


def _where(holds: Booleans) -> Keep:
    def keep(context: Context, nodes: Sequence[Node]) -> Sequence[Node]:
        inner = context.inside(len(nodes))
        context.spend(len(nodes))
        kept = []
        for position, node in enumerate(nodes, 1):
            inner.node, inner.position = node, position
            if holds(inner):
                kept.append(node)
        return kept

    return keep


def found_once(nodes: Nodes) -> Nodes:
    """Return the same set for all nodes that a predicate looks at, found for the first of them."""
    key = id(nodes)

    def kept(context: Context) -> Sequence[Node]:
        if context.kept is None:
            return nodes(context)
        found = context.kept.get(key)
        if found is None:
            found = context.kept[key] = nodes(context)
        return found

    return kept


Result = TypeVar("Result")


def bounded(ask: Callable[[Context], Result]) -> Callable[[Context], Result]:
    """Return what counts the nodes it looks at, and gives up beyond the allowance."""

    def within_allowance(context: Context) -> Result:
        if context.allowance is not None:
            return ask(context)
        context.allowance = [ALLOWANCE]
        try:
            return ask(context)
        finally:
            context.allowance = None

    return within_allowance
