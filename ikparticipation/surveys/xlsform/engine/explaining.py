"""Why something is there or is not, is required, computed, refused: for the authors' preview."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ikparticipation.surveys.xlsform.engine.counted import MARK
from ikparticipation.surveys.xlsform.engine.nodes import FormNode
from ikparticipation.surveys.xlsform.engine.places import Place
from ikparticipation.surveys.xlsform.engine.program import Unit
from ikparticipation.surveys.xlsform.expression import Compiled, ExpressionError
from ikparticipation.surveys.xlsform.values import Refused, expression_value

if TYPE_CHECKING:
    from ikparticipation.surveys.xlsform.engine.run import Run
    from ikparticipation.surveys.xlsform.engine.state import State

_NUMBERS = frozenset({"row_count"})
_TEXTS = frozenset({"calculation"})


@dataclass(frozen=True, kw_only=True)
class Aspect:
    """One formula: what it says, and what it looks at."""

    name: str
    """`relevant`, `calculation` …"""
    of: str
    """The element it belongs to: the one asked about, or a group around it."""
    source: str
    value: str
    """Now: "true", "false", a text or number, or the names of the choices that are left."""
    error: Refused | None
    """Why it cannot be evaluated; `value` is blank then."""
    inputs: tuple[tuple[str, tuple[str, ...]], ...]
    """Name → what the formula sees of it: a value for each relevant node, none if nothing is there;
    of a group or repeat, how many there are."""


@dataclass(frozen=True, kw_only=True)
class Explanation:
    name: str
    row: str | None
    value: str
    """The answer as formulas see it."""
    is_relevant: bool
    hidden_by: str | None
    """The nearest thing whose own formula hides it: itself, or what it stands in."""
    aspects: tuple[Aspect, ...]
    """Its own formulas, then the relevance of what it stands in, the nearest first."""


def explanation(state: "State", name: str, row: str | None) -> Explanation:
    place = state.program.places.by_name[name]
    if state.run is None:
        return _plain(state, place, row)
    around = [above for above in place.around() if "relevant" in above.formulas]
    node = state.node(name, row)
    return Explanation(
        name=name,
        row=row,
        value=(node.value or "") if node.place is place else _answer(state, place, row),
        is_relevant=state.is_relevant(name, row),
        hidden_by=_hidden_by(node),
        aspects=(
            *_aspects(state, place, row, place.formulas),
            *(each for above in around for each in _aspects(state, above, row, ("relevant",))),
        ),
    )


def _plain(state: "State", place: Place, row: str | None) -> Explanation:
    return Explanation(
        name=place.name,
        row=row,
        value=_answer(state, place, row),
        is_relevant=True,
        hidden_by=None,
        aspects=(),
    )


def _answer(state: "State", place: Place, row: str | None) -> str:
    value = state.value(place.name, row) if place.question is not None else None
    if value is None or place.question is None:
        return ""
    return expression_value(place.question, value)


def _hidden_by(node: FormNode) -> str | None:
    at: FormNode | None = node
    while at is not None:
        if not at.own:
            return at.place.name
        at = at.above
    return None


def _aspects(
    state: "State", place: Place, row: str | None, aspects: Iterable[str]
) -> Iterator[Aspect]:
    run = state.run
    if run is None:
        return
    for aspect in aspects:
        unit = state.program.unit.get((place.name, aspect))
        node = _node_of(state, place, row)
        value, error = _now(run, unit, state.program.defaults.get(place.name), node)
        yield Aspect(
            name=aspect,
            of=place.name,
            source=place.formulas[aspect].source,
            value=value,
            error=error,
            inputs=tuple(_inputs(state, place, aspect, node)),
        )


def _node_of(state: "State", place: Place, row: str | None) -> FormNode:
    """Return the node at which a formula stands; that of something around may be further out."""
    run = state.run
    if run is None:
        raise KeyError(place.name)
    record = run.root
    if row is not None:
        record = next(one for (_, each), one in run.rows_by_id.items() if each == row)
    record = record.at_depth(len(place.chain))
    return record.holders[place.name] if place.is_repeat else record.named[place.name]


def _now(
    run: "Run", unit: Unit | None, default: Compiled | None, node: FormNode
) -> tuple[str, Refused | None]:
    try:
        if unit is None:
            return (default.string(run.here(node)) if default else ""), None
        context = run.at(unit, node)
        if unit.offers is not None:
            return " ".join(unit.offers.all(context)), None
        if unit.aspect in _TEXTS | _NUMBERS:
            return unit.compiled.string(context), None
        return ("true" if unit.compiled.boolean(context) else "false"), None
    except ExpressionError as error:
        return "", Refused(error.message, error.facts)


def _inputs(
    state: "State", place: Place, aspect: str, node: FormNode
) -> Iterator[tuple[str, tuple[str, ...]]]:
    places = state.program.places.by_name
    found = state.program.graph.sources[place.name, aspect]
    for name in sorted(found.names, key=lambda each: places[each].order):
        finder = state.program.scope.reference(f"{MARK}{name}")
        if found.names[name] == 0:
            finder = state.program.scope.all_of(name)
        seen = finder(node)
        if places[name].question is None:
            yield name, (str(len(seen)),)
        else:
            yield name, tuple(one.string() for one in seen)
