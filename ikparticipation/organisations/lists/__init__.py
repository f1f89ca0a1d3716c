"""Lists of organisations to be taken in, pure: from the bytes of a file to lines with verdicts.

`files` opens CSV and XLSX, `headings` understands the first line, `lines` cleans each line and
says what is wrong with it, `verdicts` compares it with the register. Nothing is stored.
"""

from ikparticipation.organisations.lists.files import MAX_FILE, MAX_LINES, UnreadableListError
from ikparticipation.organisations.lists.lines import (
    PROBLEMS,
    Fault,
    Line,
    Place,
    Problem,
    Words,
    read_list,
)
from ikparticipation.organisations.lists.verdicts import (
    Candidate,
    Entry,
    Judged,
    Verdict,
    judge,
)

__all__ = [
    "MAX_FILE",
    "MAX_LINES",
    "PROBLEMS",
    "Candidate",
    "Entry",
    "Fault",
    "Judged",
    "Line",
    "Place",
    "Problem",
    "UnreadableListError",
    "Verdict",
    "Words",
    "judge",
    "read_list",
]
