"""What staff need to correct an offer: how it stands, and which corrections there are."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.inventory.models import Offer, OfferHours, OfferLayer, OfferPlace
from ikparticipation.inventory.timetable import Rule
from ikparticipation.inventory.whereabouts import Place


def offer_to_correct(session: Session, lasting_id: UUID) -> Offer | None:
    """Return the offer as the directory shows it; None: it is not there any more."""
    return session.scalar(
        select(Offer)
        .where(Offer.lasting_id == lasting_id, Offer.current)
        .order_by(Offer.confirmed_at.desc(), Offer.id)
        .limit(1)
    )


def places_of(session: Session, offer_id: UUID) -> list[Place]:
    rows = session.scalars(
        select(OfferPlace).where(OfferPlace.offer_id == offer_id).order_by(OfferPlace.number)
    )
    return [
        Place(
            address=row.address,
            ags=row.ags,
            languages=tuple(row.languages),
            longitude=row.longitude,
            latitude=row.latitude,
            note=row.note,
        )
        for row in rows
    ]


def rules_of(session: Session, offer_id: UUID) -> list[Rule]:
    """Return the rules of opening hours in the order in which they were derived."""
    rows = session.scalars(
        select(OfferHours)
        .where(OfferHours.offer_id == offer_id)
        .order_by(OfferHours.number, OfferHours.weekdays.desc(), OfferHours.opens, OfferHours.id)
    )
    return [
        Rule(
            rrule=row.rrule,
            weekdays=row.weekdays,
            opens=row.opens,
            closes=row.closes,
            valid_from=row.valid_from,
            valid_until=row.valid_until,
            note=row.note,
            place=row.number,
        )
        for row in rows
    ]


def layers_upon(session: Session, lasting_id: UUID) -> Sequence[OfferLayer]:
    """Return the corrections of an offer that are not withdrawn, the newest first."""
    return session.scalars(
        select(OfferLayer)
        .where(OfferLayer.lasting_id == lasting_id, OfferLayer.withdrawn_at.is_(None))
        .order_by(OfferLayer.made_at.desc(), OfferLayer.id)
    ).all()
