"""Where entries and names come from: nothing is in the register without it."""

from dataclasses import dataclass

from ikparticipation.text import N_


@dataclass(frozen=True, kw_only=True)
class Origin:
    """A file and its row, or a reason of the person who enters it."""

    file: str = ""
    row: int | None = None
    reason: str = ""


INSTALLATION = Origin(file="./ik manage")
ENTERED = Origin(reason=N_("Von der Verwaltung eingetragen"))
"""Where nothing else was told: the command line, and a person."""
