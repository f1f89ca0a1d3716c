"""What a receipt proves: the exact words, where they stand, and for whom."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from ikparticipation.consultation.models import Comment, Round, Statement


def receipt_document(comment: Comment) -> dict[str, Any]:
    """Return what is hashed. It names no person, so that the proof outlives an erasure."""
    end = comment.end_passage
    return {
        "address": address_of(comment.round, comment.passage.key if comment.passage else None),
        "to": end.key if end else None,
        "start": comment.start,
        "end": comment.end,
        "quote": comment.quote,
        "kind": comment.kind.value,
        "text": comment.text,
        "replacement": comment.replacement,
        "organisation": str(comment.organisation.id) if comment.organisation else None,
        "replies_to": str(comment.parent_id) if comment.parent_id else None,
        "channel": comment.channel.value,
        "received_on": comment.received_on.isoformat() if comment.received_on else None,
        "submitted_at": _moment(comment.submitted_at),
    }


def statement_document(statement: Statement, receipts: Iterable[str]) -> dict[str, Any]:
    """Return what is hashed of a statement. `receipts`: the hashes of its comments."""
    return {
        "address": address_of(statement.round),
        "organisation": str(statement.organisation.id),
        "comments": sorted(receipts),
        "released_at": _moment(statement.released_at),
    }


def address_of(in_round: Round, key: str | None = None) -> str:
    """Return the lasting address of a version, or of one of its passages."""
    version = in_round.version
    address = f"/entwuerfe/{version.document.slug}/{version.number}"
    return f"{address}#{key}" if key else address


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
