"""The words of the standard questionnaire „Beratungs- und Netzwerkstruktur“, section by section."""

from itertools import chain

from ikparticipation.surveys.questionnaires.standard import needs, offers, organisation, partners
from ikparticipation.surveys.questionnaires.standard.lines import COLUMNS, Line
from ikparticipation.surveys.questionnaires.standard.lists import CHOICE_COLUMNS, choice_lines

TITLE = "Beratungs- und Netzwerkstruktur"
FORM_ID = "beratungs-und-netzwerkstruktur"
SURVEY: tuple[Line, ...] = tuple(
    chain(organisation.LINES, offers.LINES, partners.LINES, needs.LINES)
)

__all__ = ["CHOICE_COLUMNS", "COLUMNS", "FORM_ID", "SURVEY", "TITLE", "Line", "choice_lines"]
