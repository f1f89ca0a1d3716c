"""What happened, who did it, when. Every package may write here; nobody may change it."""

from ikparticipation.audit.models import Action, AuditEvent, EventState
from ikparticipation.audit.services import record

__all__ = ["Action", "AuditEvent", "EventState", "record"]
