"""`indexed-repeat`: an answer of a given row."""

from collections.abc import Sequence

from ikparticipation.surveys.xlsform.expression.compiled import Compiled, node_sets
from ikparticipation.surveys.xlsform.expression.context import Context
from ikparticipation.surveys.xlsform.expression.functions.registry import (
    Arguments,
    Function,
    table,
)
from ikparticipation.surveys.xlsform.expression.tree.nodes import Node

Level = tuple[Sequence[Node], float]
"""All rows of a repeat, and the number of the one meant."""


def _indexed_repeat(arguments: Arguments) -> Compiled:
    """Return what lies in the row that pairs of repeat and index lead to, the outermost first.

    The pairs may come in any order; each index counts the rows inside of the row chosen before.
    """
    target = arguments[0].nodes
    repeats = [one.nodes for one in arguments.compiled[1::2]]
    indexes = [one.number for one in arguments.compiled[2::2]]

    def nodes(context: Context) -> list[Node]:
        levels = [
            (repeat(context), index(context))
            for repeat, index in zip(repeats, indexes, strict=True)
        ]
        row = _row(levels)
        context.spend(sum(len(rows) for rows, _ in levels))
        if row is None:
            return []
        return [node for node in target(context) if _lies_in(node, row)]

    return node_sets(nodes)


def _row(levels: list[Level]) -> Node | None:
    chosen: Node | None = None
    for rows, index in sorted(levels, key=lambda level: _depth(level[0])):
        within = [row for row in rows if chosen is None or _lies_in(row, chosen)]
        if not 1 <= index <= len(within) or index != int(index):
            return None
        chosen = within[int(index) - 1]
    return chosen


def _depth(rows: Sequence[Node]) -> int:
    return sum(1 for _ in rows[0].ancestors()) if rows else 0


def _lies_in(node: Node, row: Node) -> bool:
    return any(one is row for one in node.ancestors())


FUNCTIONS = table(
    Function(
        "indexed-repeat",
        3,
        None,
        _indexed_repeat,
        pairs_after=1,
        whole_form=frozenset({0, 1, 3, 5}),
    ),
)
