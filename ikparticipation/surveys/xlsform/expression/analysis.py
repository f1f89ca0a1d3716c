"""What an expression depends on, without evaluating it: for the dependency graph, for publication.

Nothing here looks behind a name: what `${row}` stands for is known to the form engine.
"""

from ikparticipation.surveys.xlsform.expression.functions import FUNCTIONS
from ikparticipation.surveys.xlsform.expression.functions.choices import question_named
from ikparticipation.surveys.xlsform.expression.grammar.syntax import (
    Call,
    Expression,
    Filter,
    Literal,
    NameTest,
    Number,
    Path,
    Reference,
    Root,
    Variable,
    walk,
)
from ikparticipation.surveys.xlsform.expression.remarks import Remark, problems, warnings
from ikparticipation.surveys.xlsform.expression.standing import OF_NODE_ALONE, depends_on_node

__all__ = [
    "Remark",
    "functions",
    "instances",
    "is_constant",
    "is_volatile",
    "path_names",
    "paths",
    "problems",
    "references",
    "uses_context",
    "uses_position",
    "warnings",
    "whole_references",
]

_AROUND = frozenset(
    {"current", "id", "instance", "jr:choice-name", "jr:itext", "lang", "last", "once", "pulldata"}
    | {"version"}
)
"""Functions that look at more than their arguments."""


def references(expression: Expression) -> frozenset[str]:
    """Return the names of `${…}`, and those of questions whose choices `jr:choice-name` reads."""
    found = {part.name for part in walk(expression) if isinstance(part, Reference)}
    for call in functions(expression):
        if call.name == "jr:choice-name" and len(call.arguments) == 2:  # noqa: PLR2004
            found.add(question_named(call.arguments[1]) or "")
    return frozenset(found - {""})


def whole_references(expression: Expression) -> frozenset[str]:
    """Return the names that mean all rows, wherever the expression stands."""
    found: set[str] = set()
    for call in functions(expression):
        known = FUNCTIONS.get(call.name)
        for index in known.whole_form if known else ():
            if index < len(call.arguments):
                found |= references(call.arguments[index])
    return frozenset(found)


def paths(expression: Expression) -> tuple[Path, ...]:
    return tuple(part for part in walk(expression) if isinstance(part, Path))


def path_names(expression: Expression) -> frozenset[str]:
    """Return all names that steps of paths ask for; `*` is none."""
    return frozenset(
        step.test.name
        for path in paths(expression)
        for step in path.steps
        if isinstance(step.test, NameTest) and step.test.name != "*"
    )


def functions(expression: Expression) -> tuple[Call, ...]:
    return tuple(part for part in walk(expression) if isinstance(part, Call))


def instances(expression: Expression) -> frozenset[str]:
    """Return the choice lists and files that are named outright."""
    return frozenset(
        call.arguments[0].text
        for call in functions(expression)
        if call.name in {"instance", "pulldata"}
        and call.arguments
        and isinstance(call.arguments[0], Literal)
    )


def uses_position(expression: Expression) -> bool:
    """Return whether the number or the order of rows matters: `position(..)`, `last()`, `[2]`."""
    if any(call.name in {"position", "last", "indexed-repeat"} for call in functions(expression)):
        return True
    return any(isinstance(one, Number) for part in walk(expression) for one in _predicates(part))


def _predicates(part: Expression) -> tuple[Expression, ...]:
    match part:
        case Path(_, steps):
            return tuple(one for step in steps for one in step.predicates)
        case Filter(_, predicates):
            return predicates
        case _:
            return ()


def uses_context(expression: Expression) -> bool:
    """Return whether the node matters that the expression stands at, beside `${}`: `.`, `../a`."""
    return depends_on_node(expression)


def is_volatile(expression: Expression) -> bool:
    """Return whether it may change though no answer does: now(), today(), random(), uuid()."""
    return any(_is_volatile(call) for call in functions(expression))


def _is_volatile(call: Call) -> bool:
    known = FUNCTIONS.get(call.name)
    unseeded = call.name == "randomize" and len(call.arguments) == 1
    return unseeded or (known is not None and known.volatile)


def is_constant(expression: Expression) -> bool:
    """Return whether it is the same in every form, row and moment (in one language)."""
    return not any(_varies(part) for part in walk(expression))


def _varies(part: Expression) -> bool:
    match part:
        case Reference() | Variable() | Root() | Path():
            return True
        case Call(name, arguments):
            own = name in OF_NODE_ALONE and not arguments
            return own or name in _AROUND or name not in FUNCTIONS or _is_volatile(part)
        case _:
            return False
