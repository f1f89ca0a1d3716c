"""The standing groups of the demo county."""

from dataclasses import dataclass
from typing import Any

from ikparticipation.demo.read.parts import refuse_others


@dataclass(frozen=True, kw_only=True)
class StandingGroup:
    name: str
    kind: str
    description: str
    lead: str
    """Key of an organisation."""
    reason: str
    spellings: tuple[str, ...]
    """Other names by which it is meant."""


def group(given: dict[str, Any]) -> StandingGroup:
    refuse_others(given, "name", "kind", "description", "lead", "reason", "spellings")
    return StandingGroup(**given | {"spellings": tuple(given["spellings"])})
