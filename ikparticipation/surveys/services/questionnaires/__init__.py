"""Surveys, the drafts of their questionnaires, and the versions these become."""

from ikparticipation.surveys.services.questionnaires.blank import begin_blank
from ikparticipation.surveys.services.questionnaires.checking import WorkbookError
from ikparticipation.surveys.services.questionnaires.drafts import (
    DraftTakenError,
    StaleDraftError,
    begin_draft,
    begin_from_version,
    discard_draft,
    save_draft,
)
from ikparticipation.surveys.services.questionnaires.editing import (
    Edit,
    edit_draft,
    undo_all,
    undo_step,
)
from ikparticipation.surveys.services.questionnaires.publishing import (
    LONGEST_REASON,
    CheckedDraft,
    ReasonMissingError,
    check_draft,
    file_of,
    publish_draft,
    was_edited,
)
from ikparticipation.surveys.services.questionnaires.versions import (
    create_survey,
    take_standard,
    upload_questionnaire,
)

__all__ = [
    "LONGEST_REASON",
    "CheckedDraft",
    "DraftTakenError",
    "Edit",
    "ReasonMissingError",
    "StaleDraftError",
    "WorkbookError",
    "begin_blank",
    "begin_draft",
    "begin_from_version",
    "check_draft",
    "create_survey",
    "discard_draft",
    "edit_draft",
    "file_of",
    "publish_draft",
    "save_draft",
    "take_standard",
    "undo_all",
    "undo_step",
    "upload_questionnaire",
    "was_edited",
]
