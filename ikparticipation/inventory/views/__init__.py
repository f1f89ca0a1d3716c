"""The public inventory: figures and map, directory, network, organisations, and their sources."""

from ikparticipation.inventory.views import actors, figures, network, offers
from ikparticipation.inventory.views.blueprint import bp

__all__ = ["actors", "bp", "figures", "network", "offers"]
