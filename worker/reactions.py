"""What follows from what. The whole background work of the product, on one page."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from ikparticipation.audit import Action, AuditEvent
from ikparticipation.settings import Settings

Reaction = Callable[[Session, AuditEvent, Settings], None]

REACTIONS: dict[Action, tuple[Reaction, ...]] = {action: () for action in Action}
