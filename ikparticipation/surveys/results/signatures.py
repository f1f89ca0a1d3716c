"""Relevance of many records at once: records that say the same where it matters are asked the same.

Whether a question is asked follows from the answers that its conditions look at, directly or
through other formulas. Where these all stand in the same record or in those around it, and no
clock, chance or place in a list plays a part, it is evaluated once for each combination of them
that occurs. The rest is left to the engine, document by document; so are those that look at many
answers, because then nearly every document is a combination of its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from ikparticipation.surveys.results.relevance import Shape, conditional, shapes
from ikparticipation.surveys.xlsform.document import Document
from ikparticipation.surveys.xlsform.engine import State, program_of
from ikparticipation.surveys.xlsform.engine.places import Place
from ikparticipation.surveys.xlsform.engine.program import Program
from ikparticipation.surveys.xlsform.expression.grammar.syntax import Call, walk
from ikparticipation.surveys.xlsform.questionnaire import Questionnaire, Repeat

_DECIDE = ("relevant", "calculation", "choice_filter", "row_count")
_UNSTEADY = frozenset(
    {"today", "now", "random", "uuid", "randomize", "once", "position", "indexed-repeat", "version"}
)
MOST_NEEDS = 4
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)
"""No formula looks at the clock here."""

Name = tuple[int, str]
"""How many rows a question stands in, and its name."""


@dataclass(frozen=True)
class Bundle:
    """Questions and repeats of one kind of record that hang on the same answers."""

    shape: Shape
    names: tuple[str, ...]
    needs: tuple[Name, ...]


@dataclass(frozen=True)
class Plan:
    bundles: tuple[Bundle, ...]
    rest: frozenset[str]
    """What only the engine can tell, with the whole document before it."""


def plan(questionnaire: Questionnaire) -> Plan:
    program, wanted = program_of(questionnaire), conditional(questionnaire)
    bundles: list[Bundle] = []
    rest: set[str] = set()
    for shape in shapes(questionnaire):
        found: dict[tuple[Name, ...], list[str]] = {}
        for name in shape.names:
            if name in wanted:
                needs = _needs(program, program.places.by_name[name])
                if needs is None or len(needs) > MOST_NEEDS:
                    rest.add(name)
                else:
                    found.setdefault(needs, []).append(name)
        bundles += [Bundle(shape, tuple(names), needs) for needs, names in found.items()]
    return Plan(tuple(bundles), frozenset(rest))


def _needs(program: Program, place: Place) -> tuple[Name, ...] | None:
    """Return the answers that decide whether something is asked; None: not these alone."""
    seen: dict[str, Place] = {}
    waiting = [place]
    while waiting:
        each = waiting.pop()
        if each.name not in seen:
            seen[each.name] = each
            sources = _looked_at(program, each)
            if sources is None or not all(_is_around(source, place) for source in sources):
                return None
            waiting += sources
    del seen[place.name]
    return tuple(sorted((len(p.chain), p.name) for p in seen.values() if _is_typed(p)))


def _is_around(source: Place, place: Place) -> bool:
    """Whether it stands in the same record or in one around it."""
    return source.chain == place.chain[: len(source.chain)]


def _is_typed(place: Place) -> bool:
    asked = place.question is not None and place.question.is_asked
    return asked and "calculation" not in place.formulas


def _looked_at(program: Program, place: Place) -> list[Place] | None:
    """Return what the formulas of a place and of all around it look at; None: of other records."""
    found: list[Place] = []
    for at in (place, *place.around()):
        for aspect in _DECIDE:
            if aspect not in at.formulas:
                continue
            sources = program.graph.sources[at.name, aspect]
            calls = {e.name for e in walk(at.formulas[aspect].tree) if isinstance(e, Call)}
            if sources.everything or sources.keeps or calls & _UNSTEADY:
                return None
            for name, depth in sources.names.items():
                source = program.places.by_name[name]
                if source.is_repeat or depth != len(source.chain):
                    return None
                found.append(source)
    return found


class Evaluated:
    """Which questions of a bundle are asked, for each combination of answers it was given."""

    def __init__(self, questionnaire: Questionnaire, bundle: Bundle) -> None:
        self._questionnaire = questionnaire
        self.bundle = bundle
        self._known: dict[tuple[Any, ...], tuple[str, ...]] = {}

    def __call__(self, said: tuple[Any, ...]) -> tuple[str, ...]:
        """Return the names asked; `said` has an answer or None for each of the bundle's needs."""
        if said not in self._known:
            self._known[said] = tuple(self._asked(said))
        return self._known[said]

    def _asked(self, said: tuple[Any, ...]) -> Iterator[str]:
        chain = self.bundle.shape.chain
        document = _document(chain, self.bundle.needs, said)
        state = State.of(self._questionnaire, document, now=_NEVER)
        row = _id(len(chain)) if chain else None
        yield from (name for name in self.bundle.names if state.is_relevant(name, row))


def _document(chain: Sequence[Repeat], needs: Sequence[Name], said: Sequence[Any]) -> Document:
    """Return a document with one row in each repeat of the chain."""
    answers: list[dict[str, Any]] = [{} for _ in range(len(chain) + 1)]
    for (depth, name), value in zip(needs, said, strict=True):
        if value is not None:
            answers[depth][name] = list(value) if isinstance(value, tuple) else value
    record: Any = {"id": _id(len(chain)), "answers": answers[-1], "rows": {}}
    for depth in range(len(chain) - 1, -1, -1):
        rows = {chain[depth].name: [record]}
        record = {"id": _id(depth), "answers": answers[depth], "rows": rows}
    return {"answers": record["answers"], "rows": record["rows"]}


def _id(depth: int) -> str:
    return f"{depth:032}"
