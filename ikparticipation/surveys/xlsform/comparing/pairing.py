"""Which questions, groups and choices of two versions are the same ones."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ikparticipation.surveys.xlsform.comparing.changes import Container, is_unnamed
from ikparticipation.surveys.xlsform.questionnaire import (
    Choice,
    Element,
    Group,
    Placed,
    Question,
    Questionnaire,
    Repeat,
)

Was = Mapping[str, Sequence[str]]
"""Identity of a new question → those of earlier ones it continues."""

OTHER = "_other"
"""What the name of the question ends with that `or_other` adds."""
SAME_INSIDE = 0.5
"""Least part of the questions of two groups that must be common for one to be the other."""


@dataclass(frozen=True)
class Pair:
    """Questions that belong together: one on each side as a rule."""

    old: tuple[Placed, ...]
    new: tuple[Placed, ...]


def paired_questions(old: Questionnaire, new: Questionnaire, was: Was) -> list[Pair]:
    """Return the questions of both versions, in the order of the new one.

    A question that is gone stands behind the one that it followed.
    """
    sides = _by_key(old), _by_key(new)
    links = list(_links(*sides, was))
    groups = _joined(links)
    pairs = [
        Pair(tuple(sides[0][key] for key in olds), tuple(sides[1][key] for key in news))
        for olds, news in groups
    ]
    linked = {key for _, key in links}
    pairs += [Pair((), (placed,)) for key, placed in sides[1].items() if key not in linked]
    places = {placed.question.name: n for n, placed in enumerate(new.placed)}
    pairs.sort(key=lambda pair: places[pair.new[0].question.name])
    return _with_gone(pairs, old.placed)


def _by_key(questionnaire: Questionnaire) -> dict[str, Placed]:
    """Return the questions by identity. A note without a name is known by its words.

    Such a note is called after its line, and any line before it may come or go.
    """
    found: dict[str, Placed] = {}
    for placed in questionnaire.placed:
        question = placed.question
        key = question.identity
        if is_unnamed(question):
            words = "\n".join(f"{code} {text}" for code, text in sorted(question.labels.items()))
            key = f"note {words}" if f"note {words}" not in found else key
        found.setdefault(key, placed)
    return found


def _links(
    old: Mapping[str, Placed], new: Mapping[str, Placed], was: Was
) -> Iterator[tuple[str, str]]:
    for key in new:
        if key in old:
            yield key, key
        for earlier in was.get(key, ()):
            # one that is on both sides was told when the other one came; the column may stay
            if earlier in old and not (key in old and earlier in new):
                yield earlier, key
        before = _other_before(key, old, new)
        if before is not None:
            yield before, key


def _other_before(key: str, old: Mapping[str, Placed], new: Mapping[str, Placed]) -> str | None:
    """Return what the question that `or_other` adds was called before it had an identity.

    Versions compiled then know it by its name alone, though the question before it has one.
    """
    asked = key.removesuffix(OTHER)
    if key in old or asked == key or asked not in old or asked not in new:
        return None
    names = (f"{side[asked].question.name}{OTHER}" for side in (old, new))
    before, now = names
    is_it = new[key].question.name == now and before in old and before not in new
    return before if is_it and not old[before].question.question_id else None


def _joined(links: Iterable[tuple[str, str]]) -> list[tuple[list[str], list[str]]]:
    """Return what hangs together: identities of the old version, and of the new one."""
    of_old: dict[str, tuple[list[str], list[str]]] = {}
    of_new: dict[str, tuple[list[str], list[str]]] = {}
    for one, two in links:
        group = of_old.get(one) or ([one], [])
        other = of_new.get(two) or ([], [two])
        if group is not other:
            group[0].extend(other[0])
            group[1].extend(other[1])
        of_old |= dict.fromkeys(group[0], group)
        of_new |= dict.fromkeys(group[1], group)
    return list({id(group): group for group in of_new.values()}.values())


def _with_gone(pairs: list[Pair], old: Sequence[Placed]) -> list[Pair]:
    home = {placed.question.name: n for n, pair in enumerate(pairs) for placed in pair.old}
    behind: dict[int, list[Pair]] = {}
    last = -1
    for placed in old:
        last = home.get(placed.question.name, last)
        if placed.question.name not in home:
            behind.setdefault(last, []).append(Pair((placed,), ()))
    result = behind.get(-1, [])
    for number, pair in enumerate(pairs):
        result += [pair, *behind.get(number, ())]
    return result


def containers(questionnaire: Questionnaire) -> dict[str, Container]:
    """Return sections, groups and repeats by name, in the order of the pages.

    A repeat that is a page of its own is not told twice.
    """
    found: dict[str, Container] = {}
    for section in questionnaire.sections:
        found[section.name] = section
        for element in _inside(section.elements):
            found[element.name] = element
    return found


def _inside(elements: Iterable[Element]) -> Iterator[Group | Repeat]:
    for element in elements:
        if not isinstance(element, Question):
            yield element
            yield from _inside(element.elements)


def around(questionnaire: Questionnaire) -> dict[str, tuple[Container, ...]]:
    """Return question → what it stands in, the outermost first."""
    return {
        question: path
        for section in questionnaire.sections
        for question, path in _paths(section.elements, (section,))
    }


def _paths(
    elements: Iterable[Element], path: tuple[Container, ...]
) -> Iterator[tuple[str, tuple[Container, ...]]]:
    for element in elements:
        if isinstance(element, Question):
            yield element.name, path
        elif element.name == path[-1].name:
            yield from _paths(element.elements, (element,))
        else:
            yield from _paths(element.elements, (*path, element))


def paired_containers(
    old: Questionnaire, new: Questionnaire, pairs: Iterable[Pair]
) -> dict[str, str]:
    """Return name of a new container → that of the old one that it goes on from.

    By name; else a repeat by what its rows become, and any by the questions in it.
    """
    ones, twos = containers(old), containers(new)
    found = {name: name for name, two in twos.items() if name in ones and _alike(ones[name], two)}
    held = _questions_in(old), _questions_in(new)
    before = {
        pair.new[0].question.name: pair.old[0].question.name
        for pair in pairs
        if pair.old and pair.new
    }
    for name, two in twos.items():
        free = [one for one in ones if one not in found.values() and _alike(ones[one], two)]
        if name not in found and free:
            inside = {before.get(question, "") for question in held[1].get(name, ())}
            best = max(free, key=lambda one: _common(ones[one], two, held[0][one], inside))
            if _common(ones[best], two, held[0][best], inside) >= SAME_INSIDE:
                found[name] = best
    return found


def _alike(one: Container, two: Container) -> bool:
    return isinstance(one, Repeat) == isinstance(two, Repeat)


def _common(one: Container, two: Container, old: set[str], new: set[str]) -> float:
    """Return which part of their questions two containers share; all, if their rows are one."""
    rows = [each.inventory for each in (one, two) if isinstance(each, Repeat)]
    if any(rows) and rows[0] == rows[-1]:
        return 1.0
    return len(old & new) / (max(len(old), len(new)) or 1)


def _questions_in(questionnaire: Questionnaire) -> dict[str, set[str]]:
    held: dict[str, set[str]] = {name: set() for name in containers(questionnaire)}
    for question, path in around(questionnaire).items():
        for container in path:
            held[container.name].add(question)
    return held


def paired_choices(
    old: Sequence[Choice], new: Sequence[Choice], language: str
) -> list[tuple[Choice | None, Choice | None]]:
    """Return the choices by name; one that is gone and a new one in the same words were renamed."""
    ones, twos = {c.name: c for c in old}, {c.name: c for c in new}
    gone = [choice for name, choice in ones.items() if name not in twos]
    pairs: list[tuple[Choice | None, Choice | None]] = []
    for name, two in twos.items():
        one = ones.get(name) or _in_the_same_words(two, gone, language)
        if one in gone:
            gone.remove(one)
        pairs.append((one, two))
    return [*pairs, *((choice, None) for choice in gone)]


def _in_the_same_words(two: Choice, gone: list[Choice], language: str) -> Choice | None:
    words = two.labels.get(language, "").casefold().strip()
    return next(
        (c for c in gone if words and c.labels.get(language, "").casefold().strip() == words), None
    )
