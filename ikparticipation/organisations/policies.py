"""What a person may do for an organisation. Each reads like a sentence."""

from ikparticipation.accounts.models import User
from ikparticipation.accounts.policies import may_steer
from ikparticipation.organisations.models import MemberRole, Membership, Organisation
from ikparticipation.organisations.names import Level


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


_FROM_ABOVE = (Level.FEDERAL, Level.STATE, Level.DISTRICT, Level.COUNTY, Level.TOWN)


def may_belong_to(level: Level | None, *, umbrella: Level | None) -> bool:
    """Let a body belong to one that stands higher; where a level is not known, to any.

    A house or club has no level of its own and may belong to each level of its umbrella body.
    """
    if level is None or umbrella is None:
        return True
    return _FROM_ABOVE.index(umbrella) < _FROM_ABOVE.index(level)
