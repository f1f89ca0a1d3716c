"""What a role may do. Each reads like a sentence."""

from ikparticipation.accounts.models import StaffRole, User


def is_staff(user: User) -> bool:
    return user.staff_role is not None


def may_moderate(user: User) -> bool:
    """Moderating and drafting answers is open to every staff role."""
    return is_staff(user)


def may_steer(user: User) -> bool:
    """Surveys, drafts, rounds, the register, and releasing answers."""
    return user.staff_role in {StaffRole.STEERING, StaffRole.ADMINISTRATOR}


def may_administer(user: User) -> bool:
    """Accounts of the administration, jobs, mails."""
    return user.staff_role is StaffRole.ADMINISTRATOR
