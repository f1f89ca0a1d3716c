"""What an organisation changed about an offer from one answer to the next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Said:
    """An offer as one answer named it, as far as a reader may know: property → what is said."""

    name: str
    properties: Mapping[str, Any]


def changed(before: Said, after: Said) -> list[str]:
    """Return the properties that say something else, in the order of `after`; `name` first."""
    names = ["name"] if before.name != after.name else []
    return names + [
        each
        for each, value in after.properties.items()
        if _plain(before.properties.get(each)) != _plain(value)
    ]


def _plain(value: Any) -> Any:
    """Return a value so that nothing said in several ways is the same, and lists are sets."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return frozenset(value) or None
    return None if value == "" else value
