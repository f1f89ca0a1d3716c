"""What happens to surveys. Each function is one complete act."""

from ikparticipation.surveys.services.questionnaires import (
    WorkbookError,
    create_survey,
    take_standard,
    upload_questionnaire,
)
from ikparticipation.surveys.services.saving import (
    SaveConflictError,
    Saved,
    document_of,
    save_section,
)
from ikparticipation.surveys.services.seats import WaveClosedError
from ikparticipation.surveys.services.submitting import (
    IncompleteError,
    UnseenChangesError,
    submit_response,
)
from ikparticipation.surveys.services.waves import (
    PeriodError,
    change_wave,
    invite,
    invite_all,
    open_wave,
    repeat_invitation,
)

__all__ = [
    "IncompleteError",
    "PeriodError",
    "SaveConflictError",
    "Saved",
    "UnseenChangesError",
    "WaveClosedError",
    "WorkbookError",
    "change_wave",
    "create_survey",
    "document_of",
    "invite",
    "invite_all",
    "open_wave",
    "repeat_invitation",
    "save_section",
    "submit_response",
    "take_standard",
    "upload_questionnaire",
]
