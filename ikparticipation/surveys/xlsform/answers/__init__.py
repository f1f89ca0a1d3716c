"""What a posted page does to the answers document.

Field names (names in a questionnaire have no slash; a field without one is the page's own):

    answers/<question>                   a question outside of repeats
    rows/<repeat>/<row id>/<question>    a question of a row, at any depth
    rows/<repeat>                        once per row: its id; their order is the order of the rows
    rows/<outer>/<outer row id>/<inner>  the same of a repeat inside of a row
    add/<repeat>                         the id of a new row (a button whose value is a fresh UUID,
                                         so that a double click adds one row)
    add/<inner>/<outer row id>           the same inside of a row
    remove/<repeat>                      the id of a row that goes (a button, too)
    up/<repeat>, down/<repeat>           the id of a row that changes places with its neighbour in
                                         the order that is posted: a double click moves it once
    confirm/<repeat>                     the id of a carried row that still holds (a button)
    end/<repeat>, resume/<repeat>        the id of a row that is no more, or is there again
    confirmed/<repeat>, ended/<repeat>   the same as `confirm` and `end`, kept in hidden fields
    confirm-all                          all carried rows on the page that say the same still hold

What is not posted stays as it is; a blank field clears its answer, a blank field of a file removes
it. Radio buttons and boxes therefore need a hidden blank field of the same name before them. Rows
that the page did not show stay: a row goes only by `remove`, and never changes the row around it.
Nobody posts what is computed, hidden or readonly, nor adds, moves or removes computed rows.
"""

from ikparticipation.surveys.xlsform.answers.filling import Filled, fill_in
from ikparticipation.surveys.xlsform.answers.given import (
    Given,
    PostedForm,
    RowsInput,
    SectionInput,
    Uploads,
)
from ikparticipation.surveys.xlsform.answers.merging import merge
from ikparticipation.surveys.xlsform.answers.reading import read_section
from ikparticipation.surveys.xlsform.answers.records import MAX_KEPT
from ikparticipation.surveys.xlsform.answers.showing import shown, to_form

__all__ = [
    "MAX_KEPT",
    "Filled",
    "Given",
    "PostedForm",
    "RowsInput",
    "SectionInput",
    "Uploads",
    "fill_in",
    "merge",
    "read_section",
    "shown",
    "to_form",
]
