"""What a person may do for an organisation. Each reads like a sentence."""

from ikparticipation.accounts.models import User
from ikparticipation.accounts.policies import may_steer
from ikparticipation.organisations.models import MemberRole, Membership, Organisation


def may_contribute(membership: Membership | None) -> bool:
    """Let every member fill in and draft."""
    return membership is not None


def may_represent(membership: Membership | None) -> bool:
    """Let representatives submit and release in the name of the organisation."""
    return membership is not None and membership.role is MemberRole.REPRESENTATIVE


def may_edit(user: User, organisation: Organisation, membership: Membership | None) -> bool:
    """Let representatives change profile and members of their own, steering of all."""
    own = membership is not None and membership.organisation_id == organisation.id
    return may_steer(user) or (own and may_represent(membership))


def may_keep_register(user: User) -> bool:
    """Let steering add organisations, and change names, kinds and places."""
    return may_steer(user)
