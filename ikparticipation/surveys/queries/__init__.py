"""What the pages about surveys show, and what other packages may know of them."""

from ikparticipation.surveys.queries.files import answer_file
from ikparticipation.surveys.queries.questionnaires import (
    compiled,
    compiled_by_id,
    draft_of,
    has_draft,
    names_of,
    newest_id,
    version_before,
)
from ikparticipation.surveys.queries.responses import (
    Seat,
    name_of,
    public_names,
    receipts,
    revision_of,
    seats,
)
from ikparticipation.surveys.queries.waves import (
    Candidate,
    InvitationRow,
    OpenTask,
    WaveRow,
    candidates,
    invitations,
    latest_wave,
    open_tasks,
    questionnaires_of,
    response_rate,
    survey_list,
    waves,
)

__all__ = [
    "Candidate",
    "InvitationRow",
    "OpenTask",
    "Seat",
    "WaveRow",
    "answer_file",
    "candidates",
    "compiled",
    "compiled_by_id",
    "draft_of",
    "has_draft",
    "invitations",
    "latest_wave",
    "name_of",
    "names_of",
    "newest_id",
    "open_tasks",
    "public_names",
    "questionnaires_of",
    "receipts",
    "response_rate",
    "revision_of",
    "seats",
    "survey_list",
    "version_before",
    "waves",
]
