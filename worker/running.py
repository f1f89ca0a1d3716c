"""Doing one job, whoever brought it: Celery or a test."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog
from flask import Flask

from ikparticipation import clock, db
from ikparticipation.errors import DomainError
from ikparticipation.jobs import CancelledError, Job, Work, leases
from ikparticipation.text import translate
from worker.jobs import JOBS

log = structlog.get_logger()


def run_job(app: Flask, job_id: UUID, *, lease: timedelta) -> bool:
    """Claim one job and do it. False if it was not ours to do, was called off, or failed."""
    with app.app_context():
        with db.transaction() as session:
            attempt = leases.claim(session, job_id, at=clock.now(), lease=lease)
            if attempt is None:
                return False
            job = session.get_one(Job, job_id)
        work = Work(
            job_id=job_id,
            attempt=attempt,
            parameters=job.parameters,
            language=job.language,
            person_id=job.created_by_id,
            lease=lease,
            settings=app.extensions["ikp_settings"],
            sessions=db.sessions_of(app),
            reading_engine=app.extensions["ikp_reading_engine"],
        )
        return _try(work, job.kind)


def _try(work: Work, kind: str) -> bool:
    try:
        JOBS[kind](work)
        work.finish()
    except CancelledError:
        log.info("job called off", job_id=str(work.job_id), attempt=work.attempt)
        return False
    except Exception as error:
        log.exception("job failed", job_id=str(work.job_id), attempt=work.attempt)
        _note(work, error)
        return False
    return True


def _note(work: Work, error: Exception) -> None:
    """Note a failed try. What a rule of the process refuses is not tried again."""
    facts: dict[str, Any] = {
        "attempt": work.attempt,
        "at": clock.now(),
        "error": f"{type(error).__name__}: {error}"[:500],
        "settings": work.settings,
    }
    try:
        with work.sessions.begin() as session:
            if isinstance(error, DomainError):
                reason = translate(work.language, error.message, **error.facts)
                leases.fail(session, work.job_id, reason=reason, **facts)
            else:
                leases.put_back(session, work.job_id, **facts)
    except CancelledError:
        log.info("job called off", job_id=str(work.job_id), attempt=work.attempt)
