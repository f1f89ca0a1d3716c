"""Rounds, comments, moderation, answers, and the places of comments in later versions."""

from ikparticipation.consultation.models.answers import (
    Assignment,
    ChangeReason,
    Disposition,
    ExplainedChange,
    LinkedChange,
    Outcome,
    TextBlock,
)
from ikparticipation.consultation.models.comments import (
    NEXT,
    Channel,
    Comment,
    CommentGroup,
    CommentKind,
    CommentRevision,
    CommentStatus,
    DeclineCategory,
    Statement,
    Support,
)
from ikparticipation.consultation.models.moderation import Appeal, Report, ReportReason
from ikparticipation.consultation.models.places import CommentPlace, PlaceStatus, Standing
from ikparticipation.consultation.models.rounds import Circle, Moderation, Round, RoundInvitation

__all__ = [
    "NEXT",
    "Appeal",
    "Assignment",
    "ChangeReason",
    "Channel",
    "Circle",
    "Comment",
    "CommentGroup",
    "CommentKind",
    "CommentPlace",
    "CommentRevision",
    "CommentStatus",
    "DeclineCategory",
    "Disposition",
    "ExplainedChange",
    "LinkedChange",
    "Moderation",
    "Outcome",
    "PlaceStatus",
    "Report",
    "ReportReason",
    "Round",
    "RoundInvitation",
    "Standing",
    "Statement",
    "Support",
    "TextBlock",
]
