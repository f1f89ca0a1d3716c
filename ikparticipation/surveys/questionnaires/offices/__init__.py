"""The words of „Fachdienste: Maßnahmen und Zahlen“, section by section.

Its measures are no offers of the inventory: they are what an administration does, not where people
can go, and a wave of this questionnaire must not take the place of one of the standard.
"""

from ikparticipation.surveys.questionnaires.lines import (
    CHOICE_COLUMNS,
    COLUMNS,
    Form,
    choice_lines,
)
from ikparticipation.surveys.questionnaires.offices import counselling, measures, together, unit
from ikparticipation.surveys.questionnaires.offices.lists import LISTS

FORM = Form(
    title="Fachdienste: Maßnahmen und Zahlen",
    form_id="fachdienste-massnahmen-und-zahlen",
    columns=COLUMNS,
    lines=(*unit.LINES, *measures.LINES, *counselling.LINES, *together.LINES),
    choice_columns=CHOICE_COLUMNS,
    choices=choice_lines(LISTS),
)
