"""What happens to surveys. Each function is one complete act."""

from ikparticipation.surveys.services.questionnaires import (
    WorkbookError,
    create_survey,
    take_standard,
    upload_questionnaire,
)
from ikparticipation.surveys.services.responses import (
    IncompleteError,
    SaveConflictError,
    Saved,
    UnseenChangesError,
    WaveClosedError,
    document_of,
    save_section,
    submit_response,
)
from ikparticipation.surveys.services.waves import (
    change_wave,
    invite,
    invite_all,
    open_wave,
    repeat_invitation,
)

__all__ = [
    "IncompleteError",
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
