"""Who may take part in a consultation, and when. Each reads like a sentence."""

from datetime import datetime

from ikparticipation.accounts import policies as accounts
from ikparticipation.accounts.models import User
from ikparticipation.consultation.models import Comment, CommentStatus, Round
from ikparticipation.organisations.models import Membership


def may_comment(user: User, in_round: Round, at: datetime) -> bool:
    """Everybody with an account may, while the round is open."""
    return user.is_active and in_round.is_open(at)


def may_speak_for(user: User, membership: Membership) -> bool:
    return membership.user_id == user.id


def may_read(user: User | None, comment: Comment) -> bool:
    """Let everybody read what is published; its author and the staff read it always.

    `queries.visible.visible_to` says the same in SQL; a test holds them together.
    """
    if comment.status is CommentStatus.PUBLISHED:
        return True
    return user is not None and (comment.author_id == user.id or may_moderate(user))


def may_moderate(user: User) -> bool:
    return accounts.may_moderate(user)


def may_draft_answers(user: User) -> bool:
    return accounts.may_moderate(user)


def may_release_answers(user: User) -> bool:
    return accounts.may_steer(user)


def may_open_rounds(user: User) -> bool:
    return accounts.may_steer(user)
