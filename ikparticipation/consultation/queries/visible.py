"""What a reader may see of rounds and comments, decided once, in SQL.

Statements that use these conditions join `Round`, and take the facts of `reading()`.
"""

from datetime import datetime
from enum import Enum, auto
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, false, null, or_, select, true

from ikparticipation import clock
from ikparticipation.accounts.models import User
from ikparticipation.consultation import policies
from ikparticipation.consultation.models import (
    Circle,
    Comment,
    CommentStatus,
    Disposition,
    Round,
    RoundInvitation,
)
from ikparticipation.organisations.models import Membership, Organisation

IS_PUBLISHED = Comment.status == CommentStatus.PUBLISHED
IS_READ = or_(
    IS_PUBLISHED,
    and_(Comment.status == CommentStatus.WITHDRAWN, Comment.published_at.is_not(None)),
)
"""What stands there for everybody: published comments, and where a withdrawn one stood."""


def counts_as_answer(answer: type[Disposition] = Disposition) -> ColumnElement[bool]:
    """Let that answer count which is released, until the next one is; a deferral too.

    `answer`: the model, or an alias of it.
    """
    return and_(answer.released_at.is_not(None), answer.superseded_at.is_(None))


COUNTS_AS_ANSWER = counts_as_answer()
IS_ANSWERED = and_(Disposition.comment_id == Comment.id, COUNTS_AS_ANSWER)
"""Joins an answer to its comment once it is released, and never before."""
IS_OWN = Comment.author_id == bindparam("reader_id")
MY_ORGANISATIONS = select(Membership.organisation_id).where(
    Membership.user_id == bindparam("reader_id")
)
MY_INVITATIONS = select(RoundInvitation.round_id).where(
    RoundInvitation.organisation_id.in_(MY_ORGANISATIONS)
)
IS_OURS = or_(IS_OWN, Comment.organisation_id.in_(MY_ORGANISATIONS))
"""Written by the reader, or for an organisation they act for."""
IS_UNSEALED = or_(Round.sealed.is_(False), Round.closes_at <= bindparam("at"))
IS_TOMBSTONE = Comment.status == CommentStatus.WITHDRAWN
WORDS = case((IS_TOMBSTONE, ""), else_=Comment.text).label("text")
PROPOSED = case((IS_TOMBSTONE, None), else_=Comment.replacement).label("replacement")
"""Nobody reads any more what was withdrawn."""
SPEAKER = case((IS_TOMBSTONE, None), else_=Organisation.name).label("organisation")
"""The organisation that speaks; a tombstone does not tell who."""


class Audience(Enum):
    """As whom somebody reads. There are only three answers to what may be seen."""

    VISITOR = auto()
    PERSON = auto()
    STAFF = auto()


def audience_of(reader: User | None) -> Audience:
    if reader is None:
        return Audience.VISITOR
    return Audience.STAFF if policies.may_moderate(reader) else Audience.PERSON


def reading(reader: User | None, at: datetime | None = None) -> dict[str, Any]:
    """Return the parameters that statements about what may be seen need."""
    return {"reader_id": reader.id if reader else None, "at": at or clock.now()}


def visible_to(audience: Audience) -> ColumnElement[bool]:
    """Let everybody read what is published, once the round is not sealed any more.

    Authors and their organisations also read their own, drafts too; staff all that was submitted.
    """
    public = and_(IS_READ, IS_UNSEALED)
    rules = {
        Audience.VISITOR: public,
        Audience.PERSON: or_(public, IS_OURS),
        Audience.STAFF: or_(Comment.status != CommentStatus.DRAFT, IS_OURS),
    }
    return and_(rules[audience], round_visible_to(audience))


def round_visible_to(audience: Audience) -> ColumnElement[bool]:
    """Let members of invited organisations and staff see a closed circle, nobody else.

    A version without a round, an outer join, is visible to everybody.
    """
    if audience is Audience.STAFF:
        return true()
    open_to_all = or_(Round.id.is_(None), Round.circle != Circle.CLOSED)
    if audience is Audience.VISITOR:
        return open_to_all
    return or_(open_to_all, Round.id.in_(MY_INVITATIONS))


def takes_part(audience: Audience) -> ColumnElement[bool]:
    """Tell whether the reader acts for an organisation that may comment in a round."""
    if audience is Audience.VISITOR:
        return false()
    for_all = and_(Round.circle == Circle.EVERYONE, MY_ORGANISATIONS.exists())
    return or_(for_all, Round.id.in_(MY_INVITATIONS))


def author_name(audience: Audience) -> ColumnElement[Any]:
    """Name the person to staff; others are told only for which organisation somebody spoke."""
    if audience is not Audience.STAFF:
        return null().label("author")
    return case((IS_TOMBSTONE, None), else_=User.name).label("author")
