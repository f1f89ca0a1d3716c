"""A questionnaire, ready to be evaluated: made once and kept with it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ikparticipation.surveys.xlsform.engine.counted import marked
from ikparticipation.surveys.xlsform.engine.graph import (
    STATE,
    CycleError,
    Graph,
    graph_of,
    order_of,
)
from ikparticipation.surveys.xlsform.engine.offers import Offers
from ikparticipation.surveys.xlsform.engine.places import Place, Places
from ikparticipation.surveys.xlsform.engine.quotes import quoted_names
from ikparticipation.surveys.xlsform.engine.scope import FormScope
from ikparticipation.surveys.xlsform.expression import (
    Compiled,
    Node,
    compile_expression,
    from_rows,
)
from ikparticipation.surveys.xlsform.expression.grammar.syntax import Call, Expression, walk
from ikparticipation.surveys.xlsform.questionnaire import Question, Questionnaire
from ikparticipation.surveys.xlsform.values import Refused, Value, parse

LATER = ("required_when", "readonly", "constraint")
"""Formulas that are evaluated only when somebody asks."""
_RANDOM = frozenset({"random", "uuid", "randomize"})
_KEPT_WITH = "_engine_program"


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """One formula of one element, ready to be evaluated at any of its nodes."""

    index: int
    place: Place
    aspect: str
    compiled: Compiled
    offers: Offers | None
    """Of a choice_filter."""
    keeps: bool
    """Its first result stays."""
    is_random: bool

    @property
    def is_state(self) -> bool:
        return self.aspect in STATE


@dataclass(frozen=True)
class Dependency:
    name: str
    aspect: str
    on: tuple[str, ...]
    """Names in the order of the form; of a group or repeat, all in it that matters is named."""


class Program:
    """`edges`: name → what is evaluated anew when it changes, and in how many common rows.

    Formulas of STATE come first among the units, each after all it needs.
    """

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.places = Places(questionnaire)
        self.scope = FormScope(self.places)
        self.graph: Graph = graph_of(self.places)
        self.quoted = quoted_names(self.places)
        self.is_plain = not self.graph.sources and not self.quoted
        later = [key for key in self.graph.sources if key[1] in LATER]
        self.order = (*order_of(self.graph), *later)

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        return tuple(self._unit(index, *key) for index, key in enumerate(self.order))

    @cached_property
    def unit(self) -> Mapping[tuple[str, str], Unit]:
        return {(unit.place.name, unit.aspect): unit for unit in self.units}

    @cached_property
    def state_units(self) -> tuple[Unit, ...]:
        return tuple(unit for unit in self.units if unit.is_state)

    def _unit(self, index: int, name: str, aspect: str) -> Unit:
        place = self.places.by_name[name]
        tree = marked(place.formulas[aspect].tree)
        question = place.question
        filters = aspect == "choice_filter" and question is not None
        return Unit(
            index=index,
            place=place,
            aspect=aspect,
            compiled=compile_expression(tree, self.scope),
            offers=Offers(question, tree, self.scope) if filters and question else None,
            keeps=aspect == "calculation" and self.graph.sources[name, aspect].keeps,
            is_random=_is_random(tree),
        )

    @cached_property
    def edges(self) -> Mapping[str, tuple[tuple[int, int], ...]]:
        edges: dict[str, list[tuple[int, int]]] = {}
        for unit in self.units:
            for name, depth in self._looked_at(unit):
                edges.setdefault(name, []).append((unit.index, depth))
        return {name: tuple(found) for name, found in edges.items()}

    def _looked_at(self, unit: Unit) -> Iterator[tuple[str, int]]:
        found = self.graph.sources[unit.place.name, unit.aspect]
        names = dict(found.names)
        if unit.aspect == "constraint" or (found.own and unit.aspect in LATER):
            names[unit.place.name] = min(
                len(unit.place.chain), names.get(unit.place.name, len(unit.place.chain))
            )
        if found.everything:
            names |= {place.name: 0 for place in self.places if self._comes_before(place, unit)}
        yield from names.items()

    def _comes_before(self, place: Place, unit: Unit) -> bool:
        keys = [(place.name, aspect) for aspect in STATE if aspect in place.formulas]
        return place is not unit.place and all(
            not unit.is_state or key in self.graph.before[unit.place.name, unit.aspect]
            for key in keys
        )

    @cached_property
    def inside(self) -> Mapping[str, tuple[int, ...]]:
        """Repeat → the units of all that stands in its rows."""
        return {
            place.name: tuple(u.index for u in self.units if place.name in u.place.chain)
            for place in self.places
            if place.is_repeat
        }

    @cached_property
    def kept(self) -> Mapping[Place, tuple[Place, ...]]:
        """Place → what in it has nodes: repeats, and what formulas touch or stand at."""
        wanted = self._wanted()
        around = {above for place in wanted for above in place.around()}
        every = wanted | around
        return {
            place: tuple(child for child in place.children if child in every)
            for place in (self.places.root, *self.places)
            if place is self.places.root or place in every
        }

    def _wanted(self) -> set[Place]:
        if any(found.everything for found in self.graph.sources.values()):
            return set(self.places)
        names = set(self.quoted)
        for (name, _), found in self.graph.sources.items():
            names |= {name, *found.names}
        return {p for p in self.places if p.is_repeat or p.name in names}

    @cached_property
    def governors(self) -> Mapping[str, Place | None]:
        """Name → the place whose node says whether it is relevant; None: that of its record."""
        return {place.name: self._governor(place) for place in self.places}

    def _governor(self, place: Place) -> Place | None:
        at: Place | None = place
        while at is not None and at.parent is not None:
            if at in self.kept:
                return at
            at = at.parent
            if at is not None and at.is_repeat:
                return None
        return None

    @cached_property
    def answered(self) -> Mapping[Place, tuple[Place, ...]]:
        """Record → the questions in it that have nodes and are not computed."""
        found: dict[Place, list[Place]] = {}
        for place in self.kept:
            if place.question is not None and "calculation" not in place.formulas:
                found.setdefault(self.record_place(place), []).append(place)
        return {record: tuple(questions) for record, questions in found.items()}

    @cached_property
    def repeats(self) -> Mapping[Place, tuple[Place, ...]]:
        """Record → the repeats that stand in it."""
        found: dict[Place, list[Place]] = {}
        for place in self.places:
            if place.is_repeat:
                found.setdefault(self.record_place(place), []).append(place)
        return {record: tuple(repeats) for record, repeats in found.items()}

    def record_place(self, place: Place) -> Place:
        return self.places.by_name[place.chain[-1]] if place.chain else self.places.root

    @cached_property
    def instances(self) -> Mapping[str, Node]:
        """What `instance('…')` and `pulldata` read."""
        return {name: from_rows(lines) for name, lines in self.questionnaire.tables.items()}

    @cached_property
    def defaults(self) -> Mapping[str, Compiled]:
        """Question → its computed default."""
        return {
            place.name: compile_expression(
                marked(place.formulas["default_formula"].tree), self.scope
            )
            for place in self.places
            if "default_formula" in place.formulas
        }

    @cached_property
    def constants(self) -> Mapping[str, Value]:
        """Question → its default, if that is a constant."""
        return {
            place.name: value
            for place in self.places
            if place.question is not None and (value := _constant(place.question)) is not None
        }


def _constant(question: Question) -> Value | None:
    if question.default is None:
        return None
    if not question.is_asked:
        return question.default or None
    several = question.type.value in {"select_multiple", "rank", "geopoint"}
    typed: Sequence[str] = question.default.split() if several else [question.default]
    value = parse(question, typed[:2] if question.type.value == "geopoint" else typed)
    return None if isinstance(value, Refused) else value


def _is_random(tree: Expression) -> bool:
    return any(isinstance(each, Call) and each.name in _RANDOM for each in walk(tree))


def program_of(questionnaire: Questionnaire) -> Program:
    """Return the program of a questionnaire; CycleError if its formulas go round."""
    kept = vars(questionnaire)
    program: Program | None = kept.get(_KEPT_WITH)
    if program is None:
        program = kept[_KEPT_WITH] = Program(questionnaire)
    return program


def dependencies(questionnaire: Questionnaire) -> tuple[Dependency, ...]:
    """Return what each formula looks at, in the order of the form."""
    places = Places(questionnaire)
    return tuple(
        Dependency(name, aspect, tuple(sorted(found.names, key=lambda n: places.by_name[n].order)))
        for (name, aspect), found in graph_of(places).sources.items()
    )


def find_cycle(questionnaire: Questionnaire) -> tuple[str, ...] | None:
    """Return the names of formulas that need each other, ("a", "b", "a"); None if none do."""
    try:
        order_of(graph_of(Places(questionnaire)))
    except CycleError as error:
        return error.names
    return None
