"""Mails of the review. Each goes to one person, in that person's language."""

from typing import Any

from ikparticipation.accounts.models import User
from ikparticipation.mail import Message, render
from ikparticipation.settings import Settings
from ikparticipation.surveys.models import Response

ABOUT = frozenset(
    {
        *("accepted", "returned", "refused", "inquiry"),
        *("corrected", "correction_withdrawn", "correction_upheld"),
    }
)


def told(name: str, user: User, response: Response, settings: Settings, **facts: Any) -> Message:
    """Return the mail about a response, one of ABOUT; `facts` are what only it tells."""
    query = f"?fuer={response.organisation_id}"
    base = f"{settings.base_url}/erhebung/{response.wave_id}"
    return render(
        f"surveys/{name}",
        to=user.email,
        language=user.language,
        person=user.name,
        organisation=response.organisation.name,
        title=response.wave.title(user.language),
        link=f"{base}/rueckfragen{query}",
        overview=f"{base}{query}",
        county=settings.county,
        **facts,
    )
