"""Mails about offers that readers doubt. Each goes to one person, in that person's language."""

from ikparticipation.accounts.models import User
from ikparticipation.inventory.models import Offer, OfferDoubt, OfferLayer
from ikparticipation.mail import Message, render
from ikparticipation.settings import Settings


def doubted(user: User, doubt: OfferDoubt, settings: Settings, *, to_staff: bool) -> Message:
    """Return what a reader says about an offer, and where it is answered.

    `to_staff`: nobody represents the organisation, so the administration has to ask it.
    """
    place = "verwaltung/bestand/hinweise" if to_staff else "mein/organisation/hinweise"
    return render(
        "inventory/doubted",
        to=user.email,
        language=user.language,
        person=user.name,
        offer=doubt.offer_name,
        words=doubt.words,
        to_staff=to_staff,
        page=f"{settings.base_url}/angebote/{doubt.lasting_id}",
        link=f"{settings.base_url}/{place}/{doubt.id}",
        county=settings.county,
    )


def corrected(user: User, offer: Offer, layer: OfferLayer, settings: Settings) -> Message:
    """Return what the administration put right in an offer, or that it withdrew this."""
    return render(
        "inventory/corrected",
        to=user.email,
        language=user.language,
        person=user.name,
        offer=offer.name,
        column=layer.column,
        original=layer.original,
        text=layer.value["text"],
        reason=layer.reason,
        withdrawn=layer.withdrawn_at is not None,
        page=f"{settings.base_url}/angebote/{layer.lasting_id}",
        county=settings.county,
    )


def settled(doubt: OfferDoubt, settings: Settings) -> Message:
    """Return the answer to who asked; their name is not known."""
    return render(
        "inventory/settled",
        to=doubt.reply_to,
        language=doubt.language,
        offer=doubt.offer_name,
        words=doubt.words,
        outcome=doubt.outcome,
        answer=doubt.answer,
        by_staff=doubt.settled_by_staff,
        page=f"{settings.base_url}/angebote/{doubt.lasting_id}",
        county=settings.county,
    )
