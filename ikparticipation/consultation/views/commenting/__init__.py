"""Commenting: in the browser, for an organisation, in a Word file, by letter or at a meeting."""

from ikparticipation.consultation.views.commenting import (
    contributions,
    corrections,
    readers,
    statements,
    word,
    writing,
)

__all__ = ["contributions", "corrections", "readers", "statements", "word", "writing"]
