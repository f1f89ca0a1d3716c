"""What authors do with their comment afterwards: put it right, or take it back."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.consultation import policies
from ikparticipation.consultation.models import (
    Channel,
    Comment,
    CommentKind,
    CommentRevision,
    CommentStatus,
    Moderation,
)
from ikparticipation.consultation.models.rounds import freshen
from ikparticipation.consultation.queries.visible import IS_ANSWERED
from ikparticipation.consultation.services.commenting.comments import check_words, give_in
from ikparticipation.consultation.services.moderating.groups import hold_with_group, leave_group
from ikparticipation.errors import ConflictError, NotAllowedError
from ikparticipation.organisations.models import Membership
from ikparticipation.text import N_

CORRECTABLE = frozenset({CommentStatus.SUBMITTED, CommentStatus.PUBLISHED})


def correct_comment(  # noqa: PLR0913
    session: Session,
    comment: Comment,
    *,
    kind: CommentKind,
    text: str,
    replacement: str | None,
    actor: User,
    at: datetime,
    membership: Membership | None = None,
    seen: int | None = None,
) -> None:
    """Put other words into a comment while its round is open; the words before are kept.

    It gets another receipt, stands in the queue again, and in a round that is moderated before
    nobody reads it until then. `membership`: of the actor in the organisation of the comment.
    Raises ConflictError if it is answered, if the round has closed, or if it has changed since
    the version that was `seen`. The same words once more are no correction.
    """
    _take(session, comment, actor, membership)
    one_passage = comment.passage_id is not None and comment.end_passage_id is None
    check_words(kind, text, replacement, one_passage=one_passage)
    said = (kind, text, replacement)
    if said == (comment.kind, comment.text, comment.replacement):
        return
    _check_correctable(session, comment, actor, at)
    if seen is not None and seen != comment.version:
        raise ConflictError(
            N_("Dieser Kommentar hat sich inzwischen geändert. Ihr Text steht noch hier.")
        )
    leave_group(session, [comment])
    _keep_words(session, comment)
    comment.kind, comment.text, comment.replacement = said
    _begin_anew(comment, at)
    session.flush()
    freshen(session, comment.round_id)
    record(session, Action.COMMENT_CORRECTED, comment, actor_id=actor.id)


def _check_correctable(session: Session, comment: Comment, actor: User, at: datetime) -> None:
    if comment.status not in CORRECTABLE:
        raise ConflictError(N_("Dieser Kommentar lässt sich nicht mehr berichtigen."))
    if comment.channel is Channel.WEB and not policies.may_comment(actor, comment.round, at):
        raise ConflictError(N_("Berichtigen kann man nur, solange die Runde läuft."))
    if is_answered(session, comment):
        raise ConflictError(
            N_("Die Verwaltung hat schon geantwortet; der Kommentar ändert sich nicht mehr.")
        )


def _keep_words(session: Session, comment: Comment) -> None:
    comment.corrected += 1
    session.add(
        CommentRevision(
            comment_id=comment.id,
            number=comment.corrected,
            kind=comment.kind,
            text=comment.text,
            replacement=comment.replacement,
            submitted_at=comment.submitted_at,
            receipt_code=comment.receipt_code,
            receipt_hash=comment.receipt_hash,
        )
    )


def _begin_anew(comment: Comment, at: datetime) -> None:
    """Let a moderator look again: what was decided, was decided about other words.

    Where personal data was blackened, nobody reads the new words before that, in any round.
    """
    look_first = bool(comment.blackened) or comment.round.moderation is Moderation.PRE
    published_at = comment.published_at
    comment.decided_at, comment.decided_by_id = None, None
    comment.blackened = []
    give_in(comment, at)
    if look_first:
        comment.status, comment.published_at = CommentStatus.SUBMITTED, None
    else:
        comment.published_at = published_at


def withdraw_comment(
    session: Session,
    comment: Comment,
    *,
    actor: User,
    at: datetime,
    membership: Membership | None = None,
) -> None:
    """Take a comment back. Where it stood is still seen and counted, its words are not.

    Twice is once. Raises ConflictError for a draft, and when the administration has answered.
    """
    _take(session, comment, actor, membership)
    if comment.status is CommentStatus.WITHDRAWN:
        return
    if not comment.may_become(CommentStatus.WITHDRAWN):
        raise ConflictError(N_("Ein Entwurf wird gelöscht, nicht zurückgezogen."))
    if is_answered(session, comment):
        raise ConflictError(
            N_("Die Verwaltung hat schon geantwortet; der Kommentar bleibt mit der Antwort stehen.")
        )
    leave_group(session, [comment])
    was = comment.status
    comment.status, comment.withdrawn_at = CommentStatus.WITHDRAWN, at
    comment.decline_category, comment.decline_reason = None, ""
    session.flush()
    record(session, Action.COMMENT_WITHDRAWN, comment, actor_id=actor.id, was=was.value)


def is_answered(session: Session, comment: Comment) -> bool:
    """Tell whether an answer is released that holds."""
    return (
        session.scalar(select(Comment.id).where(Comment.id == comment.id, IS_ANSWERED)) is not None
    )


def _take(session: Session, comment: Comment, actor: User, membership: Membership | None) -> None:
    """Hold the comment with its group, which it may leave, and check the right."""
    hold_with_group(session, comment)
    ours = membership is None or (
        membership.user_id == actor.id and membership.organisation_id == comment.organisation_id
    )
    if not ours or not policies.may_answer_for(actor, comment, membership):
        raise NotAllowedError(N_("Das kann nur, wer den Kommentar abgegeben hat."))
