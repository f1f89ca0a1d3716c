"""What everybody may read of the current offers, in the terms of `hsds.said`.

A page of services costs the same few statements whatever the inventory holds.
"""

from ikparticipation.inventory.queries.hsds.offering import (
    BATCH,
    all_places,
    all_services,
    count_places,
    count_services,
    newest,
    places,
    service,
    services,
    services_by_id,
    services_of,
)
from ikparticipation.inventory.queries.hsds.providing import count_providers, provider, providers
from ikparticipation.inventory.queries.hsds.rows import in_the_week
from ikparticipation.inventory.queries.hsds.wanted import Wanted
from ikparticipation.inventory.queries.hsds.words import names

__all__ = [
    "BATCH",
    "Wanted",
    "all_places",
    "all_services",
    "count_places",
    "count_providers",
    "count_services",
    "in_the_week",
    "names",
    "newest",
    "places",
    "provider",
    "providers",
    "service",
    "services",
    "services_by_id",
    "services_of",
]
