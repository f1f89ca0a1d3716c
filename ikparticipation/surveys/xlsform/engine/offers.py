"""Which choices a `choice_filter` leaves."""

from collections.abc import Iterable, Sequence
from functools import cached_property

from ikparticipation.surveys.xlsform.engine.scope import FormScope
from ikparticipation.surveys.xlsform.expression import (
    Context,
    Expression,
    Node,
    compile_predicate,
    from_rows,
)
from ikparticipation.surveys.xlsform.expression.grammar.syntax import Call, Operation, walk
from ikparticipation.surveys.xlsform.questionnaire import Question
from ikparticipation.text import SOURCE_LANGUAGE, pick

_COUNTING = frozenset({"position", "last"})
_TRUTHS = frozenset(
    {"selected", "not", "boolean", "contains", "starts-with", "ends-with", "regex", "true", "false"}
)
_COMPARISONS = frozenset({"=", "!=", "<", "<=", ">", ">=", "and", "or"})


class Offers:
    """The choices of one question as lines of a table, and the filter over them.

    `each_alone`: whether a line stays does not hang on the others, so that for an answer only its
    own lines are looked at.
    """

    def __init__(self, question: Question, tree: Expression, scope: FormScope) -> None:
        self.question = question
        self.keep = compile_predicate(tree, scope)
        self.each_alone = _is_truth(tree) and not any(
            isinstance(each, Call) and each.name in _COUNTING for each in walk(tree)
        )

    @cached_property
    def lines(self) -> dict[str, Node]:
        table = from_rows(
            {"name": c.name, "label": pick(c.labels, SOURCE_LANGUAGE), **c.columns}
            for c in self.question.choices
        )
        lines = table.children[0].children
        names = (choice.name for choice in self.question.choices)
        return dict(zip(names, lines, strict=True))

    @cached_property
    def name_of(self) -> dict[Node, str]:
        return {line: name for name, line in self.lines.items()}

    def among(self, names: Iterable[str], context: Context) -> tuple[str, ...]:
        """Return those of the names that are offered; ExpressionError if that cannot be told."""
        if not self.each_alone:
            offered = self._kept(tuple(self.lines.values()), context)
            return tuple(name for name in names if name in offered)
        known = [self.lines[name] for name in names if name in self.lines]
        return self._kept(known, context)

    def all(self, context: Context) -> tuple[str, ...]:
        return self._kept(tuple(self.lines.values()), context)

    def _kept(self, lines: Sequence[Node], context: Context) -> tuple[str, ...]:
        return tuple(self.name_of[line] for line in self.keep(context, lines))


def _is_truth(tree: Expression) -> bool:
    match tree:
        case Operation(operators, _):
            return operators[0] in _COMPARISONS
        case Call(name):
            return name in _TRUTHS
        case _:
            return False
