"""Keeping the inventory equal to what was submitted (`deriving`), and what people do to it."""

from ikparticipation.inventory.services.deriving import (
    derive_corrected,
    derive_from_response,
    derive_responses,
    take_in,
)
from ikparticipation.inventory.services.doubts import (
    doubt_offer,
    note_correction,
    settle_doubt,
    take_back_end,
)
from ikparticipation.inventory.services.editions import renew_directory
from ikparticipation.inventory.services.rebuilding import rebuild
from ikparticipation.inventory.services.replying import reply_to_tie, withdraw_reply
from ikparticipation.inventory.services.snapshots import (
    computed_networks,
    keep_networks,
    take_network,
    take_small_network,
)
from ikparticipation.inventory.services.storing import OFFER_SILENT

__all__ = [
    "OFFER_SILENT",
    "computed_networks",
    "derive_corrected",
    "derive_from_response",
    "derive_responses",
    "doubt_offer",
    "keep_networks",
    "note_correction",
    "rebuild",
    "renew_directory",
    "reply_to_tie",
    "settle_doubt",
    "take_back_end",
    "take_in",
    "take_network",
    "take_small_network",
    "withdraw_reply",
]
