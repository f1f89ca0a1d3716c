"""The blueprint, and what all pages of a consultation share."""

from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from flask import Blueprint, request

from ikparticipation.consultation import labels
from ikparticipation.consultation.period import deadline_words
from ikparticipation.text import unbroken
from ikparticipation.web import current_language, gettext

E = TypeVar("E", bound=StrEnum)

bp = Blueprint("consultation", __name__)


@bp.app_template_filter("deadline")
def deadline(closes_at: datetime) -> str:
    """Return "Freitag, 12. März 2027" for a round that is open until the end of that day."""
    return unbroken(deadline_words(closes_at, current_language()))


def words(labels_of: dict[E, str]) -> dict[E, str]:
    """Return labels in the language of the page."""
    return {member: gettext(label) for member, label in labels_of.items()}


def chosen(name: str, kind: type[E]) -> E | None:
    """Return a filter of the address, or None for no, or no possible, choice."""
    value = request.args.get(name, "")
    return kind(value) if value in set(kind) else None


def chosen_id(name: str) -> UUID | None:
    try:
        return UUID(request.args.get(name, ""))
    except ValueError:
        return None


def comment_words() -> dict[str, Any]:
    """Return the words that cards of comments are made of."""
    return {
        "kinds": words(labels.KINDS),
        "statuses": words(labels.STATUSES),
        "channels": words(labels.CHANNELS),
        "status_colours": labels.STATUS_COLOURS,
        "categories": words(labels.CATEGORIES),
        "outcomes": words(labels.OUTCOMES),
        "outcome_colours": labels.OUTCOME_COLOURS,
    }
