"""The review of responses: what waits for it, what was asked and corrected, what counts."""

from ikparticipation.surveys.queries.reviewing.counted import (
    accepted_revision,
    counted_before,
    counted_document,
    layers_of,
    newest_documents,
)
from ikparticipation.surveys.queries.reviewing.queue import (
    Waiting,
    all_waiting,
    number_waiting,
    waiting_for_review,
)
from ikparticipation.surveys.queries.reviewing.said import (
    Entry,
    Thread,
    corrections_of,
    response_of,
    threads_of,
)

__all__ = [
    "Entry",
    "Thread",
    "Waiting",
    "accepted_revision",
    "all_waiting",
    "corrections_of",
    "counted_before",
    "counted_document",
    "layers_of",
    "newest_documents",
    "number_waiting",
    "response_of",
    "threads_of",
    "waiting_for_review",
]
