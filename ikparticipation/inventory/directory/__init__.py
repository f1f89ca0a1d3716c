"""The directory as each web process keeps it in memory: found by bits, never by reading a table.

Ten thousand offers read from a database cost ten times a bare page, whatever the index there: any
part of a word is looked for. Here an offer is a position in the order of the list, and all offers
that have a property are one large number with a bit for each of them (`bits`, `words`, `index`).
Which edition of the inventory that is stands in the database (`queries.offers.kept`). What is shown
is read from there and checked again: the memory says what may fit, never what may be seen.
"""

from ikparticipation.inventory.directory.index import Entry, Index, Key, Town
from ikparticipation.inventory.directory.search import (
    Found,
    Order,
    Place,
    Search,
    find,
    open_among,
    place_named,
)
from ikparticipation.inventory.directory.sight import Sight

__all__ = [
    "Entry",
    "Found",
    "Index",
    "Key",
    "Order",
    "Place",
    "Search",
    "Sight",
    "Town",
    "find",
    "open_among",
    "place_named",
]
