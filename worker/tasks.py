"""The tasks. Each may run twice; nothing happens twice."""

from datetime import timedelta
from functools import cache
from uuid import UUID

from flask import Flask

from ikparticipation import clock, db
from ikparticipation.app import create_app
from ikparticipation.audit import services as audit
from ikparticipation.consultation.services import reopen_deferrals as reopen
from ikparticipation.mail import OutgoingMail
from ikparticipation.mail import services as mail
from worker.celery_app import announce, celery, settings
from worker.events import run_event

LEASE = timedelta(seconds=settings.lease)


@cache
def application() -> Flask:
    return create_app(settings, announce)


@celery.task(name="worker.react")
def react(event_id: str) -> None:
    """Run everything that follows from one event: effect and `done` in one transaction."""
    run_event(application(), UUID(event_id), lease=LEASE)
    send_mail()


@celery.task(name="worker.sweep")
def sweep() -> None:
    """Announce events whose announcement got lost or whose worker died."""
    with application().app_context():
        with db.transaction() as session:
            found = audit.left_lying(session, at=clock.now(), again=LEASE)
        for event_id in found:
            announce(event_id)


@celery.task(name="worker.send_mail")
def send_mail() -> None:
    """Send what is due, each mail in a transaction of its own.

    The demo county sends nothing, whatever is set: its people and addresses are invented.
    """
    sends = settings.smtp_url is not None and not settings.demo
    deliver = mail.smtp(settings.smtp_url or "") if sends else None
    with application().app_context():
        with db.transaction() as session:
            found = mail.claim_due(session, at=clock.now())
        for mail_id in found:
            with db.transaction() as session:
                letter = session.get_one(OutgoingMail, mail_id)
                mail.send(session, letter, deliver, sender=settings.mail_sender)


@celery.task(name="worker.reopen_deferrals")
def reopen_deferrals() -> None:
    """Put answers that were deferred until now back into the queue."""
    with application().app_context(), db.transaction() as session:
        reopen(session, at=clock.now())
