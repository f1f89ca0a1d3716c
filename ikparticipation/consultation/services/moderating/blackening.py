"""Making words of a comment unreadable for others, and readable again."""

from datetime import datetime

from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.consultation.blackening import Spans, lies_in, merged
from ikparticipation.consultation.models import Comment
from ikparticipation.consultation.services.moderating.reports import BLACKENED, settle_reports
from ikparticipation.consultation.services.moderating.taking import check_seen, take
from ikparticipation.errors import InvalidError
from ikparticipation.text import N_


def blacken_comment(
    session: Session,
    comment: Comment,
    *,
    spans: Spans,
    moderator: User,
    at: datetime,
    settles: bool = False,
    seen: int | None = None,
) -> None:
    """Blacken exactly these words, none: all can be read again. The text itself stays stored.

    `settles`: with this the reports of readers are dealt with. `seen` as in `publish_comment`.
    """
    take(session, comment, moderator)
    if merged(comment.text, spans) != comment.blackened:
        check_seen(comment, seen)
        put_black(session, comment, spans, moderator=moderator)
    if settles:
        settle_reports(session, comment, outcome=BLACKENED, moderator=moderator, at=at)


def put_black(
    session: Session, comment: Comment, spans: Spans, *, moderator: User, publishes: bool = False
) -> None:
    """Store the spans of a comment that is held. The trail says where, never which words."""
    spans = list(spans)
    if not lies_in(comment.text, spans):
        raise InvalidError(N_("Diese Wörter stehen nicht im Kommentar. Bitte wählen Sie neu."))
    chosen = merged(comment.text, spans)
    if chosen == comment.blackened:
        return
    comment.blackened = chosen
    session.flush()
    record(
        session,
        Action.COMMENT_BLACKENED,
        comment,
        actor_id=moderator.id,
        spans=chosen,
        publishes=publishes,
    )
