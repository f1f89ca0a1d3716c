"""What a reader may see of comments, decided once, in SQL."""

from enum import Enum, auto
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, bindparam, null, or_, true

from ikparticipation.accounts.models import User
from ikparticipation.consultation import policies
from ikparticipation.consultation.models import Comment, CommentStatus, Disposition

IS_PUBLISHED = Comment.status == CommentStatus.PUBLISHED
IS_ANSWERED = and_(Disposition.comment_id == Comment.id, Disposition.released_at.is_not(None))
"""Joins an answer to its comment once it is released, and never before."""
IS_OWN = Comment.author_id == bindparam("reader_id")


class Audience(Enum):
    """As whom somebody reads. There are only three answers to what may be seen."""

    VISITOR = auto()
    PERSON = auto()
    STAFF = auto()


def audience_of(reader: User | None) -> Audience:
    if reader is None:
        return Audience.VISITOR
    return Audience.STAFF if policies.may_moderate(reader) else Audience.PERSON


def reader_id(reader: User | None) -> dict[str, UUID | None]:
    """Return the parameter that statements with `IS_OWN` need."""
    return {"reader_id": reader.id if reader else None}


def visible_to(audience: Audience) -> ColumnElement[bool]:
    """Everybody: published comments. The author: also their own. Staff: all."""
    rules = {
        Audience.VISITOR: IS_PUBLISHED,
        Audience.PERSON: or_(IS_PUBLISHED, IS_OWN),
        Audience.STAFF: true(),
    }
    return rules[audience]


def author_name(audience: Audience) -> ColumnElement[Any]:
    """Name the person to staff; others are told only for which organisation somebody spoke."""
    return (User.name if audience is Audience.STAFF else null()).label("author")
