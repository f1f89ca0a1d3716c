"""The table of one county: what is shipped, and what its people added or switched off."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from ikparticipation.organisations.names.tables import SHIPPED, Table

_PARTS = re.compile(r"\d+|[^\W\d_]+")
"""Letters and digits are read apart: „g20“ stands in names as „g 20“."""


@lru_cache(16)
def county_table(own: tuple[tuple[str, str], ...]) -> Table:
    """Return the shipped table with `own` entries (short, meaning), both normalised.

    An empty meaning switches a shipped one off. A meaning may use other abbreviations: names are
    written out only once, so they are written out here. The same entries give the same object.
    """
    if not own:
        return SHIPPED
    short = {_apart(key): value for key, value in SHIPPED.short.items()}
    short |= {_apart(key): _apart(value) for key, value in own}
    used = {key: value for key, value in short.items() if value}
    return replace(SHIPPED, short=used | _written_out(own, used))


def _written_out(own: Iterable[tuple[str, str]], table: Mapping[str, str]) -> dict[str, str]:
    return {
        _apart(key): table.get(_apart(value))
        or " ".join(table.get(word, word) for word in _apart(value).split())
        for key, value in own
        if value
    }


def _apart(phrase: str) -> str:
    return " ".join(_PARTS.findall(phrase))
