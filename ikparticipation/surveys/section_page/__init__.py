"""A section as the page draws it: plain data in the reader's language, made from the answers.

`views.drawing` and `templates/surveys/_parts.html` draw it. Field names are those of
`xlsform.answers`; an id on the page is the field name with hyphens.
"""

from ikparticipation.surveys.section_page.listing import Listed, summary
from ikparticipation.surveys.section_page.making import asks_for_partners, one_field, parts
from ikparticipation.surveys.section_page.pieces import (
    Card,
    Columns,
    EndedRow,
    Fault,
    Field,
    Fieldset,
    HeldFile,
    Part,
    Rows,
    Table,
    Wording,
    html_id,
)
from ikparticipation.surveys.section_page.rows import changed_rows, questions_of, row_title
from ikparticipation.surveys.section_page.speech import Speech, direction, own_name
from ikparticipation.surveys.section_page.wording import LABEL, MOST_RADIOS, PARTNERS

__all__ = [
    "LABEL",
    "MOST_RADIOS",
    "PARTNERS",
    "Card",
    "Columns",
    "EndedRow",
    "Fault",
    "Field",
    "Fieldset",
    "HeldFile",
    "Listed",
    "Part",
    "Rows",
    "Speech",
    "Table",
    "Wording",
    "asks_for_partners",
    "changed_rows",
    "direction",
    "html_id",
    "one_field",
    "own_name",
    "parts",
    "questions_of",
    "row_title",
    "summary",
]
