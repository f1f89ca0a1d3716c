"""Answers that are chosen, and those of which one is as good as another."""

from collections.abc import Iterable, Sequence
from itertools import combinations, islice, permutations

from ikparticipation.surveys.xlsform.checking.probing import trees
from ikparticipation.surveys.xlsform.expression import Expression
from ikparticipation.surveys.xlsform.questionnaire import Question, QuestionType
from ikparticipation.surveys.xlsform.values import Value

ALL_SETS_UP_TO = 7
"""Choices of which every set is tried: 127 sets."""
ALL_ORDERS_UP_TO = 5
MANY = 300

_POINTS = ((52.2894, 11.4136), (0.0, 0.0), (-33.9, 151.2))
"""Haldensleben, and two far from it."""


def of_select_one(question: Question, formulas: Sequence[Expression]) -> tuple[list[Value], bool]:
    names = _named_first(question, formulas)
    return list(names), bool(question.choices)


def of_select_multiple(
    question: Question, formulas: Sequence[Expression]
) -> tuple[list[Value], bool]:
    """Return every set of a short list; of a long one single choices, pairs, and the first few."""
    names = _named_first(question, formulas)
    order = {name: place for place, name in enumerate(question.choice_labels or names)}
    if len(names) <= ALL_SETS_UP_TO:
        sets: Iterable[tuple[str, ...]] = (
            chosen for size in range(1, len(names) + 1) for chosen in combinations(names, size)
        )
        return [sorted(chosen, key=order.__getitem__) for chosen in sets], bool(question.choices)
    some = [
        *((name,) for name in names[:MANY]),
        *combinations(names[:10], 2),
        *(tuple(names[:size]) for size in range(3, min(len(names), 30))),
        tuple(names),
    ]
    return [sorted(chosen, key=order.__getitem__) for chosen in some], False


def of_rank(question: Question, _formulas: Sequence[Expression]) -> tuple[list[Value], bool]:
    names = list(question.choice_labels)
    if len(names) <= ALL_ORDERS_UP_TO:
        return [list(order) for order in permutations(names)] if names else [], bool(names)
    turned = (names[place:] + names[:place] for place in range(len(names)))
    return [*islice(turned, MANY), names[::-1]], False


def of_acknowledge(
    _question: Question, _formulas: Sequence[Expression]
) -> tuple[list[Value], bool]:
    return ["OK"], True


def of_geopoint(_question: Question, _formulas: Sequence[Expression]) -> tuple[list[Value], bool]:
    return [{"lat": lat, "lon": lon} for lat, lon in _POINTS], False


def of_file(question: Question, _formulas: Sequence[Expression]) -> tuple[list[Value], bool]:
    if question.type is QuestionType.IMAGE:
        return [{"file": "0" * 64, "name": "bild.png", "type": "image/png", "size": 1000}], False
    return [{"file": "0" * 64, "name": "datei.pdf", "type": "application/pdf", "size": 1000}], False


def of_nothing(_question: Question, _formulas: Sequence[Expression]) -> tuple[list[Value], bool]:
    return [], True


def _named_first(question: Question, formulas: Sequence[Expression]) -> list[str]:
    """Return the names of the choices, first those that the formulas speak of.

    Where the choices are those of a catalogue that is not at hand, these alone.
    """
    texts = (text for tree in formulas for text in trees.literals(tree))
    words = dict.fromkeys(word for text in texts for word in text.split())
    if not question.choices:
        return list(words)
    return sorted(question.choice_labels, key=lambda name: name not in words)
