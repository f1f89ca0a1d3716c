"""Who may do what in a survey. Each reads like a sentence."""

from datetime import datetime

from ikparticipation.accounts.models import User
from ikparticipation.accounts.policies import may_steer
from ikparticipation.organisations.models import MemberRole
from ikparticipation.surveys.models import ResponseStatus, Wave


def may_run_surveys(user: User) -> bool:
    """Questionnaires, waves, invitations, and reading what was submitted."""
    return may_steer(user)


def may_answer(role: MemberRole | None, wave: Wave, at: datetime) -> bool:
    """Every member of an organisation that was asked fills in, while the wave is open."""
    return role is not None and wave.is_open(at)


def may_submit(role: MemberRole | None) -> bool:
    """Only who represents the organisation speaks for it."""
    return role is MemberRole.REPRESENTATIVE


def may_be_reminded(status: ResponseStatus | None) -> bool:
    """Who has answered is left in peace, also with changes that are not submitted."""
    return status in {None, ResponseStatus.DRAFT}
