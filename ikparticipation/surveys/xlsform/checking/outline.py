"""All elements of a questionnaire by name, each with what stands around it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count

from ikparticipation.surveys.xlsform.expression import analysis
from ikparticipation.surveys.xlsform.questionnaire import (
    Element,
    Formula,
    Group,
    Question,
    Questionnaire,
    Repeat,
    Section,
)


@dataclass(frozen=True)
class Spot:
    """One element and its place."""

    element: Section | Element
    number: int
    """Its place in the order of the form."""
    above: tuple[str, ...]
    """The names of the elements around it, the outermost first."""
    repeats: tuple[str, ...]
    """Those of them that are repeats."""

    @property
    def name(self) -> str:
        return self.element.name

    @property
    def question(self) -> Question | None:
        return self.element if isinstance(self.element, Question) else None

    @property
    def formulas(self) -> Iterator[tuple[str, Formula]]:
        if not isinstance(self.element, Section):
            yield from self.element.formulas
        elif self.element.relevant is not None:
            yield "relevant", self.element.relevant


class Outline:
    """The index that all checks share.

    A page that is nothing but a repeat has the name of that repeat: here it is the repeat. The
    page of questions that stand in no group is not in the form itself, so not here either.
    """

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.spots: Mapping[str, Spot] = {spot.name: spot for spot in _spots(questionnaire)}

    def __getitem__(self, name: str) -> Spot:
        return self.spots[name]

    def __contains__(self, name: object) -> bool:
        return name in self.spots

    def __iter__(self) -> Iterator[Spot]:
        return iter(self.spots.values())

    @property
    def questions(self) -> Iterator[tuple[Spot, Question]]:
        for spot in self:
            if spot.question is not None:
                yield spot, spot.question

    def conditions(self, name: str) -> Iterator[tuple[str, Formula]]:
        """Return whose relevance must hold for it to be shown, the outermost first."""
        for around in (*self[name].above, name):
            relevant = self[around].element.relevant
            if relevant is not None:
                yield around, relevant

    def inside(self, name: str) -> Iterator[Spot]:
        """Return the elements inside of a section, group or repeat, at any depth."""
        return iter(self._inside.get(name, ()))

    @cached_property
    def _inside(self) -> Mapping[str, list[Spot]]:
        inside: dict[str, list[Spot]] = {}
        for spot in self:
            for around in spot.above:
                inside.setdefault(around, []).append(spot)
        return inside

    def seen_by(self, formula: Formula) -> tuple[str, ...]:
        """Return the elements whose answers or rows the formula looks at, in a fixed order."""
        tree = formula.tree
        named = analysis.references(tree) | analysis.path_names(tree)
        return tuple(sorted(name for name in named if name in self.spots))


def _spots(questionnaire: Questionnaire) -> Iterator[Spot]:
    counter = count()
    for section in questionnaire.sections:
        match section.elements:
            case (Repeat() as repeat,) if repeat.name == section.name:
                relevant = repeat.relevant or section.relevant
                yield from _within(replace(repeat, relevant=relevant), (), (), counter)
            case elements:
                if not section.is_loose:
                    yield Spot(section, next(counter), (), ())
                around = () if section.is_loose else (section.name,)
                for element in elements:
                    yield from _within(element, around, (), counter)


def _within(
    element: Element, above: tuple[str, ...], repeats: tuple[str, ...], counter: Iterator[int]
) -> Iterator[Spot]:
    yield Spot(element, next(counter), above, repeats)
    if isinstance(element, Group | Repeat):
        rows = (*repeats, element.name) if isinstance(element, Repeat) else repeats
        for inner in element.elements:
            yield from _within(inner, (*above, element.name), rows, counter)
