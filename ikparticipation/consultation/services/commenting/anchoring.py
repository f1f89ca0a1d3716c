"""Where a comment stands: on words of one passage, from one passage to another, or on the whole."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.consultation.anchors import CONTEXT, Span, anchor_at
from ikparticipation.consultation.models import Comment, Round
from ikparticipation.drafts.models import Passage
from ikparticipation.errors import ConflictError, InvalidError
from ikparticipation.text import N_

MOST_PASSAGES = 20
"""A comment on more than these is one on the whole text."""
BORDER = "\n"
"""Stands in a quote where a passage ends."""

_FOREIGN = N_("Dieser Abschnitt gehört nicht zu der Fassung, die offen ist.")
_NOT_THERE = N_("Diese Wörter stehen nicht in diesem Abschnitt.")
_TOO_LONG = N_("Bitte wählen Sie höchstens 20 Abschnitte, oder kommentieren Sie den ganzen Text.")


def place_of(
    session: Session,
    in_round: Round,
    passage: Passage | None,
    span: Span | None,
    end_passage: Passage | None,
) -> dict[str, Any]:
    """Return what a comment stores of its place.

    Raises ConflictError for a passage of another version, and for words that do not stand there.
    """
    if passage is None:
        return {"passage": None, "start": 0, "end": 0, "quote": "", "before": "", "after": ""}
    if any(p.version_id != in_round.version_id for p in (passage, end_passage) if p):
        raise ConflictError(_FOREIGN)
    if span is None:
        raise ConflictError(_NOT_THERE)
    if end_passage is not None and end_passage.id != passage.id:
        return _across(session, passage, span, end_passage)
    try:
        anchor = anchor_at(passage.text, span)
    except ValueError as error:
        raise ConflictError(_NOT_THERE) from error
    return {
        "passage": passage,
        "start": span.start,
        "end": span.end,
        "quote": anchor.quote,
        "before": anchor.before,
        "after": anchor.after,
    }


def _across(session: Session, first: Passage, span: Span, last: Passage) -> dict[str, Any]:
    fits = 0 <= span.start < len(first.text) and 0 < span.end <= len(last.text)
    if not fits or first.position >= last.position:
        raise ConflictError(_NOT_THERE)
    if last.position - first.position >= MOST_PASSAGES:
        raise InvalidError(_TOO_LONG)
    between = session.scalars(
        select(Passage.text)
        .where(
            Passage.version_id == first.version_id,
            Passage.position > first.position,
            Passage.position < last.position,
        )
        .order_by(Passage.position)
    )
    quoted = [first.text[span.start :], *between, last.text[: span.end]]
    return {
        "passage": first,
        "end_passage": last,
        "start": span.start,
        "end": span.end,
        "quote": BORDER.join(quoted),
        "before": first.text[max(0, span.start - CONTEXT) : span.start],
        "after": last.text[span.end : span.end + CONTEXT],
    }


def place_of_parent(parent: Comment) -> dict[str, Any]:
    """Let a reply stand where the comment stands that it answers."""
    names = ("passage", "end_passage", "start", "end", "quote", "before", "after")
    return {name: getattr(parent, name) for name in names}
