"""Anonymous waves: beginning, answering by code, and what staff see of it."""

from ikparticipation.surveys.views.anonymous import answering, beginning, door, sending, staff

__all__ = ["answering", "beginning", "door", "sending", "staff"]
