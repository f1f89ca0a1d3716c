"""The code that finds an anonymous answer again. Only who answers has it."""

import hashlib
import secrets
from uuid import UUID

from ikparticipation.receipts import ALPHABET

GROUPS = LENGTH = 4


def new_code() -> str:
    """Return a new code such as "K7QM-XRDP-4ACD-EFGH".

    There are 4 · 10²² of them: longer than a receipt, because whoever has the database can try
    them on its hashes as fast as the machine goes.
    """
    letters = [secrets.choice(ALPHABET) for _ in range(GROUPS * LENGTH)]
    return "-".join("".join(letters[i : i + LENGTH]) for i in range(0, len(letters), LENGTH))


def tidy(typed: str) -> str:
    """Return a code in its one spelling, however it was typed; blank where it cannot be one."""
    letters = [letter for letter in typed.upper() if letter in ALPHABET]
    if len(typed) > 100 or len(letters) != GROUPS * LENGTH:  # noqa: PLR2004 - nobody types that
        return ""
    return "-".join("".join(letters[i : i + LENGTH]) for i in range(0, len(letters), LENGTH))


def code_hash(wave_id: UUID, code: str) -> str:
    """Return what the database has of a code. It is looked up whole, so time tells nothing."""
    return hashlib.sha256(f"{wave_id}/{code}".encode()).hexdigest()
