"""Lists of jobs, and the pieces of a file."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.accounts.policies import may_administer
from ikparticipation.db import AnyRow
from ikparticipation.jobs.models import Job, JobFile

PAGE = 50


def _seen_by(query: Select[*tuple[object, ...]], user: User) -> Select[*tuple[object, ...]]:
    return query if may_administer(user) else query.where(Job.created_by_id == user.id)


def count_jobs(session: Session, user: User) -> int:
    """Return how many jobs this person asked for; for administrators those of everybody."""
    return session.scalar(_seen_by(select(func.count(Job.id)), user)) or 0


def jobs(session: Session, user: User, *, page: int) -> Sequence[AnyRow]:
    """Return one page of them, newest first, with the name of who asked."""
    query = (
        select(Job.id, Job.title, Job.state, Job.created_at, User.name.label("person"))
        .join(User, User.id == Job.created_by_id)
        .order_by(Job.created_at.desc(), Job.id)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    return session.execute(_seen_by(query, user)).all()


def piece(session: Session, job_id: UUID, number: int) -> bytes | None:
    """Return one piece of the file; None where there is none."""
    return session.scalar(
        select(JobFile.data).where(JobFile.job_id == job_id, JobFile.number == number)
    )
