"""Which formula must be evaluated before which."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError as GraphCycleError
from graphlib import TopologicalSorter

from ikparticipation.errors import InvalidError
from ikparticipation.surveys.xlsform.engine.places import Place, Places
from ikparticipation.surveys.xlsform.engine.sources import Sources, sources_of
from ikparticipation.text import N_

STATE = ("relevant", "row_count", "choice_filter", "calculation")
"""Formulas that others can depend on: what is there, and with which value."""
Key = tuple[str, str]
"""Name and aspect."""


class CycleError(InvalidError):
    """Formulas that need each other's results. `names` ends with the one it begins with."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(GOES_ROUND, names=" → ".join(names))
        self.names = names


@dataclass(frozen=True)
class Graph:
    sources: Mapping[Key, Sources]
    """Of all formulas, those that nothing depends on among them."""
    before: Mapping[Key, frozenset[Key]]
    """Of those in STATE: what comes before each."""


def graph_of(places: Places) -> Graph:
    sources = {
        (place.name, aspect): sources_of(formula.tree, place, places)
        for place in places
        for aspect, formula in place.formulas.items()
    }
    state = {key: found for key, found in sources.items() if key[1] in STATE}
    deciders = {place.name: frozenset(_deciders(place)) for place in places}
    before = {
        (name, aspect): set().union(
            *(deciders[source] for source in found.names),
            *[_counts_around(places.by_name[name])],
            {(name, aspect)} if found.own and aspect == "relevant" else (),
        )
        for (name, aspect), found in state.items()
    }
    for key, found in state.items():
        if found.everything:
            before[key] |= before.keys() - _after(key, before) - {key}
    return Graph(sources, {key: frozenset(earlier) for key, earlier in before.items()})


def _deciders(place: Place) -> Iterator[Key]:
    """Return the formulas that decide what others see of a place."""
    for aspect in STATE:
        if aspect in place.formulas:
            yield place.name, aspect
    for around in place.around():
        for aspect in ("relevant", "row_count"):
            if aspect in around.formulas:
                yield around.name, aspect


def _counts_around(place: Place) -> set[Key]:
    """Return what makes the rows that it stands in."""
    return {
        (around.name, "row_count") for around in place.around() if "row_count" in around.formulas
    }


def _after(key: Key, before: Mapping[Key, Iterable[Key]]) -> set[Key]:
    """Return all that cannot be evaluated without a formula."""
    followers: dict[Key, list[Key]] = {}
    for later, earlier in before.items():
        for each in earlier:
            followers.setdefault(each, []).append(later)
    found: set[Key] = set()
    waiting = [key]
    while waiting:
        for each in followers.get(waiting.pop(), ()):
            if each not in found:
                found.add(each)
                waiting.append(each)
    return found


def order_of(graph: Graph) -> tuple[Key, ...]:
    """Return the formulas in STATE, each after all it needs; CycleError if they go round."""
    numbered = {key: number for number, key in enumerate(graph.before)}
    sorter = TopologicalSorter(
        {
            key: sorted((each for each in earlier if each in numbered), key=numbered.__getitem__)
            for key, earlier in graph.before.items()
        }
    )
    try:
        return tuple(sorter.static_order())
    except GraphCycleError as error:
        raise CycleError(_names(error.args[1], numbered)) from None


def _names(cycle: list[Key], numbered: Mapping[Key, int]) -> tuple[str, ...]:
    """Return the names of a cycle as they need each other, from the first of the form on."""
    keys = cycle[:0:-1]
    first = keys.index(min(keys, key=numbered.__getitem__))
    names: list[str] = []
    for name, _ in keys[first:] + keys[:first]:
        if not names or names[-1] != name:
            names.append(name)
    if len(names) > 1 and names[0] == names[-1]:
        names.pop()
    return (*names, names[0])


GOES_ROUND = N_("Diese Formeln brauchen sich gegenseitig: %(names)s. Bitte ändern Sie eine davon.")
