"""Names that a program can use, made of the words that people read."""

import re
import unicodedata
from collections.abc import Collection

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,63}", re.ASCII)
"""As `reading` wants it: a name is a part of field names, addresses and exports."""
CHOICE_NAME = re.compile(r"[^\s/]{1,64}")
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_LONGEST = 40


def name_from(label: str, otherwise: str) -> str:
    """Return „Öffnungszeiten“ as oeffnungszeiten; `otherwise` where no letter can be kept."""
    plain = unicodedata.normalize("NFC", label).casefold().translate(_GERMAN)
    plain = unicodedata.normalize("NFD", plain)
    words = re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))
    name = "_".join(words)
    if len(name) > _LONGEST:
        name = name[: _LONGEST + 1].rpartition("_")[0] or name[:_LONGEST]
    if not name:
        return otherwise
    return name if name[0].isalpha() else f"{otherwise}_{name}"


def free(name: str, taken: Collection[str]) -> str:
    """Return the name, or with the first number behind it that nobody has."""
    number = 2
    found = name
    while found in taken:
        found = f"{name}_{number}"
        number += 1
    return found
