"""What the responses add up to. Every row has its source."""

from ikparticipation.inventory.models.imports import OfferImport
from ikparticipation.inventory.models.networks import (
    NETWORK_KIND_NAMES,
    Audience,
    Network,
    NetworkKind,
    NetworkName,
    NetworkSnapshot,
    NetworkStatement,
)
from ikparticipation.inventory.models.offers import (
    OFFER_COLUMNS,
    Offer,
    offer_field,
    offer_language,
    offer_municipality,
    offer_target_group,
)
from ikparticipation.inventory.models.places import OfferHours, OfferPlace
from ikparticipation.inventory.models.sources import Source, SourceKind
from ikparticipation.inventory.models.standing import (
    Derivation,
    DirectoryEdition,
    DoubtOutcome,
    OfferDoubt,
    OfferEnd,
    OfferLayer,
    OfferReply,
)
from ikparticipation.inventory.models.ties import TieReply, TieStatement
from ikparticipation.inventory.network import Stance

__all__ = [
    "NETWORK_KIND_NAMES",
    "OFFER_COLUMNS",
    "Audience",
    "Derivation",
    "DirectoryEdition",
    "DoubtOutcome",
    "Network",
    "NetworkKind",
    "NetworkName",
    "NetworkSnapshot",
    "NetworkStatement",
    "Offer",
    "OfferDoubt",
    "OfferEnd",
    "OfferHours",
    "OfferImport",
    "OfferLayer",
    "OfferPlace",
    "OfferReply",
    "Source",
    "SourceKind",
    "Stance",
    "TieReply",
    "TieStatement",
    "offer_field",
    "offer_language",
    "offer_municipality",
    "offer_target_group",
]
