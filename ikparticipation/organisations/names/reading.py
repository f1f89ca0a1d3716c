"""Take a name apart: its words with abbreviations written out, level, places and numbers.

Spelling mistakes are forgiven where the word meant is known beforehand: in the table and among
the places. Whatever cannot be told is left as it stands.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from ikparticipation.organisations.names.normal import normalise
from ikparticipation.organisations.names.tables import SHIPPED, Level, Table

_PARTS = re.compile(r"\d+|[^\W\d_]+")
_SHORTEST = 3
"""Two letters that no table knows are what a mistake left of a legal form."""
_LONGEST_PLACE = 4
"""Words: Am Großen Bruch has three."""
_ALONE = 6
"""Letters a place needs to be found where it is written together with another word."""
_MISSPELLED, _LONG = 5, 9
"""Letters from which one mistake, and two, are forgiven."""


@dataclass(frozen=True)
class Signature:
    """A name as it is compared."""

    words: tuple[str, ...]
    """Without level, places and numbers, in order, each once."""
    level: Level | None
    places: frozenset[str]
    """Named in the name itself."""
    numbers: frozenset[str]
    town: str
    """Where the organisation sits, as told beside the name; empty: not told."""

    @property
    def joined(self) -> str:
        return "".join(self.words)


class Reader:
    """Reads names with one table and one list of places, and remembers words it met."""

    def __init__(self, places: Iterable[str], table: Table = SHIPPED) -> None:
        self.table = table
        self._places = {key: key for key in map(_key, places) if key}
        self._split_places = sorted((p for p in self._places if len(p) >= _ALONE), key=len)[::-1]
        self._short = _by_words(table.short)
        self._levels = _by_words(table.levels)
        self._known = {
            word
            for phrase in (*self._short, *self._levels, *map(_words, table.short.values()))
            for word in phrase
        }
        self._known |= table.weak | table.addenda
        self._vocabulary = sorted(word for word in self._known if len(word) >= _MISSPELLED)
        self._place_of = lru_cache(50_000)(self._find_place)
        self._spelled = lru_cache(50_000)(self._find_word)

    def read(self, name: str, town: str = "") -> Signature:
        words = [part for word in normalise(name).split() for part in _PARTS.findall(word)]
        words, places = self._without_places(self._apart(words))
        words = [self._spelled(word) for word in words]
        words, level = self._without_level(words)
        words = self._written_out(words)
        numbers = frozenset(word for word in words if word.isdecimal())
        return Signature(
            words=self._core(words),
            level=level,
            places=frozenset(places),
            numbers=numbers,
            town=self._place_of(_key(town)) or _key(town),
        )

    def _core(self, words: list[str]) -> tuple[str, ...]:
        core = [w for w in words if len(w) >= _SHORTEST and not w.isdecimal()]
        told = [word for word in core if word not in self.table.addenda]
        return tuple(dict.fromkeys(told or core))

    def _apart(self, words: list[str]) -> list[str]:
        """Set apart what was written together with a place: „StadtIngersleben“."""
        found: list[str] = []
        for word in words:
            found.extend(self._parts(word))
        return found

    def _parts(self, word: str) -> tuple[str, ...]:
        if len(word) < _ALONE + _SHORTEST or word in self._known or self._place_of(word):
            return (word,)
        for place in self._split_places:
            if len(word) - len(place) < _SHORTEST:
                continue
            if word.endswith(place):
                return word[: -len(place)], place
            if word.startswith(place):
                return place, word[len(place) :]
        return (word,)

    def _without_places(self, words: list[str]) -> tuple[list[str], list[str]]:
        """Return the other words, and the places; those spelled right are looked for first."""
        places: list[str] = []
        for find in (self._places.get, self._place_of):
            for size in range(_LONGEST_PLACE, 0, -1):
                start = 0
                while start + size <= len(words):
                    if place := find("".join(words[start : start + size])):
                        places.append(place)
                        del words[start : start + size]
                    else:
                        start += 1
            if places:
                break
        return words, places

    def _find_place(self, key: str) -> str:
        if key in self._places or not key or key in self._known:
            return self._places.get(key, "")
        return _nearest(key, list(self._places))

    def _find_word(self, word: str) -> str:
        if word in self._known or word.isdecimal():
            return word
        return _nearest(word, self._vocabulary) or word

    def _without_level(self, words: list[str]) -> tuple[list[str], Level | None]:
        level: Level | None = None
        rest: list[str] = []
        start = 0
        while start < len(words):
            for size in (2, 1):
                found = self._levels.get(tuple(words[start : start + size]))
                if found is not None:
                    level = level or Level(found)
                    start += size
                    break
            else:
                rest.append(words[start])
                start += 1
        return rest, level

    def _written_out(self, words: list[str]) -> list[str]:
        longest = max(map(len, self._short), default=1)
        found: list[str] = []
        start = 0
        while start < len(words):
            for size in range(longest, 0, -1):
                long = self._short.get(tuple(words[start : start + size]))
                if long is not None:
                    found.extend(long.split())
                    start += size
                    break
            else:
                found.append(words[start])
                start += 1
        return found


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _by_words(table: Mapping[str, str]) -> dict[tuple[str, ...], str]:
    return {_words(phrase): meaning for phrase, meaning in table.items()}


def _key(place: str) -> str:
    return normalise(place).replace(" ", "")


def _nearest(word: str, known: list[str]) -> str:
    """Return the one word that differs by a letter, of long ones by two; empty if not just one."""
    if len(word) < _MISSPELLED:
        return ""
    most = 2 if len(word) >= _LONG else 1
    found = process.extract(word, known, scorer=OSA.distance, score_cutoff=most, limit=2)
    if not found or (len(found) > 1 and found[0][1] == found[1][1]):
        return ""
    return str(found[0][0])
