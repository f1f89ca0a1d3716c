"""Reading: the version with its comments, one comment, the comparison of two versions."""

from ikparticipation.consultation.views.reading import (
    carried,
    comments,
    compare,
    versions,
    wording,
)

__all__ = ["carried", "comments", "compare", "versions", "wording"]
