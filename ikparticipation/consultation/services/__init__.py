"""What people do in a consultation. Each function is one complete act."""

from ikparticipation.consultation.services.answers import draft_disposition, release_dispositions
from ikparticipation.consultation.services.comments import submit_comment
from ikparticipation.consultation.services.moderation import decline_comment, publish_comment
from ikparticipation.consultation.services.rounds import change_end, open_round

__all__ = [
    "change_end",
    "decline_comment",
    "draft_disposition",
    "open_round",
    "publish_comment",
    "release_dispositions",
    "submit_comment",
]
