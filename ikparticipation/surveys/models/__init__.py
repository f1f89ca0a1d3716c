"""Surveys, their questionnaires and waves, and what the organisations answer."""

from ikparticipation.surveys.models.inviting import (
    CallNote,
    ContactProposal,
    ContactStatus,
    InvitationMail,
    SurveyOptOut,
)
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
from ikparticipation.surveys.models.results import ResultContribution, result_counter
from ikparticipation.surveys.models.reviews import Correction, Inquiry, InquiryEntry
from ikparticipation.surveys.models.waves import Acceptance, Wave, WaveInvitation

__all__ = [
    "Acceptance",
    "AnswerFile",
    "CallNote",
    "Channel",
    "ContactProposal",
    "ContactStatus",
    "Correction",
    "Inquiry",
    "InquiryEntry",
    "InvitationMail",
    "Questionnaire",
    "QuestionnaireDraft",
    "Response",
    "ResponseRevision",
    "ResponseStatus",
    "ResultContribution",
    "ReviewStatus",
    "Survey",
    "SurveyOptOut",
    "Wave",
    "WaveInvitation",
    "result_counter",
]
