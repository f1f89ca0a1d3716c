"""Where comments stand in later versions."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from ikparticipation.consultation.models import (
    Comment,
    CommentPlace,
    CommentStatus,
    PlaceStatus,
    Round,
)
from ikparticipation.db import AnyRow
from ikparticipation.drafts.models import Passage, Version

_end = aliased(Passage)


class LastPlace(NamedTuple):
    """The newest place of a comment that is sure."""

    version_id: UUID
    number: int
    key: str
    text: str
    """Of the passage."""
    start: int
    end: int
    end_key: str | None
    """Of another passage in which the words end."""


def last_place(session: Session, comment: Comment) -> LastPlace | None:
    """Return where a comment stands in the newest version in which that is sure.

    None if it is on the whole text.
    """
    query = (
        select(
            Version.id,
            Version.number,
            Passage.key,
            Passage.text,
            CommentPlace.start,
            CommentPlace.end,
            _end.key,
        )
        .select_from(CommentPlace)
        .join(Passage, Passage.id == CommentPlace.passage_id)
        .outerjoin(_end, _end.id == CommentPlace.end_passage_id)
        .join(Version, Version.id == CommentPlace.version_id)
        .where(CommentPlace.comment_id == comment.id)
        .order_by(Version.number.desc())
        .limit(1)
    )
    found = session.execute(query).one_or_none()
    if found is not None:
        return LastPlace._make(found)
    if comment.passage is None:
        return None
    version, end = comment.passage.version, comment.end_passage
    return LastPlace(
        version.id,
        version.number,
        comment.passage.key,
        comment.passage.text,
        comment.start,
        comment.end,
        end.key if end else None,
    )


def places_of(session: Session, version_id: UUID) -> Sequence[AnyRow]:
    """Return where comments on earlier versions stand in this one.

    `comment_id`, `status`, `key`, `start`, `end_key`, `end` (all four None unless placed),
    `is_confirmed`; in the order of the text, those without a place last.
    """
    query = (
        select(
            CommentPlace.comment_id,
            CommentPlace.status,
            Passage.key,
            CommentPlace.start,
            _end.key.label("end_key"),
            CommentPlace.end,
            CommentPlace.confirmed_at.is_not(None).label("is_confirmed"),
        )
        .outerjoin(Passage, Passage.id == CommentPlace.passage_id)
        .outerjoin(_end, _end.id == CommentPlace.end_passage_id)
        .where(CommentPlace.version_id == version_id)
        .order_by(Passage.position.is_(None), Passage.position, CommentPlace.start)
    )
    return session.execute(query).all()


def anchored_comments(session: Session, version: Version) -> Sequence[AnyRow]:
    """Return the comments that are to be mapped into a version, each with its last sure place.

    `id`, `from_version`, `key`, `start`, `end_key`, `end`. Not yet mapped ones only: no drafts,
    no replies, none on the whole text, and none whose words were gone before.
    """
    mapped = select(CommentPlace.comment_id).where(CommentPlace.version_id == version.id)
    gone = (
        select(CommentPlace.comment_id)
        .join(Version, Version.id == CommentPlace.version_id)
        .where(
            Version.document_id == version.document_id, CommentPlace.status == PlaceStatus.DELETED
        )
    )
    on_it = select(Version.id).where(
        Version.document_id == version.document_id, Version.number < version.number
    )
    query = (
        select(
            Comment.id,
            Round.version_id.label("from_version"),
            Passage.key,
            Comment.start,
            _end.key.label("end_key"),
            Comment.end,
        )
        .join(Round, Round.id == Comment.round_id)
        .join(Passage, Passage.id == Comment.passage_id)
        .outerjoin(_end, _end.id == Comment.end_passage_id)
        .where(
            Round.version_id.in_(on_it),
            Comment.status != CommentStatus.DRAFT,
            Comment.parent_id.is_(None),
            Comment.id.not_in(mapped),
            Comment.id.not_in(gone),
        )
        .order_by(Comment.id)
    )
    return session.execute(query).all()


def sure_places(session: Session, version: Version) -> Sequence[AnyRow]:
    """Return the sure places in versions before this one, the oldest version first.

    `comment_id`, `from_version`, `key`, `start`, `end_key`, `end`.
    """
    query = (
        select(
            CommentPlace.comment_id,
            CommentPlace.version_id.label("from_version"),
            Passage.key,
            CommentPlace.start,
            _end.key.label("end_key"),
            CommentPlace.end,
        )
        .join(Passage, Passage.id == CommentPlace.passage_id)
        .outerjoin(_end, _end.id == CommentPlace.end_passage_id)
        .join(Version, Version.id == CommentPlace.version_id)
        .where(Version.document_id == version.document_id, Version.number < version.number)
        .order_by(Version.number)
    )
    return session.execute(query).all()
