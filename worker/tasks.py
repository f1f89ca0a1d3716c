"""The tasks. Each may run twice; nothing happens twice."""

from datetime import timedelta
from functools import cache
from uuid import UUID

from flask import Flask

from ikparticipation import clock, db
from ikparticipation.app import create_app
from ikparticipation.audit import services as audit
from ikparticipation.consultation.services import reopen_deferrals as reopen
from ikparticipation.inventory import services as inventory
from ikparticipation.inventory.queries.snapshots import waves_with_news
from ikparticipation.jobs import leases
from ikparticipation.jobs import services as jobs
from ikparticipation.mail import OutgoingMail
from ikparticipation.mail import services as mail
from ikparticipation.organisations import services as organisations
from ikparticipation.surveys import services as surveys
from ikparticipation.surveys.services import anonymous
from worker.celery_app import announce, announce_job, celery, settings
from worker.events import run_event
from worker.running import run_job

LEASE = timedelta(seconds=settings.lease)
LONGEST_JOB = 6 * 60 * 60
"""Seconds. Where the pool can stop a task, it ends a job that loops for ever."""


@cache
def application() -> Flask:
    return create_app(settings, announce)


@celery.task(name="worker.react")
def react(event_id: str) -> None:
    """Run everything that follows from one event: effect and `done` in one transaction."""
    run_event(application(), UUID(event_id), lease=LEASE)
    send_mail()
    start_jobs()


@celery.task(name="worker.sweep")
def sweep() -> None:
    """Announce events whose announcement got lost or whose worker died."""
    with application().app_context():
        with db.transaction() as session:
            found = audit.left_lying(session, at=clock.now(), again=LEASE)
        for event_id in found:
            announce(event_id)
    start_jobs()


def start_jobs() -> None:
    """Announce jobs that wait or whose worker died. Looks first, because writers queue."""
    with application().app_context():
        if not leases.is_waiting(db.session(writes=False), at=clock.now()):
            return
    with application().app_context():
        with db.transaction() as session:
            found = leases.left_lying(session, at=clock.now(), again=LEASE, settings=settings)
        for job_id in found:
            announce_job(job_id)


@celery.task(
    name="worker.work",
    acks_late=False,  # the table brings it back, not the broker
    soft_time_limit=LONGEST_JOB,
    time_limit=LONGEST_JOB + 60,
)
def work(job_id: str) -> None:
    """Do one job, in transactions of its own, and send the mail about its end."""
    run_job(application(), UUID(job_id), lease=LEASE)
    send_mail()


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


@celery.task(name="worker.remind_invited")
def remind_invited() -> None:
    """Remind those invited to surveys who have not answered, on the days of each wave."""
    with application().app_context(), db.transaction() as session:
        surveys.remind_due(session, at=clock.now())


@celery.task(name="worker.mix_anonymous")
def mix_anonymous() -> None:
    """Take from the rows of anonymous waves what their places and transactions tell."""
    with application().app_context(), db.transaction() as session:
        anonymous.mix_all(session, at=clock.now())


@celery.task(name="worker.refresh_networks")
def refresh_networks() -> None:
    """Compute the networks of waves anew where something has changed.

    Computing only reads, so that nobody waits for it who wants to save.
    """
    with application().app_context():
        found = waves_with_news(db.session(writes=False), at=clock.now())
    for wave_id in found:
        with application().app_context():
            session = db.session(writes=False)
            networks = inventory.computed_networks(session, wave_id, at=clock.now())
        with application().app_context(), db.transaction() as session:
            inventory.keep_networks(session, networks, at=clock.now())


@celery.task(name="worker.forget_old_lists")
def forget_old_lists() -> None:
    """Delete what is left of lists of organisations a day after they were uploaded."""
    with application().app_context(), db.transaction() as session:
        organisations.forget_old_lists(session, at=clock.now())


@celery.task(name="worker.delete_old_files")
def delete_old_files() -> None:
    """Delete the files of jobs a week after they were made."""
    with application().app_context(), db.transaction() as session:
        jobs.delete_old_files(session, at=clock.now())
