"""What can be taken along: synopses, Word, open data, feeds."""

from ikparticipation.consultation.views.outputs import (
    full,
    public,
)

__all__ = ["full", "public"]
