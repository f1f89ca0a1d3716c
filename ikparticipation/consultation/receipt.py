"""What the receipt of a comment proves: the exact words, where they stand, and for whom."""

from datetime import UTC
from typing import Any

from ikparticipation.consultation.models import Comment


def receipt_document(comment: Comment) -> dict[str, Any]:
    """Return what is hashed. It names no person, so that the proof outlives an erasure."""
    version = comment.passage.version
    return {
        "address": f"/entwuerfe/{version.document.slug}/{version.number}#{comment.passage.key}",
        "start": comment.start,
        "end": comment.end,
        "quote": comment.quote,
        "kind": comment.kind.value,
        "text": comment.text,
        "replacement": comment.replacement,
        "organisation": str(comment.organisation.id) if comment.organisation else None,
        "submitted_at": comment.submitted_at.astimezone(UTC).isoformat(),
    }
