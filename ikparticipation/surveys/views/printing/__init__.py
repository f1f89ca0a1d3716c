"""The questionnaire for paper: blank, and filled as it was submitted. Each as page and as PDF."""

from ikparticipation.surveys.views.printing import for_organisations, for_staff

__all__ = ["for_organisations", "for_staff"]
