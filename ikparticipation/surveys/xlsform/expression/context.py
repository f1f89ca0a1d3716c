"""Where an expression is evaluated, and what it can see from there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from ikparticipation.surveys.xlsform.expression.days import BERLIN, Calendar
from ikparticipation.surveys.xlsform.expression.errors import ExpressionError
from ikparticipation.surveys.xlsform.expression.tree.nodes import Node
from ikparticipation.surveys.xlsform.expression.values import Value
from ikparticipation.text import N_

ALLOWANCE = 1_000_000
"""Nodes that one evaluation may look at, where its time is not plainly linear."""


def _no_text(_id: str, _language: str) -> Value:
    return ""


def _no_choice(_value: str, _question: str, _node: Node) -> str:
    return ""


@dataclass(frozen=True, slots=True, eq=False)
class Surroundings:
    """What stays the same during one run of evaluations.

    `root` is where `/` begins; `now` is aware; `random` is seeded by the caller, so that results
    repeat; `instances` has what `instance('…')` and `pulldata` read; `choice_name` gets a value,
    the name of a question (or a path to it) and the node that asks.
    """

    root: Node
    now: datetime
    language: str = ""
    instances: Mapping[str, Node] = field(default_factory=dict)
    random: Random = field(default_factory=lambda: Random(0))  # noqa: S311 - not a secret
    itext: Callable[[str, str], Value] = _no_text
    choice_name: Callable[[str, str, Node], str] = _no_choice
    version: str = ""
    calendar: Calendar = BERLIN
    indexes: dict[tuple[str, str], Mapping[str, Node]] = field(init=False, default_factory=dict)
    """What `pulldata` has looked through, by file and column."""


class Context:
    """The node an expression is about, its place among others, and the surroundings.

    `current` is the node the whole expression stands at, also inside of predicates. A context may
    be kept: set `node` and `current` and evaluate again. `kept`: the node-sets that are the same
    for all nodes a predicate looks at.
    """

    __slots__ = ("allowance", "current", "kept", "node", "position", "size", "surroundings")

    def __init__(
        self,
        node: Node,
        surroundings: Surroundings,
        position: int = 1,
        size: int = 1,
        current: Node | None = None,
    ) -> None:
        self.node = node
        self.surroundings = surroundings
        self.position = position
        self.size = size
        self.current = node if current is None else current
        self.allowance: list[int] | None = None
        self.kept: dict[int, Sequence[Node]] | None = None

    def inside(self, size: int) -> "Context":
        """Return a context for the nodes that a predicate looks at, one after the other."""
        inner = Context(self.node, self.surroundings, 1, size, self.current)
        inner.allowance = [ALLOWANCE] if self.allowance is None else self.allowance
        inner.kept = {}
        return inner

    def spend(self, visits: int) -> None:
        """Count nodes looked at inside of predicates: nesting them must not take for ever."""
        if self.allowance is not None:
            self.allowance[0] -= visits
            if self.allowance[0] < 0:
                raise ExpressionError(TOO_MUCH)


TOO_MUCH = N_(
    "Die Formel sieht zu viele Angaben durch. Bitte vereinfachen Sie die Bedingungen in eckigen "
    "Klammern."
)
