"""Pages: the register and its names for steering, one's own organisation, members, and lists."""

from ikparticipation.organisations.views import (
    abbreviations,
    duplicates,
    editing,
    lists,
    members,
    names,
    own,
    register,
)
from ikparticipation.organisations.views.blueprint import bp

__all__ = [
    "abbreviations",
    "bp",
    "duplicates",
    "editing",
    "lists",
    "members",
    "names",
    "own",
    "register",
]
