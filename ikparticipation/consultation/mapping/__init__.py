"""Where the selections of one version stand in the next.

Both versions are known, so nothing is searched for: passages are aligned, then their sentences,
then the words of changed sentences, once for all selections. A selection is `unchanged`,
`changed` or `moved` only if its place is certain; otherwise a person is asked, or it is gone.
"""

from collections.abc import Sequence

from ikparticipation.consultation.anchors import Span
from ikparticipation.consultation.mapping.carrying import Carried
from ikparticipation.consultation.mapping.deciding import Deciding
from ikparticipation.consultation.mapping.places import (
    Mapped,
    MappedStatus,
    Method,
    Place,
    Suggestion,
    Text,
)

__all__ = [
    "ALGORITHM",
    "AUTOMATIC",
    "Mapped",
    "MappedStatus",
    "Method",
    "Place",
    "Suggestion",
    "Text",
    "map_anchors",
]

ALGORITHM = "1"
"""Stored with every mapping; another rule or bound below is another algorithm."""
AUTOMATIC = frozenset({MappedStatus.UNCHANGED, MappedStatus.CHANGED, MappedStatus.MOVED})
"""Nobody is asked."""


def map_anchors(
    old: Sequence[Text], new: Sequence[Text], spans: Sequence[tuple[int, Span]]
) -> list[Mapped]:
    """Return what became of each (block of the old version, span in its canonical text).

    Raise ValueError for a span that is empty or not in its block. The alignment is worked out
    once; each span then costs no more than its own words and those around it, and a search of
    the text only where it is not plain.
    """
    deciding = Deciding(Carried(old, new))
    return [deciding.decide(block, span) for block, span in spans]
