"""Recording an event, announcing it once it is stored, and working it off exactly once.

The table is the truth and a broker only a messenger: an announcement may be lost, come twice or
come late. A worker claims an event for the length of a lease; effect and `done` are one
transaction; the sweep announces what was left lying.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import CursorResult, Update, and_, event, or_, select, update
from sqlalchemy.orm import Session, sessionmaker

from ikparticipation import clock
from ikparticipation.audit.models import MOST_TRIES, Action, AuditEvent, EventState
from ikparticipation.db import Base, insert_once

_RECORDED = "audit.recorded"
GRACE = timedelta(seconds=10)
FIRST_PAUSE = timedelta(seconds=5)


def record(
    session: Session, action: Action, subject: Base, *, actor_id: UUID | None, **facts: Any
) -> AuditEvent:
    """Note that something happened. Part of the same transaction as the thing itself.

    A single event is inserted past the unit of work, for half of what that costs. Where more
    waits in the session, or more events follow, all is stored together.
    """
    now = clock.now()
    entry = AuditEvent(
        action=action,
        subject_type=subject.__tablename__,
        subject_id=subject.id,
        actor_id=actor_id,
        at=now,
        due_at=now + GRACE,
        facts=facts,
    )
    recorded = session.info.setdefault(_RECORDED, [])
    if recorded or session.new or session.dirty or session.deleted:
        session.add(entry)
    else:
        insert_once(session, entry, once="id")
    recorded.append(entry.id)
    return entry


def announce_after_commit(
    sessions: sessionmaker[Session], announce: Callable[[UUID], None]
) -> None:
    """Call `announce` with each new event's id, after the commit and never before."""

    @event.listens_for(sessions, "after_commit")
    def _after_commit(session: Session) -> None:
        if session.in_nested_transaction():  # SQLAlchemy also calls this for a savepoint
            return
        for event_id in session.info.pop(_RECORDED, []):
            announce(event_id)

    @event.listens_for(sessions, "after_rollback")
    def _after_rollback(session: Session) -> None:
        session.info.pop(_RECORDED, None)


def _changed(session: Session, statement: Update) -> bool:
    result = cast("CursorResult[Any]", session.execute(statement))
    return result.rowcount == 1


def claim(session: Session, event_id: UUID, *, at: datetime, lease: timedelta) -> int | None:
    """Take an event for the length of the lease; return the number of this try, or None.

    None: it is done, given up, or another worker has it. The caller commits at once, so that
    everybody sees the claim.
    """
    free = or_(
        AuditEvent.state == EventState.QUEUED,
        and_(AuditEvent.state == EventState.RUNNING, AuditEvent.due_at <= at),
    )
    claimed = _changed(
        session,
        update(AuditEvent)
        .where(AuditEvent.id == event_id, free, AuditEvent.tries < MOST_TRIES)
        .values(state=EventState.RUNNING, tries=AuditEvent.tries + 1, due_at=at + lease),
    )
    if not claimed:
        return None
    return session.scalar(select(AuditEvent.tries).where(AuditEvent.id == event_id))


def finish(session: Session, event_id: UUID, *, attempt: int, at: datetime) -> bool:
    """Mark a claimed event done, in the transaction of its effect, before the effect.

    False: the lease ran out and another try has taken over; the caller must do nothing.
    """
    return _changed(
        session,
        update(AuditEvent)
        .where(
            AuditEvent.id == event_id,
            AuditEvent.state == EventState.RUNNING,
            AuditEvent.tries == attempt,
        )
        .values(state=EventState.DONE, handled_at=at, error=None),
    )


def put_back(session: Session, event_id: UUID, *, attempt: int, at: datetime, error: str) -> None:
    """Note a failed try; after the last one the event waits for an administrator."""
    state = EventState.FAILED if attempt >= MOST_TRIES else EventState.QUEUED
    session.execute(
        update(AuditEvent)
        .where(
            AuditEvent.id == event_id,
            AuditEvent.state == EventState.RUNNING,
            AuditEvent.tries == attempt,
        )
        .values(state=state, error=error, due_at=at + FIRST_PAUSE * 2**attempt)
    )


def left_lying(session: Session, *, at: datetime, again: timedelta) -> Sequence[UUID]:
    """Return events that wait too long, oldest first, and when to look at them next.

    A worker that died in its last try leaves an event that nobody may claim: it has failed.
    """
    overdue = and_(
        AuditEvent.state.in_([EventState.QUEUED, EventState.RUNNING]), AuditEvent.due_at <= at
    )
    session.execute(
        update(AuditEvent)
        .where(overdue, AuditEvent.tries >= MOST_TRIES)
        .values(state=EventState.FAILED, error="WorkerLost: the last try did not come to an end")
    )
    found = session.scalars(
        select(AuditEvent.id).where(overdue).order_by(AuditEvent.at).limit(500)
    ).all()
    session.execute(
        update(AuditEvent)
        .where(AuditEvent.id.in_(found), AuditEvent.state == EventState.QUEUED)
        .values(due_at=at + again)
    )
    return found


def start_again(session: Session, failed: AuditEvent, *, at: datetime) -> None:
    """Give a failed event its five tries again. The caller has checked that it is failed."""
    failed.state, failed.tries, failed.due_at, failed.error = EventState.QUEUED, 0, at, None
    session.info.setdefault(_RECORDED, []).append(failed.id)
