"""Moderating: the queue, one case, and groups of similar comments."""

from ikparticipation.consultation.views.moderating import (
    decisions,
    groups,
    queue,
)

__all__ = ["decisions", "groups", "queue"]
