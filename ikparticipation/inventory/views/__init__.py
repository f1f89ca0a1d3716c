"""The public inventory: figures and map, directory, network, organisations, and their sources."""

from ikparticipation.inventory.views import (
    actors,
    appearances,
    correcting,
    directory,
    figures,
    groups,
    hsds,
    keeping_groups,
    mentions,
    network,
    pairs,
    partners,
    picture,
    where_from,
)
from ikparticipation.inventory.views.blueprint import bp

bp.register_blueprint(hsds.api)

__all__ = [
    "actors",
    "appearances",
    "bp",
    "correcting",
    "directory",
    "figures",
    "groups",
    "hsds",
    "keeping_groups",
    "mentions",
    "network",
    "pairs",
    "partners",
    "picture",
    "where_from",
]
