"""What people do in a consultation. Each function is one complete act."""

from ikparticipation.consultation.services.answering.answers import (
    draft_disposition,
    draft_for_group,
    release_dispositions,
    reopen_deferrals,
)
from ikparticipation.consultation.services.answering.assignments import assign_comments
from ikparticipation.consultation.services.answering.takeovers import take_over, take_over_by_hand
from ikparticipation.consultation.services.answering.text_blocks import save_text_block
from ikparticipation.consultation.services.circles import invite_organisations
from ikparticipation.consultation.services.commenting.comments import submit_comment
from ikparticipation.consultation.services.commenting.corrections import (
    correct_comment,
    withdraw_comment,
)
from ikparticipation.consultation.services.commenting.statements import (
    change_draft,
    delete_draft,
    release_statement,
)
from ikparticipation.consultation.services.commenting.supports import (
    support_comment,
    take_back_support,
)
from ikparticipation.consultation.services.moderating.appeals import appeal_decision, decide_appeal
from ikparticipation.consultation.services.moderating.blackening import blacken_comment
from ikparticipation.consultation.services.moderating.groups import (
    add_to_group,
    dissolve_group,
    form_group,
    keep_apart,
    split_off,
)
from ikparticipation.consultation.services.moderating.moderation import (
    decline_comment,
    keep_comment,
    publish_comment,
)
from ikparticipation.consultation.services.moderating.reports import report_comment
from ikparticipation.consultation.services.next_version.changes import explain_changes, link_changes
from ikparticipation.consultation.services.next_version.places import confirm_place, map_places
from ikparticipation.consultation.services.next_version.publishing import publish_next_version
from ikparticipation.consultation.services.rounds import change_end, open_round

__all__ = [
    "add_to_group",
    "appeal_decision",
    "assign_comments",
    "blacken_comment",
    "change_draft",
    "change_end",
    "confirm_place",
    "correct_comment",
    "decide_appeal",
    "decline_comment",
    "delete_draft",
    "dissolve_group",
    "draft_disposition",
    "draft_for_group",
    "explain_changes",
    "form_group",
    "invite_organisations",
    "keep_apart",
    "keep_comment",
    "link_changes",
    "map_places",
    "open_round",
    "publish_comment",
    "publish_next_version",
    "release_dispositions",
    "release_statement",
    "reopen_deferrals",
    "report_comment",
    "save_text_block",
    "split_off",
    "submit_comment",
    "support_comment",
    "take_back_support",
    "take_over",
    "take_over_by_hand",
    "withdraw_comment",
]
