"""A job, and the file that comes of it."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from ikparticipation.accounts.models import StaffRole
from ikparticipation.db import Base


class JobState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


OPEN = (JobState.QUEUED, JobState.RUNNING)
MOST_TRIES = 3
_IS_OPEN = "state IN ('queued', 'running')"


class Job(Base):
    """One piece of long work. The row stays; its file is deleted a week after it was made."""

    __tablename__ = "job"
    __table_args__ = (
        Index(
            "ix_job_unfinished",
            "due_at",
            postgresql_where=text(_IS_OPEN),
            sqlite_where=text(_IS_OPEN),
        ),
        Index("ix_job_created_by_id_created_at", "created_by_id", "created_at"),
        Index("ix_job_created_at", "created_at"),
        Index("ix_job_expires_at", "expires_at"),
        CheckConstraint(f"({_IS_OPEN}) = (open_key IS NOT NULL)", "open_has_key"),
        CheckConstraint(f"({_IS_OPEN}) = (finished_at IS NULL)", "finished_has_time"),
        CheckConstraint("(file_name IS NULL) = (expires_at IS NULL)", "file_expires"),
        CheckConstraint("done >= 0 AND total >= 0", "progress_is_counted"),
    )

    kind: Mapped[str]
    """Which function of `worker.jobs` does it."""
    title: Mapped[str]
    """What the person reads in lists and mails, in `language`."""
    parameters: Mapped[dict[str, Any]]
    created_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    least_role: Mapped[StaffRole]
    """The role that was needed to ask for it, and is needed to fetch what came of it."""
    language: Mapped[str]
    created_at: Mapped[datetime]
    state: Mapped[JobState] = mapped_column(default=JobState.QUEUED)
    open_key: Mapped[str | None] = mapped_column(unique=True)
    """Person, kind and parameters while it waits or runs: asked for twice, it is done once."""
    tries: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    """Queued: when the sweep announces it (again). Running: when the lease ends."""
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    """How many there are to do; 0 while nobody knows."""
    heartbeat_at: Mapped[datetime | None] = mapped_column(default=None)
    finished_at: Mapped[datetime | None] = mapped_column(default=None)
    reason: Mapped[str | None] = mapped_column(default=None)
    """Why it failed: a sentence for the person, in `language`."""
    error: Mapped[str | None] = mapped_column(default=None)
    """Why the last try failed: kind and message of the error, for administrators."""
    file_name: Mapped[str | None] = mapped_column(default=None)
    media_type: Mapped[str | None] = mapped_column(default=None)
    size: Mapped[int] = mapped_column(BigInteger, default=0)
    """Bytes."""
    expires_at: Mapped[datetime | None] = mapped_column(default=None)


class JobFile(Base):
    """A piece of the file of a job, at most `work.PIECE` bytes; put in order it is the file."""

    __tablename__ = "job_file"
    __table_args__ = (UniqueConstraint("job_id", "number"),)

    job_id: Mapped[UUID] = mapped_column(ForeignKey("job.id"))
    number: Mapped[int]
    """From 0, without gaps."""
    data: Mapped[bytes]
