"""Who wrote in which section, as it is kept with the answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

MOST_PEOPLE = 10
"""Kept of one section: those who wrote in it last."""

Stored = Mapping[str, Sequence[Mapping[str, Any]]]
"""Section → entries {"id": user, "at": ISO 8601}, who wrote last first, one for each person."""


@dataclass(frozen=True)
class Contribution:
    user_id: UUID
    at: datetime
    """When this person last changed something there."""


def noted(stored: Stored, section: str, user_id: UUID, at: datetime) -> dict[str, Any]:
    """Return what is kept after this person has changed something in a section."""
    me = {"id": str(user_id), "at": at.isoformat()}
    others = [entry for entry in stored.get(section, ()) if entry["id"] != me["id"]]
    return {**stored, section: [me, *others][:MOST_PEOPLE]}


def contributions(stored: Stored, section: str) -> list[Contribution]:
    """Return who wrote in a section, who wrote last first."""
    return [
        Contribution(UUID(entry["id"]), datetime.fromisoformat(entry["at"]))
        for entry in stored.get(section, ())
    ]


def people(stored: Stored) -> set[UUID]:
    """Return everybody who wrote anywhere."""
    return {UUID(entry["id"]) for entries in stored.values() for entry in entries}
