"""What waits for moderators, and the public figures of a round."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal, or_, select, tuple_
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.consultation.models import (
    Appeal,
    Channel,
    Comment,
    CommentKind,
    CommentStatus,
    Report,
    Round,
)
from ikparticipation.db import AnyRow, UTCDateTime
from ikparticipation.drafts.models import Document, Passage, Version
from ikparticipation.organisations.models import Organisation

PAGE = 50
LONGEST_EXCERPT = 300


class QueueState(StrEnum):
    """Why a comment stands in the queue; the last two are what has been decided."""

    SUBMITTED = "submitted"
    UNSEEN = "unseen"
    """Published at once, and nobody has looked at it yet."""
    APPEALED = "appealed"
    REPORTED = "reported"
    PUBLISHED = "published"
    DECLINED = "declined"


_OPEN_APPEAL = and_(Appeal.comment_id == Comment.id, Appeal.decided_at.is_(None))
_OPEN_REPORT = and_(Report.comment_id == Comment.id, Report.settled_at.is_(None))
_IS_PUBLISHED = Comment.status == CommentStatus.PUBLISHED
_IS_DECLINED = Comment.status == CommentStatus.DECLINED
STATES: Mapping[QueueState, ColumnElement[bool]] = {
    QueueState.SUBMITTED: Comment.status == CommentStatus.SUBMITTED,
    QueueState.UNSEEN: and_(_IS_PUBLISHED, Comment.decided_at.is_(None)),
    QueueState.APPEALED: and_(_IS_DECLINED, exists().where(_OPEN_APPEAL)),
    QueueState.REPORTED: and_(_IS_PUBLISHED, exists().where(_OPEN_REPORT)),
    QueueState.PUBLISHED: and_(_IS_PUBLISHED, Comment.decided_at.is_not(None)),
    QueueState.DECLINED: _IS_DECLINED,
}
WAITING_STATES = tuple(QueueState)[:4]
IS_WAITING = or_(*(STATES[state] for state in WAITING_STATES))
"""A moderator has something to decide. Drafts and what was withdrawn never wait."""
SINCE = case(
    (Comment.decided_at.is_(None), Comment.submitted_at),
    else_=func.coalesce(
        select(func.min(Appeal.appealed_at)).where(_OPEN_APPEAL).scalar_subquery(),
        select(func.min(Report.reported_at)).where(_OPEN_REPORT).scalar_subquery(),
        Comment.submitted_at,
        type_=UTCDateTime(),
    ),
)
"""Since when it waits."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the queue is filtered by; nothing: everything that waits."""

    state: QueueState | None = None
    round_id: UUID | None = None
    kind: CommentKind | None = None
    organisation_id: UUID | None = None
    private: bool = False
    """Only comments of people who speak for themselves."""
    channel: Channel | None = None
    replies: bool | None = None
    before: datetime | None = None
    """Waiting since then or longer."""

    def conditions(self) -> list[ColumnElement[bool]]:
        """Return all conditions but that of the state."""
        equal = {
            Comment.round_id: self.round_id,
            Comment.kind: self.kind,
            Comment.organisation_id: self.organisation_id,
            Comment.channel: self.channel,
        }
        found = [column == value for column, value in equal.items() if value is not None]
        if self.private:
            found.append(Comment.organisation_id.is_(None))
        if self.replies is not None:
            is_reply = Comment.parent_id.is_not(None)
            found.append(is_reply if self.replies else ~is_reply)
        if self.before is not None:
            found.append(self.before >= SINCE)
        return found

    def state_condition(self) -> ColumnElement[bool]:
        return STATES[self.state] if self.state else IS_WAITING


