"""Asking for a job, calling it off, asking again, and deleting old files."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import StaffRole
from ikparticipation.audit import Action, record
from ikparticipation.db import insert_once
from ikparticipation.errors import ConflictError
from ikparticipation.jobs.models import Job, JobFile, JobState
from ikparticipation.jobs.policies import may_cancel, may_repeat
from ikparticipation.text import N_


def begin(
    session: Session,
    kind: str,
    parameters: Mapping[str, Any],
    *,
    title: str,
    actor_id: UUID,
    language: str,
    at: datetime,
    least_role: StaffRole = StaffRole.STEERING,
) -> Job:
    """Ask for a job; the worker hears of it after the commit.

    `parameters` must be JSON. The same person asking for the same thing again while it waits or
    runs gets the job that is there. `title` is in `language`. Raises TypeError for parameters
    that JSON does not know.
    """
    job = Job(
        kind=kind,
        title=title,
        parameters=dict(parameters),
        created_by_id=actor_id,
        least_role=least_role,
        language=language,
        created_at=at,
        due_at=at,
        open_key=_open_key(kind, parameters, actor_id),
    )
    return _ask(session, job, actor_id=actor_id)


def _open_key(kind: str, parameters: Mapping[str, Any], person_id: UUID) -> str:
    words = json.dumps([kind, parameters, str(person_id)], sort_keys=True)
    return hashlib.sha256(words.encode()).hexdigest()


def _ask(session: Session, job: Job, *, actor_id: UUID) -> Job:
    while not insert_once(session, job, once="open_key"):
        there = session.scalar(select(Job).where(Job.open_key == job.open_key))
        if there is not None:  # else it has come to an end just now
            return there
    record(session, Action.JOB_REQUESTED, job, actor_id=actor_id, kind=job.kind)
    return job


def again(session: Session, job: Job, *, actor_id: UUID, at: datetime) -> Job:
    """Ask once more for what failed, was cancelled, or whose file is deleted.

    It stays the job of the person who asked first. Raises ConflictError for any other.
    """
    if not may_repeat(job, at):
        raise ConflictError(
            N_("Dieser Auftrag läuft noch oder seine Datei liegt bereit. Laden Sie die Seite neu.")
        )
    fresh = Job(
        kind=job.kind,
        title=job.title,
        parameters=job.parameters,
        created_by_id=job.created_by_id,
        least_role=job.least_role,
        language=job.language,
        created_at=at,
        due_at=at,
        open_key=_open_key(job.kind, job.parameters, job.created_by_id),
    )
    return _ask(session, fresh, actor_id=actor_id)


def cancel(session: Session, job: Job, *, actor_id: UUID, at: datetime) -> None:
    """Call a job off; a worker that is at it notices and stops.

    Raises ConflictError if it has come to an end already.
    """
    session.refresh(job, with_for_update=True)
    if not may_cancel(job):
        raise ConflictError(N_("Dieser Auftrag ist schon zu Ende. Laden Sie die Seite neu."))
    job.state, job.open_key, job.finished_at = JobState.CANCELLED, None, at
    session.flush()
    session.execute(delete(JobFile).where(JobFile.job_id == job.id))
    record(session, Action.JOB_CANCELLED, job, actor_id=actor_id, kind=job.kind)


def delete_old_files(session: Session, *, at: datetime) -> None:
    """Delete the files whose time is over."""
    old = select(Job.id).where(Job.expires_at <= at)
    session.execute(
        delete(JobFile).where(JobFile.job_id.in_(old)).execution_options(synchronize_session=False)
    )
