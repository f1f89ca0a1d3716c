"""Deciding what others may read. A decision rests on the state that the moderator has seen."""

from datetime import datetime

from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.consultation import policies
from ikparticipation.consultation.models import Comment, CommentStatus, DeclineCategory
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.text import N_


def publish_comment(
    session: Session, comment: Comment, *, moderator: User, at: datetime, seen: int | None = None
) -> None:
    """Let everybody read the comment, or confirm that they may go on reading it.

    `seen`: the version of the comment that the moderator looked at. Raises ConflictError if
    somebody else has decided since. Deciding the same twice is one decision.
    """
    _take(session, comment, moderator)
    published = comment.status is CommentStatus.PUBLISHED
    if published and comment.decided_by_id == moderator.id:
        return
    _check_seen(comment, seen)
    confirms = published and comment.decided_at is None
    if not confirms and not comment.may_become(CommentStatus.PUBLISHED):
        raise ConflictError(N_("Dieser Kommentar ist schon veröffentlicht."))
    comment.status = CommentStatus.PUBLISHED
    comment.published_at = comment.published_at or at
    comment.decline_category, comment.decline_reason = None, ""
    comment.decided_at, comment.decided_by_id = at, moderator.id
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

    Also takes back a published one. `seen` and errors as in `publish_comment`.
    """
    _take(session, comment, moderator)
    if not reason.strip():
        raise InvalidError(N_("Bitte begründen Sie die Entscheidung."))
    decided = (CommentStatus.DECLINED, category, reason, moderator.id)
    if decided == (
        comment.status,
        comment.decline_category,
        comment.decline_reason,
        comment.decided_by_id,
    ):
        return
    _check_seen(comment, seen)
    if not comment.may_become(CommentStatus.DECLINED):
        raise ConflictError(N_("Dieser Kommentar ist schon abgelehnt."))
    comment.status, comment.decline_category, comment.decline_reason = decided[:3]
    comment.decided_at, comment.decided_by_id = at, moderator.id
    session.flush()
    record(
        session, Action.COMMENT_DECLINED, comment, actor_id=moderator.id, category=category.value
    )


def _take(session: Session, comment: Comment, moderator: User) -> None:
    """Check the right and hold the row, so that of two moderators one comes second."""
    if not policies.may_moderate(moderator):
        raise NotAllowedError(N_("Über Kommentare entscheidet die Moderation."))
    session.refresh(comment, with_for_update=True)


def _check_seen(comment: Comment, seen: int | None) -> None:
    if seen is not None and seen != comment.version:
        raise ConflictError(N_("Über diesen Kommentar wurde inzwischen entschieden."))
