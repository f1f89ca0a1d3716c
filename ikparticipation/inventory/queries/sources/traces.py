"""What stands behind a thing, as one reader may know it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from ikparticipation.inventory.queries.sources.figures import Sources


@dataclass(frozen=True, kw_only=True)
class Statement:
    """What one organisation said in one answer. Names are None where the reader may not know."""

    organisation_id: UUID | None
    organisation: str | None
    what: str
    wave_id: UUID
    wave_titles: Mapping[str, str]
    said_at: datetime
    revision: int


@dataclass(frozen=True, kw_only=True)
class Layer:
    """A correction by the administration: what the organisation said stays below it."""

    of: str
    """Name of the question, or of the property."""
    reason: str
    """Empty: the reader may know that it was corrected, and not why."""
    made_at: datetime
    withdrawn_at: datetime | None = None
    objection: str = ""
    wave_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What a person decided or entered; `msgid` and `facts` tell it."""

    msgid: str
    facts: Mapping[str, str]
    at: datetime | None
    person: str = ""
    """Told to the staff only."""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class File:
    name: str
    row: str


@dataclass(frozen=True, kw_only=True)
class Run:
    """The background work that made it: when, by which version of the rules, with what."""

    msgid: str
    at: datetime
    rules: int
    facts: Sequence[tuple[str, str]] = ()
    """[(msgid of the word, value)]."""


@dataclass(frozen=True, kw_only=True)
class Trace:
    """All that stands behind one thing. `hidden`: statements that this reader may not know."""

    title: str
    """Name of the thing; empty: a figure, which has its own heading, or not told to this reader."""
    figure: Sources | None = None
    statements: Sequence[Statement] = ()
    hidden: int = 0
    files: Sequence[File] = ()
    layers: Sequence[Layer] = ()
    decisions: Sequence[Decision] = ()
    runs: Sequence[Run] = ()
    further: Mapping[str, str] = field(default_factory=dict)
    """Address → msgid: where more of it stands."""
