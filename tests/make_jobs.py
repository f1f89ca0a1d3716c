"""Jobs for tests to work with."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation import clock
from ikparticipation.accounts.models import User
from ikparticipation.jobs import Job, JobState, begin
from ikparticipation.jobs.models import JobFile
from ikparticipation.mail import OutgoingMail
from tests import make


def asked(session: Session, *, actor: User | None = None, kind: str = "test", **given: Any) -> Job:
    """A job that waits."""
    actor = actor or make.steering(session)
    at = given.pop("at", clock.now())
    defaults = {"parameters": {"n": str(uuid4())}, "title": "Antworten 2027", "language": "de"}
    facts = defaults | given
    job = begin(session, kind, facts.pop("parameters"), actor_id=actor.id, at=at, **facts)
    session.commit()
    return job


def done(session: Session, *, pieces: Iterable[bytes] = (b"eins", b"zwei"), **given: Any) -> Job:
    """A job with its file."""
    job, now = asked(session, **given), clock.now()
    stored = list(pieces)
    for number, data in enumerate(stored):
        session.add(JobFile(job_id=job.id, number=number, data=data))
    job.state, job.open_key, job.finished_at = JobState.DONE, None, now
    job.file_name, job.media_type = "Antworten – Börde.csv", "text/csv; charset=utf-8"
    job.size, job.expires_at = sum(map(len, stored)), now + timedelta(days=7)
    session.commit()
    return job


def content(session, job):
    query = select(JobFile.data).where(JobFile.job_id == job.id).order_by(JobFile.number)
    return b"".join(session.scalars(query))


def mails(session):
    return session.scalars(select(OutgoingMail)).all()
