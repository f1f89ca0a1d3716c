"""Pages of the review: of the administration, and of the organisation that is asked back."""

from ikparticipation.surveys.views.reviewing import correcting, organisation, queue, reading

__all__ = ["correcting", "organisation", "queue", "reading"]
