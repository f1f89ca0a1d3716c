"""Who is in the register, who acts for whom (`register`), and what lists hold (`lists`)."""

from ikparticipation.organisations.queries.lists import (
    LINES_PAGE,
    LinesPage,
    counts_of,
    list_lines,
    organisations_of_import,
    unfinished_lists,
    with_faults,
)
from ikparticipation.organisations.queries.register import (
    MOST_WORDS,
    PAGE,
    Filter,
    RegisterPage,
    Rows,
    members,
    membership_of,
    memberships,
    names,
    places,
    register,
    resolve,
    same_name,
)

__all__ = [
    "LINES_PAGE",
    "MOST_WORDS",
    "PAGE",
    "Filter",
    "LinesPage",
    "RegisterPage",
    "Rows",
    "counts_of",
    "list_lines",
    "members",
    "membership_of",
    "memberships",
    "names",
    "organisations_of_import",
    "places",
    "register",
    "resolve",
    "same_name",
    "unfinished_lists",
    "with_faults",
]
