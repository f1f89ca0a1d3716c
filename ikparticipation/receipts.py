"""What proves that something was submitted: a code to read out, and a hash of the words."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from typing import Any

ALPHABET = "ACDEFGHJKLMNPQRTUVWXY34679"
"""Without what looks or sounds alike: 0/O, 1/I, 2/Z, 5/S, 8/B."""
GROUPS = 3
LENGTH = 3


def new_code() -> str:
    """Return a new code such as "K7Q-MXR-DP4".

    There are 5 · 10¹² of them; should one come twice, the database refuses it.
    """
    letters = [secrets.choice(ALPHABET) for _ in range(GROUPS * LENGTH)]
    return "-".join("".join(letters[i : i + LENGTH]) for i in range(0, len(letters), LENGTH))


def canonical_json(document: Mapping[str, Any]) -> bytes:
    """Return the one spelling of a document: UTF-8, keys sorted, no spaces."""
    return json.dumps(
        document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def hash_of(document: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the canonical document, in hex digits."""
    return hashlib.sha256(canonical_json(document)).hexdigest()
