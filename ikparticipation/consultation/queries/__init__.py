"""What the pages of a consultation show, and what other packages may ask about it."""

from ikparticipation.consultation.queries.answering.assigned import (
    assigned_to,
    assignment_of,
    is_assigned,
    offices,
)
from ikparticipation.consultation.queries.answering.queue import (
    AnswerState,
    answer_queue,
    answers_to,
    case_of,
    dispositions,
    drafted_answers,
    group_of,
    unanswered_by_document,
)
from ikparticipation.consultation.queries.answering.waiting import (
    Waiting,
    first_unanswered,
    waiting,
)
from ikparticipation.consultation.queries.moderating.groups import Member, group_members
from ikparticipation.consultation.queries.moderating.queue import RoundFigures, round_figures
from ikparticipation.consultation.queries.next_version.gate import gate_of
from ikparticipation.consultation.queries.next_version.places import places_of
from ikparticipation.consultation.queries.reading.behind import Behind, behind_changes
from ikparticipation.consultation.queries.reading.carried import (
    Carried,
    carried_from,
    carried_to,
)
from ikparticipation.consultation.queries.reading.comments import (
    Card,
    Shown,
    cards_of,
    comment_for,
    my_comments,
    newest_answers,
    our_cards,
)
from ikparticipation.consultation.queries.reading.journeys import journey_of
from ikparticipation.consultation.queries.reading.margins import (
    Chosen,
    Margins,
    first_ones,
    in_order,
    margins,
    organisations_in,
)
from ikparticipation.consultation.queries.reading.stops import Stop, stops_in
from ikparticipation.consultation.queries.reading.versions import (
    place_at,
    published_versions,
    versions_of,
)
from ikparticipation.consultation.queries.rounds import (
    all_rounds,
    open_rounds,
    published_in,
    versions_without_round,
)

__all__ = [
    "AnswerState",
    "Behind",
    "Card",
    "Carried",
    "Chosen",
    "Margins",
    "Member",
    "RoundFigures",
    "Shown",
    "Stop",
    "Waiting",
    "all_rounds",
    "answer_queue",
    "answers_to",
    "assigned_to",
    "assignment_of",
    "behind_changes",
    "cards_of",
    "carried_from",
    "carried_to",
    "case_of",
    "comment_for",
    "dispositions",
    "drafted_answers",
    "first_ones",
    "first_unanswered",
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
    "published_in",
    "published_versions",
    "round_figures",
    "stops_in",
    "unanswered_by_document",
    "versions_of",
    "versions_without_round",
    "waiting",
]
