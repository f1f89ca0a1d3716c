"""Which organisations a name may mean: at most five proposals with scores.

Nothing is ever merged or recognised here: whatever the score, a person decides. Two levels of one
umbrella body, and the same name in two places, are never proposed for each other.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import log
from typing import Generic, TypeVar

from rapidfuzz import fuzz

from ikparticipation.organisations.names.reading import Reader, Signature
from ikparticipation.organisations.names.tables import Table
from ikparticipation.text import N_

MOST = 5
LEAST = 55.0
"""Score from which an organisation is proposed at all."""
LIKELY = 80.0
"""Score from which two names most often mean one organisation; see `./ik bench names`."""

_LOOKED_AT = 30
"""So many that share rare letters with the name are compared in full."""
_RAREST = 14
"""Runs of letters by which they are found: one that half of the register has tells nothing."""
_SAME_WORD = 0.74
"""Likeness from which two words count as spellings of one."""
_WEAK = 0.2
_OTHER_NUMBER, _OTHER_TOWN, _TOWN_UNKNOWN = 25.0, 14.0, 6.0
_OTHER_WORDS, _SET_APART = 10.0, 10.0
_TOGETHER = 90.0
"""Likeness of all letters from which misplaced spaces are believed."""

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Known(Generic[K]):
    """An organisation of the register; several with one key are its alternative names."""

    key: K
    name: str
    town: str = ""


@dataclass(frozen=True)
class Proposal(Generic[K]):
    known: Known[K]
    score: float
    """0 to 100."""
    reasons: tuple[str, ...]
    """Msgids: what speaks for it, and what against."""


class Register(Generic[K]):
    """All known names, read once, to propose for many."""

    def __init__(self, known: Iterable[Known[K]], reader: Reader) -> None:
        self.reader = reader
        self._known = list(known)
        self._read = [reader.read(each.name, each.town) for each in self._known]
        self._with: dict[str, list[int]] = defaultdict(list)
        for number, signature in enumerate(self._read):
            for part in _letters(signature):
                self._with[part].append(number)

    def propose(self, name: str, town: str = "", *, least: float = LEAST) -> list[Proposal[K]]:
        """Return whom the name may mean, the likeliest first, each organisation once."""
        signature = self.reader.read(name, town)
        table = self.reader.table
        best: dict[K, tuple[float, int]] = {}
        for number in self._near(signature):
            score = likeness(signature, self._read[number], table)
            key = self._known[number].key
            if score >= least and score > best.get(key, (0.0, 0))[0]:
                best[key] = score, number
        ranked = sorted(best.values(), key=lambda found: (-found[0], found[1]))[:MOST]
        return [
            Proposal(
                self._known[number], score, tuple(_reasons(signature, self._read[number], table))
            )
            for score, number in ranked
        ]

    def _near(self, signature: Signature) -> list[int]:
        """Return those that share most of the rare letters with the name."""
        total = len(self._known) + 1
        found = (self._with[part] for part in sorted(_letters(signature)) if part in self._with)
        shared: dict[int, float] = defaultdict(float)
        for numbers in sorted(found, key=len)[:_RAREST]:
            worth = log(total / (len(numbers) + 1)) + 0.01
            for number in numbers:
                shared[number] += worth
        best = nlargest(_LOOKED_AT, [(worth, -number) for number, worth in shared.items()])
        return [-number for _, number in best]


def likeness(one: Signature, other: Signature, table: Table) -> float:
    """Return how like two names are, 0 to 100; 0 where level or place speak against it."""
    if one.level is not other.level or _other_place(one, other):
        return 0.0
    if not one.words or not other.words:
        return 0.0
    score = _words_alike(one, other, table)
    together = fuzz.ratio(one.joined, other.joined)
    if together >= _TOGETHER:
        score = max(score, together)
    if _other_number(one, other):
        score -= _OTHER_NUMBER
    return max(0.0, score - _town_speaks_against(one, other))


def _words_alike(one: Signature, other: Signature, table: Table) -> float:
    """Return the mean share of each name's words that the other has too.

    A word that only one side has may have been left out, unless it is one that sets apart. Where
    each side has a word of its own, they say two things.
    """
    same_place = float(bool(one.places & other.places))
    here, own = _share(one.words, other.words, table, same_place)
    there, foreign = _share(other.words, one.words, table, same_place)
    score = 50 * (here + there)
    if own and foreign:
        score -= _OTHER_WORDS
    elif not table.apart.isdisjoint((*own, *foreign)):
        score -= _SET_APART
    return score


def _share(
    words: Sequence[str], others: Sequence[str], table: Table, extra: float
) -> tuple[float, list[str]]:
    """Return which share of the words the others have too, 0 to 1, and those they have not."""
    found = whole = extra
    own: list[str] = []
    for word in words:
        weight = _WEAK if word in table.weak else 1.0
        whole += weight
        like = 1.0
        if word not in others:
            like = max(fuzz.ratio(word, other) for other in others) / 100
        if like >= _SAME_WORD:
            found += weight * like
        else:
            own.append(word)
    return found / whole, own


def _other_place(one: Signature, other: Signature) -> bool:
    return bool(one.places and other.places and not one.places & other.places)


def _other_number(one: Signature, other: Signature) -> bool:
    """Whether both name years, and none is the short form of the other: 90 is 1990."""
    if not one.numbers or not other.numbers:
        return False
    return not any(a.endswith(b) or b.endswith(a) for a in one.numbers for b in other.numbers)


def _town_speaks_against(one: Signature, other: Signature) -> float:
    """Return what a place that only one name tells, or no name, takes from the score."""
    if one.places and other.places:
        return 0.0
    here = one.places or frozenset(filter(None, (one.town,)))
    there = other.places or frozenset(filter(None, (other.town,)))
    if not here or not there:
        return _TOWN_UNKNOWN if one.places or other.places else 0.0
    return 0.0 if here & there else _OTHER_TOWN


def _letters(signature: Signature) -> set[str]:
    """Return runs of three letters of the words and places, each word with its ends."""
    found: set[str] = set()
    for word in (*signature.words, *signature.places, *signature.numbers):
        edged = f" {word} "
        found.update(edged[start : start + 3] for start in range(len(edged) - 2))
    return found


def _reasons(one: Signature, other: Signature, table: Table) -> Iterable[str]:
    if set(one.words) - table.weak == set(other.words) - table.weak:
        yield SAME_WORDS
    else:
        yield LIKE_WORDS
    if one.places & other.places:
        yield SAME_PLACE
    elif _town_speaks_against(one, other) >= _OTHER_TOWN:
        yield OTHER_TOWN
    if _other_number(one, other):
        yield OTHER_NUMBER
    if one.level is not None:
        yield SAME_LEVEL


SAME_WORDS = N_("Die Wörter sind dieselben, nur anders geschrieben.")
LIKE_WORDS = N_("Die Wörter ähneln sich.")
SAME_PLACE = N_("Beide nennen denselben Ort.")
OTHER_TOWN = N_("Der Ort ist ein anderer.")
OTHER_NUMBER = N_("Die Jahreszahl ist eine andere.")
SAME_LEVEL = N_("Beide stehen auf derselben Ebene des Verbands.")
