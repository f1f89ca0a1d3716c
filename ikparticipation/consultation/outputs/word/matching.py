"""Pieces of matching: texts as comparable words, equal rows, and chains that ascend."""

import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ikparticipation.drafts.tokens import Token, tokens

_SAME = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'",
                       "‚": "'", "–": "-", "—": "-", "‐": "-", "‑": "-"})  # fmt: skip
"""Signs that programs put in each other's place as one types."""


@dataclass
class Words:
    """A row of texts as tokens; equal ones compare equal however they are typed."""

    texts: Iterable[str]
    found: list[list[Token]] = field(init=False)
    folded: list[list[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.found = [tokens(text) for text in self.texts]
        self.folded = [[_fold(token.text) for token in each] for each in self.found]

    def count(self, texts: Iterable[int]) -> int:
        return sum(len(self.folded[text]) for text in texts)


def _fold(word: str) -> str:
    return unicodedata.normalize("NFC", word).translate(_SAME)


def places(rows: Sequence[list[str]]) -> dict[tuple[str, ...], list[int]]:
    found: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, words in enumerate(rows):
        found[tuple(words)].append(number)
    return found


def gaps(
    chain: Sequence[tuple[int, int]], old: int, new: int
) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    borders = [(-1, -1), *chain, (old, new)]
    return list(pairwise(borders))


def longest_chain(links: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest run of links, sorted by the old side, that also ascends on the new one."""
    tails: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for number, (_, j) in enumerate(links):
        place = bisect_left(tails, j)
        before.append(at[place - 1] if place else -1)
        tails[place : place + 1] = [j]
        at[place : place + 1] = [number]
    chain = []
    number = at[-1] if at else -1
    while number >= 0:
        chain.append(links[number])
        number = before[number]
    return chain[::-1]
