"""What staff do with a draft. Each function is one complete act."""

from ikparticipation.drafts.services.decisions import LONGEST_BODY, LONGEST_REFERENCE, adopt
from ikparticipation.drafts.services.documents import (
    LONGEST_SLUG,
    LONGEST_TITLE,
    blocks_of,
    check_publishable,
    create_document,
    publish,
    save_text,
)
from ikparticipation.drafts.services.translations import (
    LONGEST_TRANSLATION,
    StaleError,
    Typed,
    UnfitError,
    carry_over,
    fingerprint,
    save_translations,
)

__all__ = [
    "LONGEST_BODY",
    "LONGEST_REFERENCE",
    "LONGEST_SLUG",
    "LONGEST_TITLE",
    "LONGEST_TRANSLATION",
    "StaleError",
    "Typed",
    "UnfitError",
    "adopt",
    "blocks_of",
    "carry_over",
    "check_publishable",
    "create_document",
    "fingerprint",
    "publish",
    "save_text",
    "save_translations",
]
