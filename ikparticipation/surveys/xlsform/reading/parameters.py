"""The cell `parameters`: `start=1 end=5`, separated by spaces, commas or semicolons."""

import re
from collections.abc import Mapping

_PAIR = re.compile(r"([^\s=,;]+)\s*=\s*([^\s=,;]+)")
_BETWEEN = re.compile(r"[\s,;]*")
_AS_WRITTEN = frozenset({"label", "value", "seed"})
"""Their values name columns and questions, where large and small letters differ."""


def parameters(cell: str) -> Mapping[str, str] | None:
    """Return them by name in small letters; None when the cell is something else."""
    found: dict[str, str] = {}
    at = 0
    while at < len(cell):
        begin = _BETWEEN.match(cell, at)
        at = begin.end() if begin else at
        if at == len(cell):
            break
        pair = _PAIR.match(cell, at)
        if pair is None:
            return None
        name = pair[1].casefold()
        found[name] = pair[2] if name in _AS_WRITTEN else pair[2].casefold()
        at = pair.end()
    return found
