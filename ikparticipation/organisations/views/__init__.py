"""Pages: the register for steering, one's own organisation, their members, and lists."""

from ikparticipation.organisations.views import editing, lists, members, own, register
from ikparticipation.organisations.views.blueprint import bp

__all__ = ["bp", "editing", "lists", "members", "own", "register"]
