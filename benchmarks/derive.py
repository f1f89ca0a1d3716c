"""Working off submitted responses: claim, derive, done; one worker. All of them anew."""

import time
from collections.abc import Iterator
from datetime import timedelta
from statistics import median
from uuid import UUID, uuid4

from sqlalchemy import delete, select

from benchmarks import rebuild
from benchmarks.figure import Figure
from benchmarks.instance import Instance, demo_instance
from ikparticipation import clock, db
from ikparticipation.audit import Action, AuditEvent, record
from ikparticipation.surveys.models import Response, ResponseRevision
from worker.events import run_event

ROUNDS = 5
EVENTS = 60
OFFERS, PARTNERS = 3, 4


def measure() -> Iterator[Figure]:
    with demo_instance() as instance:
        revisions = _prepare(instance)
        rates = [_round(instance, revisions) for _ in range(ROUNDS)]
    yield Figure(
        what="responses derived, SQLite",
        value=median(rates),
        unit="/s",
        at_least=40,
        detail=f"median of {ROUNDS} rounds of {EVENTS}, {min(rates):.0f} to {max(rates):.0f}",
    )
    yield from rebuild.measure()


def _prepare(instance: Instance) -> list[UUID]:
    """Give every submitted response exactly 3 offers and 4 partners; drop the old events."""
    with instance.app.app_context(), db.transaction() as session:
        session.execute(delete(AuditEvent))
        revisions = session.scalars(
            select(ResponseRevision).join(Response, Response.id == ResponseRevision.response_id)
        ).all()
        offers = _rows(revisions, "angebot")[:OFFERS]
        ties = _rows(revisions, "kooperation")[:PARTNERS]
        for revision in revisions:
            rows = dict(revision.document["rows"])
            rows |= {
                name: [{"id": str(uuid4()), "answers": row["answers"]} for row in given]
                for name, given in (("angebot", offers), ("kooperation", ties))
            }
            revision.document = revision.document | {"rows": rows}
        return [revision.id for revision in revisions]


def _rows(revisions: list[ResponseRevision], name: str) -> list[dict[str, object]]:
    return [row for revision in revisions for row in revision.document["rows"].get(name, ())]


def _round(instance: Instance, revisions: list[UUID]) -> float:
    with instance.app.app_context(), db.transaction() as session:
        events = [
            record(
                session,
                Action.RESPONSE_SUBMITTED,
                session.get_one(ResponseRevision, revisions[n % len(revisions)]),
                actor_id=None,
            ).id
            for n in range(EVENTS)
        ]
    started = time.perf_counter()
    for event_id in events:
        if not run_event(instance.app, event_id, lease=timedelta(minutes=1)):
            raise RuntimeError(f"not derived: {event_id} at {clock.now()}")
    return EVENTS / (time.perf_counter() - started)
