"""Names of organisations, pure: one spelling (`normal`), and who may be meant (`matching`).

`tables` holds every word that is known beforehand; `reading` takes a name apart with it.
"""

from ikparticipation.organisations.names.matching import MOST, Known, Proposal, Register, likeness
from ikparticipation.organisations.names.normal import normalise
from ikparticipation.organisations.names.reading import Reader, Signature
from ikparticipation.organisations.names.tables import SHIPPED, Level, Table

__all__ = [
    "MOST",
    "SHIPPED",
    "Known",
    "Level",
    "Proposal",
    "Reader",
    "Register",
    "Signature",
    "Table",
    "likeness",
    "normalise",
]
