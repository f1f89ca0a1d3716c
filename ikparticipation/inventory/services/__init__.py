"""Keeping the inventory equal to what was submitted (`deriving`), and what people do to it."""

from ikparticipation.inventory.services.deriving import (
    OFFER_SILENT,
    derive_corrected,
    derive_from_response,
    rebuild,
    resolve_mentions,
    take_in,
)

__all__ = [
    "OFFER_SILENT",
    "derive_corrected",
    "derive_from_response",
    "rebuild",
    "resolve_mentions",
    "take_in",
]