def moderation_queue(session: Session, wanted: Wanted, *, page: int = 1) -> Sequence[AnyRow]:
    """Return one page of what waits, the longest first. The text is an excerpt."""
    query = (
        select(
            Comment.id,
            Comment.kind,
            func.substr(Comment.text, 1, LONGEST_EXCERPT).label("text"),
            Comment.status,
            Comment.channel,
            Comment.sender,
            Comment.decided_at,
            Comment.parent_id.is_not(None).label("is_reply"),
            STATES[QueueState.APPEALED].label("is_appealed"),
            STATES[QueueState.REPORTED].label("is_reported"),
            SINCE.label("since"),
            User.name.label("author"),
            Organisation.name.label("organisation"),
            Passage.position,
            Version.title,
            Version.number,
        )
        .select_from(Comment)
        .join(User, User.id == Comment.author_id)
        .join(Round, Round.id == Comment.round_id)
        .join(Version, Version.id == Round.version_id)
        .outerjoin(Organisation, Organisation.id == Comment.organisation_id)
        .outerjoin(Passage, Passage.id == Comment.passage_id)
        .where(*wanted.conditions(), wanted.state_condition())
        .order_by(SINCE, Comment.id)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    return session.execute(query).all()


class QueueCounts(NamedTuple):
    """How many stand in each state under the other filters; `waiting` counts each once."""

    waiting: int
    by_state: Mapping[QueueState, int]


def queue_counts(session: Session, wanted: Wanted) -> QueueCounts:
    counted = [func.count(case((condition, 1))) for condition in (IS_WAITING, *STATES.values())]
    row = session.execute(select(*counted).select_from(Comment).where(*wanted.conditions())).one()
    return QueueCounts(row[0], dict(zip(STATES, row[1:], strict=True)))


def rounds_with_comments(session: Session) -> Sequence[AnyRow]:
    """Return id, title and version of each round that has comments, and how many wait.

    The round that closes last comes first: that is where the work is.
    """
    query = (
        select(
            Round.id,
            Version.title,
            Version.number,
            func.count(case((IS_WAITING, 1))).label("waiting"),
        )
        .select_from(Comment)
        .join(Round, Round.id == Comment.round_id)
        .join(Version, Version.id == Round.version_id)
        .join(Document, Document.id == Version.document_id)
        .where(Comment.status != CommentStatus.DRAFT)
        .group_by(Round.id, Round.closes_at, Version.title, Version.number)
        .order_by(Round.closes_at.desc(), Version.title, Version.number.desc())
    )
    return session.execute(query).all()


def organisations_with_comments(session: Session) -> Sequence[AnyRow]:
    """Return id and name of the organisations that moderators can choose."""
    query = (
        select(Organisation.id, Organisation.name)
        .where(
            exists().where(
                Comment.organisation_id == Organisation.id, Comment.status != CommentStatus.DRAFT
            )
        )
        .order_by(Organisation.sort_key)
    )
    return session.execute(query).all()


class Neighbours(NamedTuple):
    """Which comments stand before and after one in the queue; None at its ends."""

    previous: UUID | None
    next: UUID | None


def neighbours(session: Session, comment_id: UUID, wanted: Wanted) -> Neighbours:
    """Return what to look at before and after this comment, itself in the queue or not.

    After the last the first that waits comes again: nothing is passed over.
    """
    since = session.execute(select(SINCE).where(Comment.id == comment_id)).scalar_one_or_none()
    if since is None:
        return Neighbours(None, None)
    place, here = tuple_(SINCE, Comment.id), tuple_(literal(since, UTCDateTime()), comment_id)
    others = _others(wanted, comment_id)
    before = others.where(place < here).order_by(SINCE.desc(), Comment.id.desc())
    after = others.order_by(place < here, SINCE, Comment.id)
    return Neighbours(session.scalar(before.limit(1)), session.scalar(after.limit(1)))


def _others(wanted: Wanted, comment_id: UUID) -> Select[UUID]:
    conditions = (*wanted.conditions(), wanted.state_condition())
    return select(Comment.id).where(Comment.id != comment_id, *conditions)


class RoundFigures(NamedTuple):
    """What came in, and what became of it: received = the four that follow it, together.

    Replies are counted apart, in whatever state; drafts of organisations not at all.
    """

    received: int
    published: int
    declined: int
    withdrawn: int
    pending: int
    replies: int


def round_figures(session: Session, round_id: UUID) -> RoundFigures:
    """Return the public figures of a round."""
    is_comment = Comment.parent_id.is_(None)
    of_status = {
        status: func.count(case((and_(is_comment, Comment.status == status), 1)))
        for status in CommentStatus
    }
    query = select(
        func.count(case((is_comment, 1))),
        of_status[CommentStatus.PUBLISHED],
        of_status[CommentStatus.DECLINED],
        of_status[CommentStatus.WITHDRAWN],
        of_status[CommentStatus.SUBMITTED],
        func.count(Comment.parent_id),
    ).where(Comment.round_id == round_id, Comment.status != CommentStatus.DRAFT)
    return RoundFigures._make(session.execute(query).one())
