"""What proves that something was submitted: a code to read out, and a hash of the words."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from typing import Any

ALPHABET = "ACDEFGHJKLMNPQRTUVWXY34679"
"""Without what looks or sounds alike: 0/O, 1/I, 2/Z, 5/S, 8/B."""
GROUPS = (3, 3, 3)


def new_code() -> str:
    """Return a new code such as "K7Q-MXR-DP4"; 5 · 10¹² of them, the database refuses a second."""
    number = secrets.randbelow(len(ALPHABET) ** sum(GROUPS))
    groups = []
    for size in GROUPS:
        number, place = divmod(number, len(ALPHABET) ** size)
        letters = (place // len(ALPHABET) ** n % len(ALPHABET) for n in range(size))
        groups.append("".join(ALPHABET[letter] for letter in letters))
    return "-".join(groups)


def canonical_json(document: Mapping[str, Any]) -> bytes:
    """Return the one way to write a document: sorted keys, no spaces, UTF-8."""
    words = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return words.encode()


def hash_of(document: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the canonical document, in hex."""
    return hashlib.sha256(canonical_json(document)).hexdigest()
