"""Questions that may be the same although nothing says so: nearly the same words."""

from collections import Counter
from collections.abc import Iterator, Sequence

from ikparticipation.drafts.likeness import Bag, likeness, rarity, words_of
from ikparticipation.surveys.xlsform.comparing.changes import Change, Likely, QuestionChange
from ikparticipation.surveys.xlsform.questionnaire import Placed
from ikparticipation.text import pick

ALIKE = 0.6
"""Least likeness of two labels (weighted Dice coefficient) worth asking about."""
MOST = 20_000
"""Comparisons at most: 140 questions gone and as many new."""


def likely(changes: Sequence[QuestionChange], language: str) -> Iterator[Likely]:
    """Return pairs of what is gone and what is new, each question once, the most alike first."""
    gone = [each.old[0] for each in changes if each.change is Change.GONE]
    new = [each.new[0] for each in changes if each.change is Change.NEW]
    if not gone or not new or len(gone) * len(new) > MOST:
        return
    texts = {id(placed): pick(placed.question.labels, language) for placed in (*gone, *new)}
    weights = rarity(texts.values())
    bags = {key: Bag(Counter(words_of(text)), weights) for key, text in texts.items()}
    found = [Likely(one, two, _alike(bags, texts, one, two)) for one in gone for two in new]
    taken: set[int] = set()
    for each in sorted(found, key=lambda each: -each.likeness):
        ends = {id(each.old), id(each.new)}
        if each.likeness >= ALIKE and taken.isdisjoint(ends):
            taken |= ends
            yield each


def _alike(bags: dict[int, Bag], texts: dict[int, str], one: Placed, two: Placed) -> float:
    same = texts[id(one)] and texts[id(one)] == texts[id(two)]
    return 1.0 if same else likeness(bags[id(one)], bags[id(two)])
