"""Mails about surveys. Each goes to one person, in that person's language."""

from datetime import datetime

from ikparticipation.accounts.mails import sign_in_url
from ikparticipation.accounts.models import User
from ikparticipation.mail import Message, render
from ikparticipation.settings import Settings
from ikparticipation.surveys.models import Response, ResponseRevision, WaveInvitation
from ikparticipation.text import pick


def questionnaire_path(response_or_invitation: Response | WaveInvitation) -> str:
    """Return where an organisation answers; it names itself for people who act for several."""
    asked = response_or_invitation
    return f"/erhebung/{asked.wave_id}?fuer={asked.organisation_id}"


def invitation(
    user: User,
    invitation: WaveInvitation,
    *,
    token: str,
    expires_at: datetime,
    settings: Settings,
) -> Message:
    wave = invitation.wave
    return render(
        "surveys/invitation",
        to=user.email,
        language=user.language,
        secret=token,
        person=user.name,
        organisation=invitation.organisation.name,
        title=wave.title(user.language),
        intro=pick(wave.intros, user.language),
        closes_at=wave.closes_at,
        link=sign_in_url(settings, token),
        expires_at=expires_at,
        county=settings.county,
        base_url=settings.base_url,
    )


def reminder(
    user: User,
    invitation: WaveInvitation,
    *,
    started: bool,
    token: str,
    expires_at: datetime,
    settings: Settings,
) -> Message:
    wave = invitation.wave
    return render(
        "surveys/reminder",
        to=user.email,
        language=user.language,
        secret=token,
        person=user.name,
        organisation=invitation.organisation.name,
        title=wave.title(user.language),
        started=started,
        closes_at=wave.closes_at,
        link=sign_in_url(settings, token),
        expires_at=expires_at,
        county=settings.county,
        base_url=settings.base_url,
    )


def receipt(
    user: User, revision: ResponseRevision, *, submitted_by: str, settings: Settings
) -> Message:
    """Return what everybody who represents the organisation gets once it has submitted."""
    response = revision.response
    wave_id, organisation_id = response.wave_id, response.organisation_id
    return render(
        "surveys/receipt",
        to=user.email,
        language=user.language,
        person=user.name,
        organisation=response.organisation.name,
        title=response.wave.title(user.language),
        number=revision.number,
        code=revision.receipt_code,
        hash=revision.receipt_hash,
        submitted_at=revision.submitted_at,
        submitted_by=submitted_by,
        closes_at=response.wave.closes_at,
        path=f"/erhebung/{wave_id}/quittung?fuer={organisation_id}",
        base_url=settings.base_url,
    )
