"""Pages: the register for steering, one's own organisation, and their members."""

from ikparticipation.organisations.views import editing, members, own, register
from ikparticipation.organisations.views.blueprint import bp

__all__ = ["bp", "editing", "members", "own", "register"]
