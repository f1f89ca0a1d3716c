"""Pages: staff enter what came on paper or by telephone; the organisation sees it and objects."""

from ikparticipation.surveys.views.entering import beginning, organisation, settling

__all__ = ["beginning", "organisation", "settling"]
