"""Names inside of `count()`, which counts only what is there.

Everywhere else a question of the same row that is not relevant is seen as blank, so that
`${x} = ''` holds and `${x} != 'no'` too, as in JavaRosa. An empty node-set, to which XPath compares
nothing, would make both false.
"""

from dataclasses import replace

from ikparticipation.surveys.xlsform.expression import Expression
from ikparticipation.surveys.xlsform.expression.grammar.syntax import (
    Call,
    Filter,
    Negate,
    Operation,
    Path,
    Reference,
)

MARK = "#"
"""Before the name of what is counted. No name has it."""


def marked(tree: Expression) -> Expression:  # noqa: PLR0911 - one for each kind
    """Return the expression with MARK before each name that is counted directly."""
    match tree:
        case Call("count", (argument,)):
            return replace(tree, arguments=(_counted(argument),))
        case Call(_, arguments):
            return replace(tree, arguments=tuple(map(marked, arguments)))
        case Operation(_, operands):
            return replace(tree, operands=tuple(map(marked, operands)))
        case Negate(operand):
            return replace(tree, operand=marked(operand))
        case Filter(base, predicates):
            return replace(tree, base=marked(base), predicates=tuple(map(marked, predicates)))
        case Path(start, steps):
            begin = None if start is None else marked(start)
            inside = (replace(s, predicates=tuple(map(marked, s.predicates))) for s in steps)
            return replace(tree, start=begin, steps=tuple(inside))
        case _:
            return tree


def _counted(tree: Expression) -> Expression:
    """Return what `count()` is given: a name, several together, or those where something holds."""
    match tree:
        case Reference(name, at):
            return Reference(f"{MARK}{name}", at)
        case Operation(("|", *_), operands):
            return replace(tree, operands=tuple(map(_counted, operands)))
        case Filter(base, predicates):
            return replace(tree, base=_counted(base), predicates=tuple(map(marked, predicates)))
        case _:
            return marked(tree)
