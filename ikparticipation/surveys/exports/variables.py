"""What columns are called in SPSS: letters, digits, dots and underscores, 64 octets at most."""

import re
from collections.abc import Iterable

LONGEST_NAME = 64
_RESERVED = frozenset(
    {"ALL", "AND", "BY", "EQ", "GE", "GT", "LE", "LT", "NE", "NOT", "OR", "TO", "WITH"}
)
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_.]")


def variable_names(names: Iterable[str]) -> list[str]:
    """Return names that SPSS allows, all different without regard to capitals."""
    found: dict[str, str] = {}
    for name in names:
        tidy = _NOT_IN_NAMES.sub("_", name).strip("_.")
        if not tidy[:1].isalpha() or tidy.upper() in _RESERVED:
            tidy = f"v_{tidy}".rstrip("_.")
        fresh, number = tidy[:LONGEST_NAME].rstrip("_."), 1
        while fresh.casefold() in found:
            number += 1
            fresh = f"{tidy[: LONGEST_NAME - 1 - len(str(number))]}_{number}"
        found[fresh.casefold()] = fresh
    return list(found.values())
