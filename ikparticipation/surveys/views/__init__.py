"""Pages: staff run surveys, organisations answer them."""

from ikparticipation.surveys.views import answering, drawing, questionnaires, submitting, waves
from ikparticipation.surveys.views.blueprint import bp

__all__ = ["answering", "bp", "drawing", "questionnaires", "submitting", "waves"]
