"""Passwords: Argon2id, as strong as the installation says."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 10
LONGEST = 200
"""Characters. No other rule: length is what helps, and composition rules only annoy."""


@cache
def hasher(cost: int) -> PasswordHasher:
    """Return the hasher for `cost` KiB of memory; three passes, four lanes (RFC 9106)."""
    return PasswordHasher(time_cost=3, memory_cost=cost, parallelism=4)


@cache
def _nobody(cost: int) -> str:
    return hasher(cost).hash("nobody has this password")


def hashed(password: str, *, cost: int) -> str:
    return hasher(cost).hash(password)


def matches(password: str, stored: str | None, *, cost: int) -> bool:
    """Tell whether this is the password. Without a stored one it costs the same time."""
    try:
        hasher(cost).verify(stored or _nobody(cost), password)
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


def is_outdated(stored: str, *, cost: int) -> bool:
    """Tell whether the hash was made with other parameters than today's."""
    return hasher(cost).check_needs_rehash(stored)
