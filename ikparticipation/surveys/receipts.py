"""The code on a receipt: short enough to read out, and never misheard."""

import secrets

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
