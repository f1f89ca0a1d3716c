"""The words of the standard questionnaire „Beratungs- und Netzwerkstruktur“, section by section.

A `question_id` is the name the question had in its first version. The inventory needs few answers
(`needed`); everything else may stay blank, and what does not concern somebody is not asked.
"""

from ikparticipation.surveys.questionnaires.lines import (
    CHOICE_COLUMNS,
    COLUMNS,
    Form,
    choice_lines,
)
from ikparticipation.surveys.questionnaires.standard import needs, offers, organisation, partners
from ikparticipation.surveys.questionnaires.standard.lists import LISTS

FORM = Form(
    title="Beratungs- und Netzwerkstruktur",
    form_id="beratungs-und-netzwerkstruktur",
    columns=COLUMNS,
    lines=(*organisation.LINES, *offers.LINES, *partners.LINES, *needs.LINES),
    choice_columns=CHOICE_COLUMNS,
    choices=choice_lines(LISTS),
)
