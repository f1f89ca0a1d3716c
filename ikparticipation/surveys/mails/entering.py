"""Mails about what staff entered. Each goes to one person, in that person's language."""

from ikparticipation.accounts.models import User
from ikparticipation.mail import Message, render
from ikparticipation.settings import Settings
from ikparticipation.surveys.models import CHANNEL_NAMES, Channel, Entry, ResponseRevision
from ikparticipation.text import translate


def entered(
    user: User, revision: ResponseRevision, *, entered_by: str, may_change: bool, settings: Settings
) -> Message:
    """Return what the organisation is told when its answers were entered, with the receipt."""
    response = revision.response
    base = f"{settings.base_url}/erhebung/{response.wave_id}"
    query = f"?fuer={response.organisation_id}"
    return render(
        "surveys/entered",
        to=user.email,
        language=user.language,
        person=user.name,
        organisation=response.organisation.name,
        title=response.wave.title(user.language),
        channel=translate(user.language, CHANNEL_NAMES[revision.channel]),
        is_paper=revision.channel is Channel.PAPER,
        received_on=revision.received_on,
        source=revision.source,
        entered_by=entered_by,
        submitted_at=revision.submitted_at,
        number=revision.number,
        code=revision.receipt_code,
        hash=revision.receipt_hash,
        may_change=may_change,
        closes_at=response.wave.closes_at,
        answers=f"{base}/pruefen{query}",
        receipt=f"{base}/quittung{query}",
        objection=f"{base}/eingetragen{query}",
        county=settings.county,
    )


def settled(user: User, entry: Entry, settings: Settings) -> Message:
    """Return what the administration answers to an objection."""
    asked = entry.invitation
    link = f"{settings.base_url}/erhebung/{asked.wave_id}/eingetragen"
    return render(
        "surveys/entry_settled",
        to=user.email,
        language=user.language,
        person=user.name,
        organisation=asked.organisation.name,
        title=asked.wave.title(user.language),
        objection=entry.objection,
        words=entry.settlement,
        link=f"{link}?fuer={asked.organisation_id}",
        county=settings.county,
    )
