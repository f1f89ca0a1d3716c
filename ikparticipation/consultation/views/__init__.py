"""Pages of a consultation: public, for commenting, and for staff."""

from ikparticipation.consultation.views import answers, comments, moderation, rounds, versions
from ikparticipation.consultation.views.blueprint import bp

__all__ = ["answers", "bp", "comments", "moderation", "rounds", "versions"]
