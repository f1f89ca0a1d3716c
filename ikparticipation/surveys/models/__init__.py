"""Surveys, their questionnaires and waves, and what the organisations answer."""

from ikparticipation.surveys.models.anonymous import (
    AnonymousAnswer,
    AnswerStatus,
    Participation,
)
from ikparticipation.surveys.models.entering import CHANNEL_NAMES, Entry
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
from ikparticipation.surveys.models.reopening import ReopeningRequest, ReopeningStatus
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
from ikparticipation.surveys.models.together import SectionAssignment, SubmissionWish
from ikparticipation.surveys.models.waves import Acceptance, Wave, WaveInvitation

__all__ = [
    "CHANNEL_NAMES",
    "Acceptance",
    "AnonymousAnswer",
    "AnswerFile",
    "AnswerStatus",
    "CallNote",
    "Channel",
    "ContactProposal",
    "ContactStatus",
    "Correction",
    "Entry",
    "Inquiry",
    "InquiryEntry",
    "InvitationMail",
    "Participation",
    "Questionnaire",
    "QuestionnaireDraft",
    "ReopeningRequest",
    "ReopeningStatus",
    "Response",
    "ResponseRevision",
    "ResponseStatus",
    "ResultContribution",
    "ReviewStatus",
    "SectionAssignment",
    "SubmissionWish",
    "Survey",
    "SurveyOptOut",
    "Wave",
    "WaveInvitation",
    "result_counter",
]
