"""Surveys, their questionnaires and waves, and what the organisations answer."""

from ikparticipation.surveys.models.questionnaires import (
    Questionnaire,
    QuestionnaireDraft,
    Survey,
)
from ikparticipation.surveys.models.responses import (
    AnswerFile,
    Channel,
    Response,
    ResponseRevision,
    ResponseStatus,
    ReviewStatus,
)
from ikparticipation.surveys.models.reviews import Correction, Inquiry, InquiryEntry
from ikparticipation.surveys.models.waves import Acceptance, Wave, WaveInvitation

__all__ = [
    "Acceptance",
    "AnswerFile",
    "Channel",
    "Correction",
    "Inquiry",
    "InquiryEntry",
    "Questionnaire",
    "QuestionnaireDraft",
    "Response",
    "ResponseRevision",
    "ResponseStatus",
    "ReviewStatus",
    "Survey",
    "Wave",
    "WaveInvitation",
]
