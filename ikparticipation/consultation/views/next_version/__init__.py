"""The next version: what changes and why, publishing, and places that a person decides."""

from ikparticipation.consultation.views.next_version import (
    changes,
    placing,
    publishing,
)

__all__ = ["changes", "placing", "publishing"]
