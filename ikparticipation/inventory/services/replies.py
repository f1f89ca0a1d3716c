"""What was said about offers between two answers, put upon the derived rows again."""

from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ikparticipation.inventory.models import DoubtOutcome, Offer, OfferReply


def put_replies(session: Session, organisation_id: UUID) -> None:
    """Let the offers of an organisation be confirmed or ended as was said since its answers.

    Runs after each derivation, so that deriving anew loses nothing. A reply older than the answer
    that named the offer says nothing about it any more.
    """
    replies = session.execute(
        select(OfferReply.offer_id, OfferReply.outcome, OfferReply.said_at)
        .where(OfferReply.organisation_id == organisation_id)
        .order_by(OfferReply.said_at, OfferReply.id)
    )
    for offer_id, outcome, said_at in replies.all():
        is_true = outcome is DoubtOutcome.STILL_TRUE
        session.execute(
            update(Offer)
            .where(Offer.id == offer_id, Offer.confirmed_at <= said_at)
            .values({"confirmed_at": said_at, "assured": True} if is_true else {"current": False}),
            execution_options={"synchronize_session": False},
        )
