"""„Meinten Sie …?“: the nearest of the names there are."""

from collections.abc import Collection, Iterable
from typing import Any

from rapidfuzz import fuzz, process

_ALIKE = 65
"""Of 100; „was“ and „wass“ are 86 alike, „alter“ and „name“ 44."""
_LONGEST = 64
_ENOUGH = 500
"""Searches a file may cost; more findings than that are not shown anyway."""


def nearest(word: str, names: Iterable[str]) -> str:
    """Return the name that is most like the word, "" when none is."""
    if not word or len(word) > _LONGEST:
        return ""
    folded = word.casefold()
    found = process.extractOne(folded, names, scorer=fuzz.ratio, processor=str.casefold)
    return found[0] if found and found[1] >= _ALIKE else ""


def meant(similar: str, with_it: str, without: str) -> tuple[str, dict[str, Any]]:
    """Return the sentence to say, and its facts, when `similar` may be "" for none."""
    return (with_it, {"similar": similar}) if similar else (without, {})


class Names:
    """Names to search for the nearest, not more often than a stranger's file may cost."""

    def __init__(self, names: Collection[str]) -> None:
        self._names = tuple(names)
        self._searches = 0

    def nearest(self, word: str) -> str:
        self._searches += 1
        return nearest(word, self._names) if self._searches <= _ENOUGH else ""
