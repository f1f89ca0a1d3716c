"""Comments whose place in a new version a person has to decide."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from ikparticipation.consultation.models import (
    Comment,
    CommentPlace,
    CommentStatus,
    PlaceStatus,
    Round,
)
from ikparticipation.db import AnyRow
from ikparticipation.drafts.models import Document, Passage, Version
from ikparticipation.organisations.models import Organisation

TO_PLACE = (PlaceStatus.SUGGESTED, PlaceStatus.DELETED)
"""What a person looks at."""
MOST_ROWS = 50
_OPEN = (
    CommentPlace.status.in_(TO_PLACE),
    CommentPlace.confirmed_at.is_(None),
    Comment.status.in_([CommentStatus.SUBMITTED, CommentStatus.PUBLISHED]),
)
"""Nobody looks for the place of what was declined or withdrawn."""


def to_place(session: Session, version_id: UUID) -> Sequence[AnyRow]:
    """Return the comments that a person has to place in this version, in the order of the text."""
    query = (
        _placing()
        .where(
            CommentPlace.version_id == version_id,
            *_OPEN,
        )
        .order_by(Version.number, Passage.position, Comment.start, Comment.id)
        .limit(MOST_ROWS)
    )
    return session.execute(query).all()


def placing_case(session: Session, place_id: UUID) -> AnyRow | None:
    """Return one place with its comment, as `to_place` does; also if it is confirmed."""
    return session.execute(_placing().where(CommentPlace.id == place_id)).one_or_none()


def _placing() -> Select[*tuple[Any, ...]]:
    return (
        select(
            CommentPlace.id.label("place_id"),
            CommentPlace.version_id,
            CommentPlace.status.label("place_status"),
            CommentPlace.suggestions,
            CommentPlace.confirmed_at,
            Comment.id,
            Comment.kind,
            Comment.status,
            func.substr(Comment.text, 1, 300).label("text"),
            Comment.quote,
            Comment.before,
            Comment.after,
            Comment.start,
            Comment.end,
            Comment.end_passage_id,
            Passage.text.label("passage"),
            Comment.submitted_at,
            Organisation.name.label("organisation"),
            Passage.position,
            Version.title,
            Version.number,
            Document.slug,
            Document.id.label("document_id"),
        )
        .select_from(CommentPlace)
        .join(Comment, Comment.id == CommentPlace.comment_id)
        .join(Round, Round.id == Comment.round_id)
        .join(Version, Version.id == Round.version_id)
        .join(Document, Document.id == Version.document_id)
        .outerjoin(Passage, Passage.id == Comment.passage_id)
        .outerjoin(Organisation, Organisation.id == Comment.organisation_id)
    )


def unplaced_by_version(session: Session) -> Sequence[AnyRow]:
    """Return the versions in which comments are still to be placed, with how many."""
    query = (
        select(
            Version.id,
            Version.title,
            Version.number,
            func.count(CommentPlace.id).label("comments"),
        )
        .join(CommentPlace, CommentPlace.version_id == Version.id)
        .join(Comment, Comment.id == CommentPlace.comment_id)
        .where(*_OPEN)
        .group_by(Version.id, Version.title, Version.number)
        .order_by(Version.title, Version.number)
    )
    return session.execute(query).all()
