"""Regular expressions of a file: searched by RE2, whose time is linear in the text.

RE2 knows no look-around and no back references; a pattern with them is refused at publication.
One that only arises while answering and cannot be read matches nothing.
"""

from functools import lru_cache

import re2

_MAX_MEMORY = 1 << 20
_KEPT = 512


@lru_cache(_KEPT)
def pattern_of(source: str) -> "re2._Regexp | None":
    """Return a pattern, or None if RE2 does not take it."""
    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MAX_MEMORY
    try:
        return re2.compile(source, options)
    except (re2.error, UnicodeEncodeError):  # the latter: a lone surrogate
        return None


def searches(pattern: "re2._Regexp | None", text: str) -> bool:
    """Return whether a pattern is found anywhere in a text."""
    try:
        return pattern is not None and pattern.search(text) is not None
    except (re2.error, UnicodeEncodeError):
        return False
