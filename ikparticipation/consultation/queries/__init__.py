"""What the pages of a consultation show, and what other packages may ask about it."""

from ikparticipation.consultation.queries.answering import (
    AnswerState,
    answer_queue,
    answers_to,
    case_of,
    dispositions,
    drafted_answers,
    group_of,
    unanswered_by_document,
)
from ikparticipation.consultation.queries.assigned import (
    assigned_to,
    assignment_of,
    is_assigned,
    offices,
)
from ikparticipation.consultation.queries.comments import (
    Card,
    Shown,
    cards_of,
    comment_for,
    my_comments,
    newest_answers,
    our_cards,
)
from ikparticipation.consultation.queries.gate import gate_of
from ikparticipation.consultation.queries.groups import Member, group_members
from ikparticipation.consultation.queries.journeys import journey_of
from ikparticipation.consultation.queries.margins import (
    Chosen,
    Margins,
    first_ones,
    in_order,
    margins,
    organisations_in,
)
from ikparticipation.consultation.queries.moderation import RoundFigures, round_figures
from ikparticipation.consultation.queries.places import places_of
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
from ikparticipation.consultation.queries.waiting import Waiting, waiting

__all__ = [
    "AnswerState",
    "Card",
    "Chosen",
    "Margins",
    "Member",
    "RoundFigures",
    "Shown",
    "Waiting",
    "all_rounds",
    "answer_queue",
    "answers_to",
    "assigned_to",
    "assignment_of",
    "cards_of",
    "case_of",
    "comment_for",
    "dispositions",
    "drafted_answers",
    "first_ones",
    "gate_of",
    "group_members",
    "group_of",
    "in_order",
    "is_assigned",
    "journey_of",
    "margins",
    "my_comments",
    "newest_answers",
    "offices",
    "open_rounds",
    "organisations_in",
    "our_cards",
    "place_at",
    "places_of",
    "published_versions",
    "round_figures",
    "unanswered_by_document",
    "versions_of",
    "versions_without_round",
    "waiting",
]
