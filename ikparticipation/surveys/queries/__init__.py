"""What the pages about surveys show, and what other packages may know of them."""

from ikparticipation.surveys.queries.questionnaires import compiled, compiled_by_id
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
    "candidates",
    "compiled",
    "compiled_by_id",
    "invitations",
    "latest_wave",
    "name_of",
    "open_tasks",
    "public_names",
    "questionnaires_of",
    "receipts",
    "response_rate",
    "revision_of",
    "seats",
    "survey_list",
    "waves",
]
