"""Lasting ids: of what has one of its own that one, of everything else one made from it."""

from uuid import UUID, uuid5

_ROOT = UUID("0d5c0a0e-2f5b-5d0b-9c43-51a6f4b3e6a1")
_FOREIGN = UUID("5b1f7b0e-6c0f-5f43-8d3e-2f0b8a7c9d42")


def made(*parts: object) -> str:
    """Return the id of something that is found by these parts: the same one each time."""
    return str(uuid5(_ROOT, "/".join(map(str, parts))))


def taken_over(foreign: str) -> UUID:
    """Return our id of what another system calls `foreign`: the same one for each file."""
    return uuid5(_FOREIGN, foreign.strip().casefold())
