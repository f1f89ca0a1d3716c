"""Appeals: whoever was declined asks for a second look, and a second moderator has it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.consultation import policies
from ikparticipation.consultation.models import Appeal, Comment, CommentStatus
from ikparticipation.consultation.services.moderating.moderation import check_reason, show
from ikparticipation.consultation.services.moderating.taking import check_seen, take
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.organisations.queries import membership_of
from ikparticipation.text import N_

LONGEST_APPEAL = 5000


def appeal_decision(
    session: Session, comment: Comment, *, appellant: User, text: str, at: datetime
) -> Appeal:
    """Ask a second moderator to look at a declined comment: once for each decision.

    Decided on an appeal it stays declined for good. The same words sent twice are one appeal.
    """
    session.refresh(comment, with_for_update=True)
    ours = comment.organisation_id
    membership = membership_of(session, appellant, ours) if ours else None
    if not policies.may_appeal(appellant, comment, membership):
        raise NotAllowedError(
            N_("Widersprechen kann, wer den Kommentar geschrieben hat, oder die Vertretung.")
        )
    if not text.strip() or len(text) > LONGEST_APPEAL:
        raise InvalidError(N_("Bitte schreiben Sie, warum: 1 bis 5.000 Zeichen."))
    if comment.status is not CommentStatus.DECLINED:
        raise ConflictError(N_("Dieser Kommentar ist nicht abgelehnt."))
    if known := appeal_against_decision(session, comment):
        if (known.text, known.appealed_by_id, known.decided_at) == (text, appellant.id, None):
            return known
        raise ConflictError(N_("Gegen diese Entscheidung gab es schon einen Widerspruch."))
    return _store(session, comment, appellant, text, at)


def _store(session: Session, comment: Comment, appellant: User, text: str, at: datetime) -> Appeal:
    appeal = Appeal(comment=comment, text=text, appealed_at=at, appealed_by_id=appellant.id)
    session.add(appeal)
    session.flush()
    record(session, Action.COMMENT_APPEALED, comment, actor_id=appellant.id)
    return appeal


def appeal_against_decision(session: Session, comment: Comment) -> Appeal | None:
    """Return the appeal against the decision that holds: open, or this decision came of it."""
    query = select(Appeal).where(Appeal.comment_id == comment.id)
    appeals = session.scalars(query.order_by(Appeal.appealed_at.desc(), Appeal.id)).all()
    return next(
        (
            appeal
            for appeal in appeals
            if appeal.decided_at is None
            or (comment.decided_at is not None and appeal.decided_at >= comment.decided_at)
        ),
        None,
    )


def decide_appeal(
    session: Session,
    appeal: Appeal,
    *,
    moderator: User,
    upheld: bool,
    reason: str = "",
    at: datetime,
    seen: int | None = None,
) -> None:
    """Publish the comment after all, or say with a reason of one's own why it stays declined.

    `seen` as in `publish_comment`. Deciding the same twice is one decision.
    """
    comment = appeal.comment
    take(session, comment, moderator)
    session.refresh(appeal)
    if not upheld:
        check_reason(reason)
    if appeal.decided_at is not None:
        if (appeal.decided_by_id, appeal.upheld) == (moderator.id, upheld):
            return
        raise ConflictError(N_("Über diesen Widerspruch ist schon entschieden."))
    if not policies.may_decide_appeal(moderator, comment, appeal):
        raise NotAllowedError(
            N_("Über diesen Widerspruch muss jemand anders entscheiden als beim ersten Mal.")
        )
    check_seen(comment, seen)
    appeal.decided_at, appeal.decided_by_id, appeal.upheld = at, moderator.id, upheld
    if upheld:
        show(comment, moderator=moderator, at=at)
    else:
        comment.decline_reason = reason
        comment.decided_at, comment.decided_by_id = at, moderator.id
    session.flush()
    if upheld:
        facts = {"appeal": str(appeal.id)}
        record(session, Action.COMMENT_PUBLISHED, comment, actor_id=moderator.id, **facts)
    record(session, Action.APPEAL_DECIDED, appeal, actor_id=moderator.id, upheld=upheld)
