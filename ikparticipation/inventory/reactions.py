"""What the inventory does when something happened elsewhere."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.audit import Action, AuditEvent
from ikparticipation.inventory import services
from ikparticipation.inventory.models import Offer, offer_field
from ikparticipation.organisations.services import set_fields
from ikparticipation.settings import Settings
from ikparticipation.surveys.models import ResponseRevision


def take_in(session: Session, event: AuditEvent, _settings: Settings) -> None:
    """Bring an accepted response into the inventory; `event` is RESPONSE_ACCEPTED."""
    services.take_in(session, event.subject_id)
    _tell_fields(session, event.subject_id)


def take_in_correction(session: Session, event: AuditEvent, _settings: Settings) -> None:
    """Let a correction count, or not any more; `event` is about a Correction."""
    services.derive_corrected(session, event.subject_id)


def recognise(session: Session, event: AuditEvent, _settings: Settings) -> None:
    """Recognise an organisation where it was named before the register had this name.

    `event` is ORGANISATION_REGISTERED or ORGANISATION_CHANGED.
    """
    if event.action is Action.ORGANISATION_REGISTERED or "name" in event.facts["fields"]:
        services.resolve_mentions(session, event.subject_id)


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
