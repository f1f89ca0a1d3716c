"""What the inventory does when something happened elsewhere."""

from sqlalchemy.orm import Session

from ikparticipation.audit import Action, AuditEvent
from ikparticipation.inventory import services
from ikparticipation.settings import Settings


def take_in(session: Session, event: AuditEvent, _settings: Settings) -> None:
    """Bring a submitted response into the inventory; `event` is RESPONSE_SUBMITTED."""
    services.take_in(session, event.subject_id)


def recognise(session: Session, event: AuditEvent, _settings: Settings) -> None:
    """Recognise an organisation where it was named before the register had this name.

    `event` is ORGANISATION_REGISTERED or ORGANISATION_CHANGED.
    """
    if event.action is Action.ORGANISATION_REGISTERED or "name" in event.facts["fields"]:
        services.resolve_mentions(session, event.subject_id)
