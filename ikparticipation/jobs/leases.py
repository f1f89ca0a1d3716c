"""Working off a job once, whatever dies: the worker's side.

As with events (`audit.services`) the table is the truth: a worker claims a job for the length of
a lease, and extends it with each sign of life. All that a try writes is written under the job's
row, so a try that was called off or overtaken can leave nothing behind.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import CursorResult, and_, delete, or_, select, update
from sqlalchemy.orm import Session

from ikparticipation import mail
from ikparticipation.accounts.models import User
from ikparticipation.jobs import mails
from ikparticipation.jobs.models import MOST_TRIES, OPEN, Job, JobFile, JobState
from ikparticipation.settings import Settings
from ikparticipation.text import N_, translate

FIRST_PAUSE = timedelta(seconds=5)
KEPT = timedelta(days=7)
GAVE_UP = N_(
    "Drei Versuche sind gescheitert. Ihre Daten sind unverändert. Bitte starten Sie den Auftrag "
    "noch einmal; gelingt er wieder nicht, wenden Sie sich an die Administration."
)


class CancelledError(Exception):
    """The job was cancelled, or another worker has taken it over: stop at once."""


@dataclass(frozen=True, kw_only=True)
class Made:
    """What is known of a file when its last piece is stored. `size` in bytes."""

    name: str
    media_type: str
    size: int


def claim(session: Session, job_id: UUID, *, at: datetime, lease: timedelta) -> int | None:
    """Take a job for the length of the lease; return the number of this try, or None.

    What an earlier try has stored is deleted. The caller commits at once.
    """
    free = or_(Job.state == JobState.QUEUED, and_(Job.state == JobState.RUNNING, Job.due_at <= at))
    attempt = session.scalar(
        update(Job)
        .where(Job.id == job_id, free, Job.tries < MOST_TRIES)
        .values(
            state=JobState.RUNNING,
            tries=Job.tries + 1,
            due_at=at + lease,
            heartbeat_at=at,
            done=0,
            total=0,
        )
        .returning(Job.tries)
        .execution_options(synchronize_session=False)
    )
    if attempt is not None:
        _delete_pieces(session, job_id)
    return attempt


def _delete_pieces(session: Session, job_id: UUID) -> None:
    session.execute(
        delete(JobFile).where(JobFile.job_id == job_id).execution_options(synchronize_session=False)
    )


def hold(session: Session, job_id: UUID, *, attempt: int, **values: Any) -> None:
    """Change the row of a job that this try holds, and keep others from it until the commit.

    Raises CancelledError if this try holds it no longer.
    """
    changed = session.execute(
        update(Job)
        .where(Job.id == job_id, Job.state == JobState.RUNNING, Job.tries == attempt)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    if cast("CursorResult[Any]", changed).rowcount != 1:
        raise CancelledError


def finish(
    session: Session,
    job_id: UUID,
    *,
    attempt: int,
    at: datetime,
    made: Made | None,
    settings: Settings,
) -> None:
    """Mark a job done and write to the person, in the transaction of its last piece."""
    file: dict[str, Any] = {}
    if made is not None:
        file = {"file_name": made.name, "media_type": made.media_type, "size": made.size}
        file["expires_at"] = at + KEPT
    ended = {"state": JobState.DONE, "open_key": None, "finished_at": at, "error": None}
    hold(session, job_id, attempt=attempt, **ended, **file)
    _write_to_person(session, job_id, settings)


def put_back(
    session: Session, job_id: UUID, *, attempt: int, at: datetime, error: str, settings: Settings
) -> None:
    """Note a failed try; after the last one the job has failed.

    Raises CancelledError if this try holds the job no longer.
    """
    if attempt >= MOST_TRIES:
        fail(session, job_id, attempt=attempt, at=at, error=error, settings=settings)
        return
    due_at = at + FIRST_PAUSE * 2 ** (attempt - 1)
    hold(session, job_id, attempt=attempt, state=JobState.QUEUED, error=error, due_at=due_at)


def fail(
    session: Session,
    job_id: UUID,
    *,
    attempt: int,
    at: datetime,
    error: str,
    settings: Settings,
    reason: str | None = None,
) -> None:
    """Give a job up, with the sentence why, and write to the person."""
    language = session.scalar(select(Job.language).where(Job.id == job_id)) or ""
    hold(
        session,
        job_id,
        attempt=attempt,
        state=JobState.FAILED,
        open_key=None,
        finished_at=at,
        error=error,
        reason=reason or translate(language, GAVE_UP),
    )
    _delete_pieces(session, job_id)
    _write_to_person(session, job_id, settings)


def _write_to_person(session: Session, job_id: UUID, settings: Settings) -> None:
    """Write once about the end of a job, unless the person can no longer sign in."""
    job = session.get_one(Job, job_id, populate_existing=True)
    person = session.get_one(User, job.created_by_id)
    if person.is_active:
        write = mails.ready if job.state is JobState.DONE else mails.failed
        mail.queue(session, write(person, job, settings), key=f"job {job.state} {job.id}")


def is_waiting(session: Session, *, at: datetime) -> bool:
    """Whether `left_lying` would find something; costs no write."""
    overdue = select(Job.id).where(Job.state.in_(OPEN), Job.due_at <= at).limit(1)
    return session.scalar(overdue) is not None


def left_lying(
    session: Session, *, at: datetime, again: timedelta, settings: Settings
) -> Sequence[UUID]:
    """Return jobs that wait, oldest first, and when to look at them next.

    A worker that died in the last try leaves a job that nobody may claim: it has failed.
    """
    overdue = and_(Job.state.in_(OPEN), Job.due_at <= at)
    lost = select(Job.id, Job.tries).where(
        overdue, Job.state == JobState.RUNNING, Job.tries >= MOST_TRIES
    )
    for job_id, attempt in session.execute(lost.with_for_update(skip_locked=True)).all():
        error = "WorkerLost: the last try did not come to an end"
        fail(session, job_id, attempt=attempt, at=at, error=error, settings=settings)
    found = session.scalars(select(Job.id).where(overdue).order_by(Job.created_at).limit(100)).all()
    session.execute(
        update(Job)
        .where(Job.id.in_(found), Job.state == JobState.QUEUED)
        .values(due_at=at + again)
        .execution_options(synchronize_session=False)
    )
    return found
