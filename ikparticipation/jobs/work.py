"""What the function that does a job is given: sessions, parameters, progress, a file to fill."""

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic
from typing import Any, BinaryIO, cast
from uuid import UUID

from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from ikparticipation import clock
from ikparticipation.jobs import leases
from ikparticipation.jobs.leases import CancelledError, Made
from ikparticipation.jobs.models import JobFile
from ikparticipation.settings import Settings

__all__ = ["PIECE", "CancelledError", "Work"]

PIECE = 1_000_000
"""Bytes. Neither writing nor reading a file holds more than this and what one call writes."""
BEAT = 1.0
"""Seconds between two signs of life, at most: progress may be called for every row."""


@dataclass(kw_only=True)
class Work:
    """One try at one job.

    The function must call `progress` or write to its file more often than the lease is long, and
    let CancelledError pass. It reads in `reading()` and must not hold a writing session open
    meanwhile: SQLite has one writer, and each sign of life is a short transaction of its own.
    """

    job_id: UUID
    attempt: int
    parameters: Mapping[str, Any]
    language: str
    person_id: UUID
    lease: timedelta
    settings: Settings
    sessions: sessionmaker[Session]
    reading_engine: Engine
    _file: "_ResultFile | None" = field(default=None, init=False)
    _beat: float = field(default=float("-inf"), init=False)
    _progress: tuple[int, int] = field(default=(0, 0), init=False)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Yield a session that sees one state of the database, however long it reads.

        SQLite's readers do so anyway and never wait; PostgreSQL has to be asked for it.
        """
        with self.sessions(bind=self.reading_engine) as session:
            if self.reading_engine.dialect.name == "postgresql":
                session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            yield session

    def progress(self, done: int, total: int) -> None:
        """Say how far it is (`total` 0: nobody knows) and keep the job for another lease.

        Raises CancelledError when the job was cancelled or taken over.
        """
        self._progress = done, total
        pause = min(BEAT, self.lease.total_seconds() / 4)
        if monotonic() - self._beat >= pause:
            with self.sessions.begin() as session:
                self._hold(session)

    def open_result(self, name: str, media_type: str) -> BinaryIO:
        """Return the file that the person will fetch, for writing from its beginning to its end.

        There is one for each job; a second call raises ValueError.
        """
        if self._file is not None:
            raise ValueError("This job has its file already.")
        self._file = _ResultFile(self, name, media_type)
        return cast("BinaryIO", self._file)

    def finish(self) -> None:
        """Store the last piece and mark the job done, in one transaction. For the worker."""
        made = None
        with self.sessions.begin() as session:
            self._hold(session)
            if self._file is not None:
                made = self._file.store_rest(session)
            leases.finish(
                session,
                self.job_id,
                attempt=self.attempt,
                at=clock.now(),
                made=made,
                settings=self.settings,
            )

    def _hold(self, session: Session) -> None:
        now = clock.now()
        leases.hold(
            session,
            self.job_id,
            attempt=self.attempt,
            heartbeat_at=now,
            due_at=now + self.lease,
            done=self._progress[0],
            total=self._progress[1],
        )
        self._beat = monotonic()

    def _store(self, number: int, data: bytes) -> None:
        with self.sessions.begin() as session:
            self._hold(session)
            session.add(JobFile(job_id=self.job_id, number=number, data=data))


class _ResultFile(io.BufferedIOBase):
    """Stores what is written piece by piece; the last one waits for `Work.finish`."""

    def __init__(self, work: Work, name: str, media_type: str) -> None:
        super().__init__()
        self._work, self._name, self._media_type = work, name, media_type
        self._rest = bytearray()
        self._stored = 0
        self._size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        if self.closed:
            raise ValueError("The file is closed.")
        view = memoryview(data).cast("B")
        for start in range(0, len(view), PIECE):
            self._rest += view[start : start + PIECE]
            if len(self._rest) >= PIECE:
                self._work._store(self._stored, bytes(self._rest[:PIECE]))  # noqa: SLF001
                self._stored += 1
                del self._rest[:PIECE]
        self._size += len(view)
        return len(view)

    def tell(self) -> int:
        return self._size

    def store_rest(self, session: Session) -> Made:
        """Store the last piece in the transaction that marks the job done."""
        if self._rest:
            piece = JobFile(job_id=self._work.job_id, number=self._stored, data=bytes(self._rest))
            session.add(piece)
        return Made(name=self._name, media_type=self._media_type, size=self._size)
