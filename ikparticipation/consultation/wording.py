"""The words of a German text as they are compared: without case, umlauts, endings, empty words."""

import re
from collections.abc import Sequence
from functools import lru_cache

_FOLD = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss", "-": None, "\u00ad": None})
_WORD = re.compile(r"[^\W_]+")
_ENDINGS = ("em", "er", "nd")
_EMPTY_WORDS = (
    "aber als also am an auch auf aus bei bin bis bitte da damen danke das dass dem den der des die"
    " dies diese dieser dieses doch ein eine einem einen einer eines er es euch freundlichen fur"
    " geehrte grussen hallo hat herren hier ich ihnen ihr ihre im in ist ja man mit nach noch nun"
    " oder schon sehr sein sich sie sind so tag uber um und uns unser unsere vom von vor war warum"
    " was weil wenn wie wir wird zu zum zur"
)
"""As `words_of` spells them."""
_EMPTY = frozenset(_EMPTY_WORDS.split())
_NEGATIONS = frozenset(
    ("kein", "keine", "keinem", "keinen", "keiner", "nicht", "nichts", "nie", "niemals", "ohne")
)


def words_of(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold().translate(_FOLD)))


def stems_of(words: Sequence[str]) -> tuple[str, ...]:
    """Return what the words say, without those that say nothing; if they all do, all of them."""
    return tuple(stem(word) for word in words if word not in _EMPTY) or tuple(words)


def signs_of(words: Sequence[str]) -> frozenset[str]:
    """Return numbers and negations: one of them more, and a text says something else."""
    return frozenset(
        "nicht" if word in _NEGATIONS else word
        for word in words
        if word.isdigit() or word in _NEGATIONS
    )


@lru_cache(100_000)
def stem(word: str) -> str:
    """Cut German endings, as CISTEM does (Weissweiler and Fraser 2017), without its prefixes."""
    while len(word) > 3:  # noqa: PLR2004
        if len(word) > 5 and word.endswith(_ENDINGS):  # noqa: PLR2004
            word = word[:-2]
        elif word[-1] in "tesn":
            word = word[:-1]
        else:
            break
    return word
