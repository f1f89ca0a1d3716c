"""Reading: the version with its comments, one comment, the comparison of two versions."""

from ikparticipation.consultation.views.reading import (
    comments,
    compare,
    versions,
    wording,
)

__all__ = ["comments", "compare", "versions", "wording"]
