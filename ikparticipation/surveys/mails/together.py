"""Mails among the members of an organisation, and about opening answers once more.

Each goes to one person, in that person's language.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from ikparticipation.accounts.models import User
from ikparticipation.mail import Message, render
from ikparticipation.organisations.models import Organisation
from ikparticipation.settings import Settings
from ikparticipation.surveys.models import ReopeningRequest, ReopeningStatus, Response, Wave


def assigned(
    user: User,
    wave: Wave,
    organisation: Organisation,
    sections: Sequence[str],
    *,
    until: datetime,
    by: str,
    settings: Settings,
) -> Message:
    """Return the mail about all sections that somebody got by one act; `sections`: their titles."""
    facts = {"sections": sections, "until": until, "by": by}
    return _about("assigned", user, wave, organisation, settings, **facts)


def please_submit(user: User, response: Response, *, by: str, settings: Settings) -> Message:
    place = response.wave, response.organisation
    return _about("please_submit", user, *place, settings, by=by)


def reopening_decided(user: User, request: ReopeningRequest, settings: Settings) -> Message:
    """Return the mail about the decision, granted or declined."""
    response = request.response
    granted = request.status is ReopeningStatus.GRANTED
    return _about(
        "reopening_granted" if granted else "reopening_declined",
        user,
        response.wave,
        response.organisation,
        settings,
        answer=request.answer,
        until=request.until,
    )


def _about(
    name: str,
    user: User,
    wave: Wave,
    organisation: Organisation,
    settings: Settings,
    **facts: Any,
) -> Message:
    address, query = f"{settings.base_url}/erhebung/{wave.id}", f"?fuer={organisation.id}"
    return render(
        f"surveys/{name}",
        to=user.email,
        language=user.language,
        person=user.name,
        organisation=organisation.name,
        title=wave.title(user.language),
        link=f"{address}{query}",
        review=f"{address}/pruefen{query}",
        county=settings.county,
        **facts,
    )
