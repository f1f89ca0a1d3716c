"""Who may take part in a consultation, and when. Each reads like a sentence."""

from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from ikparticipation.accounts import policies as accounts
from ikparticipation.accounts.models import User
from ikparticipation.consultation.models import (
    Appeal,
    Channel,
    Circle,
    Comment,
    CommentStatus,
    Round,
)
from ikparticipation.consultation.period import day_of, last_day
from ikparticipation.organisations.models import Membership
from ikparticipation.organisations.policies import may_represent


def may_comment(user: User, in_round: Round, at: datetime) -> bool:
    """Everybody with an account may, while the round is open."""
    return user.is_active and in_round.is_open(at)


def may_speak_for(user: User, membership: Membership) -> bool:
    return membership.user_id == user.id


def may_take_part(in_round: Round, *, invited: bool) -> bool:
    """Let everybody comment in an open circle, and those who were invited in the others."""
    return invited or in_round.circle is Circle.EVERYONE


def may_release(membership: Membership | None) -> bool:
    """Let representatives make official what is said for their organisation; others draft."""
    return may_represent(membership)


class Whose(Protocol):
    """What tells whose a comment is, of a stored one or of one as it is shown."""

    channel: Channel
    author_id: UUID
    organisation_id: UUID | None


def may_answer_for(user: User, comment: Whose, membership: Membership | None) -> bool:
    """Let those correct and withdraw a comment whose it is.

    `membership`: of the user in the organisation of the comment. What came by letter, by telephone
    or in a meeting is changed by the staff, who entered it.
    """
    if comment.channel is not Channel.WEB and may_enter_contributions(user):
        return True
    if comment.organisation_id is None:
        return comment.author_id == user.id
    return may_release(membership)


def may_enter_contributions(user: User) -> bool:
    return accounts.may_moderate(user)


class Sealable(Protocol):
    """A round, or what is read of one with its comments. Without a round nothing is sealed."""

    @property
    def sealed(self) -> bool: ...
    @property
    def closes_at(self) -> datetime: ...


def is_sealed(in_round: Sealable, at: datetime) -> bool:
    """Until its end nobody but its author, their organisation and the staff reads a comment.

    `queries.visible.IS_UNSEALED` says the same in SQL.
    """
    return bool(in_round.sealed and at < in_round.closes_at)


class Repliable(Protocol):
    """What tells whether a comment can be replied to, of a stored one or of one as it is shown."""

    status: CommentStatus
    parent_id: UUID | None


def may_reply(comment: Repliable, in_round: Sealable, at: datetime) -> bool:
    """Let people reply to what everybody reads, and not to a reply."""
    is_read = comment.status is CommentStatus.PUBLISHED and not is_sealed(in_round, at)
    return is_read and comment.parent_id is None


def came_in_time(in_round: Round, received_on: date, at: datetime) -> bool:
    """Tell whether a letter counts: received while the round was open, also if entered later."""
    first, last = day_of(in_round.opens_at), last_day(in_round.closes_at)
    return in_round.opens_at <= at and first <= received_on <= min(last, day_of(at))


def may_moderate(user: User) -> bool:
    return accounts.may_moderate(user)


def may_appeal(user: User, comment: Comment, membership: Membership | None) -> bool:
    """Let whoever wrote a comment ask for a second look, and who represents its organisation.

    `membership`: of the user in the organisation of the comment.
    """
    return comment.author_id == user.id or may_release(membership)


def may_decide_appeal(user: User, comment: Comment, appeal: Appeal) -> bool:
    """Let a second moderator decide: not the one who declined, nor who wrote or appealed."""
    concerned = {comment.decided_by_id, comment.author_id, appeal.appealed_by_id}
    return may_moderate(user) and user.id not in concerned


def may_draft_answers(user: User) -> bool:
    return accounts.may_moderate(user)


def may_release_answers(user: User) -> bool:
    return accounts.may_steer(user)


def may_open_rounds(user: User) -> bool:
    return accounts.may_steer(user)
