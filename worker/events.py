"""Working off one event, whoever brought it: Celery, a test, or a benchmark."""

from datetime import timedelta
from uuid import UUID

import structlog
from flask import Flask

from ikparticipation import clock, db
from ikparticipation.audit import AuditEvent
from ikparticipation.audit import services as audit
from ikparticipation.settings import Settings
from worker.reactions import REACTIONS

log = structlog.get_logger()


def run_event(app: Flask, event_id: UUID, *, lease: timedelta) -> bool:
    """Claim one event and do what follows from it. False if it was not ours to do or failed."""
    settings: Settings = app.extensions["ikp_settings"]
    with app.app_context():
        with db.transaction() as session:
            attempt = audit.claim(session, event_id, at=clock.now(), lease=lease)
        if attempt is None:
            return False
        try:
            with db.transaction() as session:
                if not audit.finish(session, event_id, attempt=attempt, at=clock.now()):
                    return False
                event = session.get_one(AuditEvent, event_id)
                for reaction in REACTIONS[event.action]:
                    reaction(session, event, settings)
        except Exception as error:
            log.exception("reaction failed", event_id=str(event_id), attempt=attempt)
            with db.transaction() as session:
                audit.put_back(
                    session,
                    event_id,
                    attempt=attempt,
                    at=clock.now(),
                    error=f"{type(error).__name__}: {error}"[:500],
                )
            return False
        return True
