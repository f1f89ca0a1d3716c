"""Answering: the queue, the answer, its release, and what goes over into the text."""

from ikparticipation.consultation.views.answering import (
    assigning,
    queue,
    releasing,
    takeovers,
    text_blocks,
    writing,
)

__all__ = ["assigning", "queue", "releasing", "takeovers", "text_blocks", "writing"]
