"""What one reader may see of the directory, as `queries.visible` decides it, for the index."""

from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True)
class Sight:
    """`everything`: also what is not public. `own`: organisations of which all rows are shown."""

    everything: bool = False
    own: frozenset[UUID] = field(default_factory=frozenset)
