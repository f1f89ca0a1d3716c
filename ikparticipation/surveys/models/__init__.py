"""Surveys, their questionnaires and waves, and what the organisations answer."""

from ikparticipation.surveys.models.questionnaires import (
    Questionnaire,
    QuestionnaireDraft,
    Survey,
)
from ikparticipation.surveys.models.responses import (
    AnswerFile,
    Response,
    ResponseRevision,
    ResponseStatus,
)
from ikparticipation.surveys.models.waves import Wave, WaveInvitation

__all__ = [
    "AnswerFile",
    "Questionnaire",
    "QuestionnaireDraft",
    "Response",
    "ResponseRevision",
    "ResponseStatus",
    "Survey",
    "Wave",
    "WaveInvitation",
]
