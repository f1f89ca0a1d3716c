"""What comes before every decision about a comment: the right, the row, and what was seen."""

from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.consultation import policies
from ikparticipation.consultation.models import Comment, CommentStatus
from ikparticipation.errors import ConflictError, NotAllowedError
from ikparticipation.text import N_


def take(session: Session, comment: Comment, moderator: User) -> None:
    """Check the right and hold the row, so that of two moderators one comes second."""
    if not policies.may_moderate(moderator):
        raise NotAllowedError(N_("Über Kommentare entscheidet die Moderation."))
    session.refresh(comment, with_for_update=True)
    if comment.status is CommentStatus.DRAFT:
        raise ConflictError(N_("Diesen Entwurf hat die Organisation noch nicht freigegeben."))
    if comment.status is CommentStatus.WITHDRAWN:
        raise ConflictError(N_("Dieser Kommentar ist zurückgezogen. Es bleibt nichts zu tun."))


def check_seen(comment: Comment, seen: int | None) -> None:
    """Raise ConflictError if the comment is not as the moderator saw it."""
    if seen is not None and seen != comment.version:
        raise ConflictError(
            N_("Jemand anders hat inzwischen entschieden oder den Kommentar geändert.")
        )
