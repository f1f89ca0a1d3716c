"""What the pages of a consultation show, and what other packages may ask about it."""

from ikparticipation.consultation.queries.comments import (
    Card,
    Tally,
    comment_for,
    comments_on,
    my_comments,
    newest_answers,
    tally,
    tally_of,
)
from ikparticipation.consultation.queries.queues import (
    AnswerState,
    Waiting,
    answer_queue,
    case_of,
    dispositions,
    drafted_answers,
    moderation_queue,
    unanswered_by_document,
    undecided_by_document,
    waiting,
)
from ikparticipation.consultation.queries.rounds import (
    all_rounds,
    open_rounds,
    versions_without_round,
)
from ikparticipation.consultation.queries.versions import (
    place_at,
    published_versions,
    versions_of,
)

__all__ = [
    "AnswerState",
    "Card",
    "Tally",
    "Waiting",
    "all_rounds",
    "answer_queue",
    "case_of",
    "comment_for",
    "comments_on",
    "dispositions",
    "drafted_answers",
    "moderation_queue",
    "my_comments",
    "newest_answers",
    "open_rounds",
    "place_at",
    "published_versions",
    "tally",
    "tally_of",
    "unanswered_by_document",
    "undecided_by_document",
    "versions_of",
    "versions_without_round",
    "waiting",
]
