"""What a formula looks at: names, and how far from its own row.

Read from the expression without evaluating it. The depth of a name is the number of repeats whose
row is shared with it: at 0 the formula sees all rows. Where a path cannot be followed, depth 0 is
assumed: that costs a few evaluations more and never one too few.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ikparticipation.surveys.xlsform.engine.places import Place, Places, shared
from ikparticipation.surveys.xlsform.expression.functions import FUNCTIONS
from ikparticipation.surveys.xlsform.expression.grammar.syntax import (
    Call,
    Expression,
    Filter,
    KindTest,
    NameTest,
    Path,
    Reference,
    Root,
    Step,
    children,
)

_COUNTED = frozenset({"count", "position", "indexed-repeat", "randomize"})
"""Functions to which rows are rows, whatever is answered in them."""
_OF_CONTEXT = frozenset({"current", "string", "number", "string-length", "normalize-space"})
"""Functions that without an argument are those of the node they stand at."""
_ASIDE = frozenset({"attribute", "namespace", "self", "parent"})


@dataclass
class Sources:
    names: dict[str, int] = field(default_factory=dict)
    """Question → depth; of a repeat or group: whether it is relevant and which rows it has."""
    everything: bool = False
    """A path ends with `*` or `node()`."""
    keeps: bool = False
    """It looks at its own last result: `once()`."""
    own: bool = False
    """It looks at the answer where it stands: `.`; that of a choice_filter is a choice."""


def sources_of(expression: Expression, asker: Place, places: Places) -> Sources:
    reader = _Reader(asker, places)
    reader.read(expression)
    return reader.found


class _Reader:
    def __init__(self, asker: Place, places: Places) -> None:
        self.asker = asker
        self.places = places
        self.found = Sources()
        self._within = 0
        """Predicates around what is read now: there `.` is a node of the path."""

    def read(
        self,
        expression: Expression,
        *,
        whole: bool = False,
        counted: bool = False,
        foreign: bool = False,
    ) -> None:
        """Note what an expression looks at.

        `counted`: only which nodes there are matters. `foreign`: it stands at a line of a table.
        """
        match expression:
            case Reference(name):
                self._name(name, 0 if whole else None, counted=counted)
            case Call():
                self._call(expression, whole=whole, foreign=foreign)
            case Path(start, steps):
                self._path(start, steps, counted=counted, foreign=foreign)
            case Filter(base, predicates):
                self.read(base, whole=whole, counted=counted, foreign=foreign)
                outside = _is_table(base)
                self._inside(predicates, foreign=foreign or outside)
            case _:
                for inner in children(expression):
                    self.read(inner, whole=whole, foreign=foreign)

    def _call(self, call: Call, *, whole: bool, foreign: bool) -> None:
        known = FUNCTIONS.get(call.name)
        self.found.keeps |= call.name == "once"
        if not call.arguments and call.name in _OF_CONTEXT:
            self.found.own |= call.name == "current" or not self._within
        for index, argument in enumerate(call.arguments):
            if call.name == "jr:choice-name" and index:
                continue  # only named, not read
            self.read(
                argument,
                whole=whole or (known is not None and index in known.whole_form),
                counted=call.name in _COUNTED,
                foreign=foreign,
            )

    def _inside(self, predicates: Iterable[Expression], *, foreign: bool) -> None:
        self._within += 1
        for predicate in predicates:
            self.read(predicate, whole=not foreign, foreign=foreign)
        self._within -= 1

    def _path(
        self, start: Expression | None, steps: tuple[Step, ...], *, counted: bool, foreign: bool
    ) -> None:
        if start is not None and _is_table(start):
            foreign = True
        elif start is not None and not _is_current(start) and not isinstance(start, Root):
            self.read(start, counted=bool(steps), foreign=foreign)
        elif _is_current(start):
            foreign = False
        for step in steps:
            self._inside(step.predicates, foreign=foreign)
        if not foreign:
            depth = 0
            if start is None or _is_current(start):
                at_own = _is_current(start) or not self._within
                self.found.own |= at_own and not counted and all(map(_stays, steps))
                steps, depth = self._climbed(steps, counted=counted)
            self._steps(steps, depth, counted=counted)

    def _climbed(self, steps: tuple[Step, ...], *, counted: bool) -> tuple[tuple[Step, ...], int]:
        """Return the steps after the leading `..`, and how many rows one is still in then."""
        place: Place = self.asker
        depth = len(place.chain)
        for index, step in enumerate(steps):
            if step.axis == "parent" and place.parent is not None:
                if place.is_repeat and place is not self.asker:
                    depth = len(place.chain)
                place = place.parent
            elif step.axis != "self":
                return steps[index:], depth if step.axis == "child" else 0
        if place is not self.asker and place.parent is not None:
            rows = len(place.chain) if place.is_repeat else depth
            self._name(place.name, rows, counted=counted)
        return (), depth

    def _steps(self, steps: tuple[Step, ...], depth: int, *, counted: bool) -> None:
        for index, step in enumerate(steps):
            is_last = index == len(steps) - 1
            match step.test:
                case NameTest(name) if name != "*":
                    self._name(name, depth, counted=counted or not is_last)
                case KindTest("node") if step.axis in _ASIDE:
                    pass
                case NameTest() | KindTest() if is_last and step.axis not in _ASIDE:
                    self.found.everything = True

    def _name(self, name: str, depth: int | None, *, counted: bool) -> None:
        place = self.places.by_name.get(name)
        if place is None:
            return
        common = shared(self.asker.chain, place.chain)
        self._add(name, common if depth is None else min(depth, common))
        if place.question is None and not counted:
            for inner in place.below():
                self._add(inner.name, common if depth is None else min(depth, common))

    def _add(self, name: str, depth: int) -> None:
        self.found.names[name] = min(depth, self.found.names.get(name, depth))


def _stays(step: Step) -> bool:
    """Whether a step leads no further than to the text of a question."""
    return step.axis == "self" or (step.axis != "parent" and isinstance(step.test, KindTest))


def _is_current(start: Expression | None) -> bool:
    return isinstance(start, Call) and start.name == "current"


def _is_table(start: Expression) -> bool:
    match start:
        case Call("instance"):
            return True
        case Path(inner, _) if inner is not None:
            return _is_table(inner)
        case Filter(base, _):
            return _is_table(base)
        case _:
            return False
