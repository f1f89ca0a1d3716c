"""One spelling for the names of organisations, to find the same name written differently.

Only what never tells two organisations apart is taken away: upper case, umlauts, punctuation and
the legal form. Places, years and levels (Kreisverband, KV, OV) stay, nothing is abbreviated or
spelled out: what is merely similar is for a person to decide.
"""

import re
import unicodedata

from ikparticipation.text import canonical

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_APOSTROPHES = str.maketrans(dict.fromkeys("'’‘ʼ´`"))

_WORD = re.compile(r"[^\W_]+")
_REGISTERED = re.compile(r"(?<=[\s(,])(?:[eE]\.\s?[vV]\b\.?|e\s?V\b\.?)")
"""e.V. with its dot or its capital: "Ev. Kirche" is a church, and "ev" may be its short form."""

_FORMS = frozenset(
    tuple(form.split())
    for form in (
        "eingetragener verein",
        "gmbh",
        "ggmbh",
        "gemeinnuetzige gmbh",
        "gemeinnuetzige gesellschaft mbh",
        "gemeinnuetzige gesellschaft mit beschraenkter haftung",
        "ug haftungsbeschraenkt",
        "gug haftungsbeschraenkt",
        "eingetragene genossenschaft",
        "koerperschaft des oeffentlichen rechts",
        "anstalt des oeffentlichen rechts",
        "kdoer",
        "aoer",
    )
)
"""Legal forms wherever they stand, but not as the first word."""

_LONGEST = max(map(len, _FORMS))
_LAST_FORMS = frozenset({("ev",), ("eg",), ("ug",), ("gug",)})
"""Legal forms only at the end: elsewhere the letters mean something else.

AG and KG are not here: at the end, too, they mean Arbeitsgemeinschaft and Kirchengemeinde.
"""


def normalise(name: str) -> str:
    """Return the name as it is compared: small letters a–z, other scripts' letters, and digits.

    Empty if nothing in the name is a letter or a digit. Applying it again changes nothing.
    """
    plain = canonical(name).translate(_APOSTROPHES)
    words = _words(_REGISTERED.sub(" ", plain)) or _words(plain)
    while (fewer := _without_form(words)) != words:
        words = fewer
    return " ".join(words)


def _words(name: str) -> list[str]:
    spaced = name.casefold().replace("&", " und ").replace("+", " und ")
    words = " ".join(_join_initials(_WORD.findall(spaced)))
    folded = unicodedata.normalize("NFKD", words.translate(_UMLAUTS))
    bare = "".join(c for c in folded if not unicodedata.combining(c))
    return _join_initials(_WORD.findall(bare.casefold()))


def _join_initials(words: list[str]) -> list[str]:
    """Write "s v" (from S. V.) as "sv"."""
    joined: list[str] = []
    initials = False
    for word in words:
        single = len(word) == 1 and word.isalpha()
        if single and initials:
            joined[-1] += word
        else:
            joined.append(word)
        initials = single
    return joined


def _without_form(words: list[str]) -> list[str]:
    """Return the words without one legal form; a name is never only its legal form."""
    for start in range(1, len(words)):
        for end in range(min(start + _LONGEST, len(words)), start, -1):
            form = tuple(words[start:end])
            if form in _FORMS or (form in _LAST_FORMS and end == len(words)):
                return _join_initials(words[:start] + words[end:])
    return words
