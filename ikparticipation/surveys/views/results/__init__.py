"""Pages of results, for staff: a wave, a question, the waves of a survey."""

from ikparticipation.surveys.views.results import question, survey, wave

__all__ = ["question", "survey", "wave"]
