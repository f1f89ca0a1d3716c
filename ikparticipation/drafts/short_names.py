"""Short names for addresses, made of titles."""

import re
import unicodedata
from collections.abc import Collection
from itertools import count

_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def short_name(title: str, *, longest: int) -> str:
    """Return small letters from a to z, digits and single hyphens; "" for a title without any.

    One that is too long ends with a word, if it has several.
    """
    spelled = unicodedata.normalize("NFC", title).casefold().translate(_SPELLED)
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    name = "-".join(re.findall("[a-z0-9]+", plain))
    if len(name) <= longest:
        return name
    cut = name[: longest + 1]
    return cut.rpartition("-")[0] if "-" in cut else cut[:longest]


def free_name(name: str, taken: Collection[str], *, longest: int) -> str:
    """Return the name, or else the first one like it with a number that nobody has yet."""
    if name not in taken:
        return name
    numbered = (f"{name[: longest - len(str(n)) - 1]}-{n}" for n in count(2))
    return next(each for each in numbered if each not in taken)
