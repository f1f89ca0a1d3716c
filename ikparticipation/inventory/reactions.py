"""What the inventory does when something happened elsewhere."""

from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from ikparticipation import clock, mail
from ikparticipation.audit import Action, AuditEvent, EventState
from ikparticipation.inventory import mails, services
from ikparticipation.inventory.models import Offer, OfferDoubt, OfferLayer, offer_field
from ikparticipation.inventory.queries.offers.correcting import offer_to_correct
from ikparticipation.inventory.queries.offers.doubts import steering
from ikparticipation.inventory.services.groups import settle_mentions
from ikparticipation.inventory.services.layers import derive_offer
from ikparticipation.inventory.services.resolving import (
    derive_again,
    resolve_mentions,
    resolve_names_of,
)
from ikparticipation.organisations.services import set_fields
from ikparticipation.settings import Settings
from ikparticipation.surveys.models import Response, ResponseRevision
from ikparticipation.surveys.reactions.inviting import representatives


def take_in(session: Session, event: AuditEvent, _settings: Settings) -> None:
    """Bring an accepted response into the inventory; `event` is RESPONSE_ACCEPTED."""
    services.take_in(session, event.subject_id)
    _tell_fields(session, event.subject_id)


def redraw(session: Session, event: AuditEvent, _settings: Settings) -> None:
    """Compute a small network anew as soon as an answer is in; `event` is RESPONSE_ACCEPTED.

    Of many answers that come at once the last one does it.
    """
    more = exists().where(
        AuditEvent.action == event.action,
        AuditEvent.state == EventState.QUEUED,
        AuditEvent.id != event.id,
    )
    if session.scalar(select(more)):
        return
    wave_id = session.scalars(
        select(Response.wave_id)
        .join(ResponseRevision, ResponseRevision.response_id == Response.id)
        .where(ResponseRevision.id == event.subject_id)
    ).one()
    services.take_small_network(session, wave_id, at=clock.now())


def take_in_correction(session: Session, event: AuditEvent, _settings: Settings) -> None:
    """Let a correction count, or not any more; `event` is about a Correction."""
    services.derive_corrected(session, event.subject_id)


def recognise(session: Session, event: AuditEvent, _settings: Settings) -> None:
    """Recognise an organisation wherever it is named by a name that it has now, or had until now.

    `event` is ORGANISATION_REGISTERED, ORGANISATION_CHANGED, NAME_ADDED or NAME_REMOVED.
    """
    if event.action is Action.ORGANISATION_CHANGED and "name" not in event.facts["fields"]:
        return
    gone = [event.facts["normal_name"]] if event.action is Action.NAME_REMOVED else []
    resolve_names_of(session, [event.subject_id], gone)


def follow_decision(session: Session, event: AuditEvent, _settings: Settings) -> None:
    """Let a decision about a name count in all answers; `event` is about a NameDecision."""
    resolve_mentions(session, [event.facts["normal_name"]])


def follow_merge(session: Session, event: AuditEvent, _settings: Settings) -> None:
    """Derive anew what two entries said and how they are named; `event` is about a Merge."""
    both = [UUID(event.facts["kept_id"]), UUID(event.facts["gone_id"])]
    derive_again(session, both)
    resolve_names_of(session, both)


def follow_layer(session: Session, event: AuditEvent, _settings: Settings) -> None:
    """Let a correction of an offer count, or not any more; `event` is about an OfferLayer."""
    derive_offer(session, session.get_one(OfferLayer, event.subject_id).lasting_id)


def mail_layer(session: Session, event: AuditEvent, settings: Settings) -> None:
    """Tell the organisation what was put right, or is as it says again; about an OfferLayer."""
    layer = session.get_one(OfferLayer, event.subject_id)
    offer = offer_to_correct(session, layer.lasting_id)
    if offer is None:
        return
    for user in representatives(session, offer.organisation_id):
        message = mails.corrected(user, offer, layer, settings)
        mail.queue(session, message, key=f"offer layer {event.id}:{user.id}")


def mail_doubt(session: Session, event: AuditEvent, settings: Settings) -> None:
    """Tell of a doubt who represents the organisation, else steering; `event` is OFFER_DOUBTED."""
    doubt = session.get_one(OfferDoubt, event.subject_id)
    people = representatives(session, doubt.organisation_id)
    for user in people or steering(session):
        message = mails.doubted(user, doubt, settings, to_staff=not people)
        mail.queue(session, message, key=f"offer doubt {event.id}:{user.id}")


def mail_settlement(session: Session, event: AuditEvent, settings: Settings) -> None:
    """Tell who asked what came of it, and forget the address; `event` is OFFER_DOUBT_SETTLED."""
    doubt = session.get_one(OfferDoubt, event.subject_id)
    if doubt.reply_to:
        message = mails.settled(doubt, settings)
        mail.queue(session, message, key=f"offer doubt settled {event.id}")
        doubt.reply_to = ""


def settle_group(session: Session, event: AuditEvent, _settings: Settings) -> None:
    """Let mentions mean a group as its spellings say now; `event` is about a Network."""
    settle_mentions(session, event.subject_id)


def _tell_fields(session: Session, revision_id: UUID) -> None:
    """Let the register know the fields of action of the offers that a response names.

    Invitations choose by them. A response without offers leaves what the register says.
    """
    query = (
        select(Offer.organisation_id, offer_field.c.field)
        .join(offer_field, offer_field.c.offer_id == Offer.id)
        .join(ResponseRevision, ResponseRevision.response_id == Offer.response_id)
        .where(ResponseRevision.id == revision_id)
        .distinct()
    )
    found = session.execute(query).all()
    if found:
        set_fields(session, found[0].organisation_id, (row.field for row in found))
