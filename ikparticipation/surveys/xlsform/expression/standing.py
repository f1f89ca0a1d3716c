"""Whether an expression depends on the node it stands at, told from its words."""

from ikparticipation.surveys.xlsform.expression.grammar.syntax import (
    Call,
    Expression,
    Filter,
    Path,
    children,
    walk,
)

OF_NODE = frozenset({"jr:choice-name", "lang", "last", "once"})
"""Functions that look at the context node, or its place, whatever their arguments."""
OF_NODE_ALONE = frozenset(
    {"local-name", "name", "namespace-uri", "normalize-space", "number", "position", "string"}
    | {"string-length"}
)
"""Functions that look at the context node if they have no argument."""


def depends_on_node(expression: Expression, *, or_on_current: bool = True) -> bool:
    """Return whether `.`, relative paths, `position()` … stand in it, outside of predicates.

    What stands in a predicate is about the nodes filtered there; only `current()` looks out of
    it. `${}` is left to the caller.
    """
    match expression:
        case Path(None):
            return True
        case Path(start, steps) if start is not None:
            inside = [one for step in steps for one in step.predicates]
            return _looks_out(start, inside, or_on_current=or_on_current)
        case Filter(base, predicates):
            return _looks_out(base, list(predicates), or_on_current=or_on_current)
        case Call(name, arguments) if _is_about_node(name, arguments, or_on_current=or_on_current):
            return True
    return any(depends_on_node(one, or_on_current=or_on_current) for one in children(expression))


def _looks_out(base: Expression, predicates: list[Expression], *, or_on_current: bool) -> bool:
    has_current = any(_is_current(part) for one in predicates for part in walk(one))
    return (or_on_current and has_current) or depends_on_node(base, or_on_current=or_on_current)


def _is_current(expression: Expression) -> bool:
    return isinstance(expression, Call) and expression.name == "current"


def _is_about_node(name: str, arguments: tuple[Expression, ...], *, or_on_current: bool) -> bool:
    if name == "current":
        return or_on_current
    return name in OF_NODE or (name in OF_NODE_ALONE and not arguments)
