"""Deciding what others may read. A decision rests on the state that the moderator has seen."""

from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.consultation.blackening import Spans, merged
from ikparticipation.consultation.models import Appeal, Comment, CommentStatus, DeclineCategory
from ikparticipation.consultation.services.moderating.blackening import put_black
from ikparticipation.consultation.services.moderating.reports import HIDDEN, KEPT, settle_reports
from ikparticipation.consultation.services.moderating.taking import check_seen, take
from ikparticipation.errors import ConflictError, InvalidError
from ikparticipation.text import N_

ALREADY_PUBLISHED = N_("Dieser Kommentar ist schon veröffentlicht.")


def publish_comment(
    session: Session,
    comment: Comment,
    *,
    moderator: User,
    at: datetime,
    blackened: Spans | None = None,
    seen: int | None = None,
) -> None:
    """Let everybody read the comment, or confirm that they may go on reading it.

    `blackened`: without these words, and only these; None: as before. `seen`: the version of the
    comment that the moderator looked at. Raises ConflictError if somebody else has decided since.
    Deciding the same twice is one decision.
    """
    take(session, comment, moderator)
    spans = comment.blackened if blackened is None else list(blackened)
    published = comment.status is CommentStatus.PUBLISHED
    as_said = published and merged(comment.text, spans) == comment.blackened
    if as_said and comment.decided_by_id == moderator.id:
        return
    check_seen(comment, seen)
    confirms = published and comment.decided_at is None
    if not confirms and not comment.may_become(CommentStatus.PUBLISHED):
        raise ConflictError(ALREADY_PUBLISHED)
    _check_no_appeal(session, comment)
    put_black(session, comment, spans, moderator=moderator, publishes=not confirms)
    show(comment, moderator=moderator, at=at)
    action = Action.COMMENT_CONFIRMED if confirms else Action.COMMENT_PUBLISHED
    session.flush()
    record(session, action, comment, actor_id=moderator.id)


def decline_comment(
    session: Session,
    comment: Comment,
    *,
    moderator: User,
    category: DeclineCategory,
    reason: str,
    at: datetime,
    seen: int | None = None,
) -> None:
    """Keep the comment from others, with a category and a reason for the author.

    Also takes back a published one, and with it settles what readers reported. `seen` and errors
    as in `publish_comment`.
    """
    take(session, comment, moderator)
    check_reason(reason)
    decided = (CommentStatus.DECLINED, category, reason, moderator.id)
    if decided == (
        comment.status,
        comment.decline_category,
        comment.decline_reason,
        comment.decided_by_id,
    ):
        return
    check_seen(comment, seen)
    if not comment.may_become(CommentStatus.DECLINED):
        raise ConflictError(N_("Dieser Kommentar ist schon abgelehnt."))
    comment.status, comment.decline_category, comment.decline_reason = decided[:3]
    comment.decided_at, comment.decided_by_id = at, moderator.id
    session.flush()
    record(
        session, Action.COMMENT_DECLINED, comment, actor_id=moderator.id, category=category.value
    )
    settle_reports(session, comment, outcome=HIDDEN, moderator=moderator, at=at)


def keep_comment(
    session: Session,
    comment: Comment,
    *,
    moderator: User,
    at: datetime,
    reason: str = "",
    seen: int | None = None,
) -> None:
    """Leave a reported comment as it is, with a reason for its readers or without one.

    If nobody had looked at it yet, somebody has now. `seen` and errors as in `publish_comment`.
    """
    take(session, comment, moderator)
    if comment.status is not CommentStatus.PUBLISHED:
        raise ConflictError(N_("Dieser Kommentar wird schon nicht mehr gezeigt."))
    check_seen(comment, seen)
    settle_reports(
        session, comment, outcome=KEPT, moderator=moderator, at=at, reason=reason.strip()
    )
    if comment.decided_at is None:
        show(comment, moderator=moderator, at=at)
        session.flush()
        record(session, Action.COMMENT_CONFIRMED, comment, actor_id=moderator.id)


def show(comment: Comment, *, moderator: User, at: datetime) -> None:
    """Set what belongs to a comment that a moderator lets everybody read."""
    comment.status = CommentStatus.PUBLISHED
    comment.published_at = comment.published_at or at
    comment.decline_category, comment.decline_reason = None, ""
    comment.decided_at, comment.decided_by_id = at, moderator.id


def check_reason(reason: str) -> None:
    if not reason.strip():
        raise InvalidError(N_("Bitte begründen Sie die Entscheidung."))


def _check_no_appeal(session: Session, comment: Comment) -> None:
    """Leave a comment with an appeal to the second moderator."""
    waits = exists().where(Appeal.comment_id == comment.id, Appeal.decided_at.is_(None))
    if comment.status is CommentStatus.DECLINED and session.scalar(select(waits)):
        raise ConflictError(N_("Über den Widerspruch entscheidet eine zweite Person."))
