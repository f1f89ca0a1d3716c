"""What is missing or wrong in a set of answers, how far it is, and what is submitted of it.

What is not relevant is never missing, never wrong, and not submitted.
"""

from ikparticipation.surveys.xlsform.check.problems import (
    BLANK_ROW,
    MISSING,
    NOT_OFFERED,
    SAVE_AGAIN,
    TOO_FEW_ROWS,
    TOO_MANY_ROWS,
    UNSAID,
    check,
    check_section,
)
from ikparticipation.surveys.xlsform.check.progress import Progress, progress
from ikparticipation.surveys.xlsform.check.rows import filled_rows, is_blank
from ikparticipation.surveys.xlsform.check.submission import same_answers, submission

__all__ = [
    "BLANK_ROW",
    "MISSING",
    "NOT_OFFERED",
    "SAVE_AGAIN",
    "TOO_FEW_ROWS",
    "TOO_MANY_ROWS",
    "UNSAID",
    "Progress",
    "check",
    "check_section",
    "filled_rows",
    "is_blank",
    "progress",
    "same_answers",
    "submission",
]
