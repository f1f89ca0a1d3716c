"""Mails about accounts."""

from datetime import datetime

from ikparticipation.accounts.models import User
from ikparticipation.mail import Message, render
from ikparticipation.settings import Settings


def sign_in_url(settings: Settings, token: str) -> str:
    return f"{settings.base_url}/anmelden/{token}"


def staff_invitation(
    user: User,
    *,
    inviter: str | None,
    token: str,
    expires_at: datetime,
    settings: Settings,
) -> Message:
    """Return the invitation to work in the administration. `inviter` None: the installation."""
    return render(
        "accounts/invitation",
        to=user.email,
        language=user.language,
        secret=token,
        person=user.name,
        inviter=inviter,
        role=user.staff_role,
        link=sign_in_url(settings, token),
        expires_at=expires_at,
        county=settings.county,
        base_url=settings.base_url,
    )


def fresh_link(user: User, *, token: str, expires_at: datetime, settings: Settings) -> Message:
    return render(
        "accounts/link",
        to=user.email,
        language=user.language,
        secret=token,
        person=user.name,
        link=sign_in_url(settings, token),
        expires_at=expires_at,
        county=settings.county,
    )


def password_changed(user: User, *, removed: bool, at: datetime, settings: Settings) -> Message:
    """Return the notice that warns the owner if it was somebody else."""
    return render(
        "accounts/password",
        to=user.email,
        language=user.language,
        person=user.name,
        removed=removed,
        at=at,
        county=settings.county,
        base_url=settings.base_url,
    )
