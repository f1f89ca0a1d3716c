"""What a person may do to the inventory. Each reads like a sentence."""

from ikparticipation.accounts.models import User
from ikparticipation.accounts.policies import may_steer
from ikparticipation.organisations.models import Membership
from ikparticipation.organisations.policies import may_contribute


def may_reply(membership: Membership | None) -> bool:
    """Let every member answer whether a tie is as another organisation says.

    It is a fact they know, no declaration of the organisation: the person's name stands beside
    it for the others, and any of them can take it back.
    """
    return may_contribute(membership)


def may_keep_groups(user: User) -> bool:
    """Let steering enter standing groups, and say which names in answers mean them."""
    return may_steer(user)


def may_answer_doubts(membership: Membership | None) -> bool:
    """Let every member say whether an offer is still as it stands: a fact they know."""
    return may_contribute(membership)


def may_correct_offers(user: User) -> bool:
    """Let steering put right the places and hours of an offer, with a reason that all can read."""
    return may_steer(user)


def may_settle_doubts(user: User) -> bool:
    """Let steering settle what readers doubt where the organisation does not."""
    return may_steer(user)


def may_take_back_end(user: User, membership: Membership | None, *, by_staff: bool) -> bool:
    """Let members take back that an offer has ended; steering only where staff said so."""
    return may_answer_doubts(membership) or (by_staff and may_settle_doubts(user))
