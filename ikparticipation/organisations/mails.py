"""Mails about organisations."""

from datetime import datetime

from ikparticipation.accounts.mails import sign_in_url
from ikparticipation.mail import Message, render
from ikparticipation.organisations.models import Membership
from ikparticipation.settings import Settings


def member_invitation(
    membership: Membership,
    *,
    inviter: str | None,
    token: str,
    expires_at: datetime,
    settings: Settings,
) -> Message:
    """Return the invitation to act for an organisation. `inviter` None: the installation."""
    user = membership.user
    return render(
        "organisations/invitation",
        to=user.email,
        language=user.language,
        secret=token,
        person=user.name,
        organisation=membership.organisation.name,
        role=membership.role,
        inviter=inviter,
        link=sign_in_url(settings, token),
        expires_at=expires_at,
        county=settings.county,
        base_url=settings.base_url,
    )
