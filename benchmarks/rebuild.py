"""Deriving responses of 30 offers and 50 partners on PostgreSQL: cost of one, and of all again."""

import time
from collections.abc import Iterator, Sequence
from statistics import median
from uuid import UUID

from sqlalchemy import func, select

from benchmarks.figure import Figure
from benchmarks.instance import Instance, demo_instance
from benchmarks.responses import add_responses
from ikparticipation import db
from ikparticipation.inventory.commands import rebuild_inventory
from ikparticipation.inventory.models import Derivation, Offer, TieStatement
from ikparticipation.inventory.services import derive_from_response
from ikparticipation.inventory.services.rebuilding import batches, differences
from tests import services

OFFERS, PARTNERS = 30, 50
FEW, MANY, ALL = 10, 10_000, 2_000
ROUNDS = 5
CHECKED = 8
"""Batches of the rebuild that are compared row by row."""


def measure() -> Iterator[Figure]:
    with services.postgres() as server:
        url = services.create_database(server, "bench")
        with demo_instance(url) as instance:
            yield from _measure(instance)


def _measure(instance: Instance) -> Iterator[Figure]:
    few = _add(instance, FEW, offers=OFFERS, partners=PARTNERS)
    _derive(instance, few)
    among_few = _median(instance, few)
    fresh = _add(instance, 100, offers=OFFERS, partners=PARTNERS)
    yield Figure(
        what="responses of 30 offers and 50 partners, PostgreSQL",
        value=len(fresh) / _derive(instance, fresh),
        unit="/s",
        at_least=20,
        detail="one worker, one transaction each",
    )
    _add(instance, ALL - FEW - len(fresh), offers=OFFERS, partners=PARTNERS)
    rebuild_inventory(instance.app, lambda _line: None)
    started = time.perf_counter()
    rebuild_inventory(instance.app, lambda _line: None)
    spent = time.perf_counter() - started
    yield Figure(
        what="rebuild of 2,000 responses", value=spent, unit="s", at_most=60, detail=_size(instance)
    )
    yield Figure(
        what="rows that differ from a rebuild",
        value=_differing(instance),
        unit="",
        at_most=0,
        detail=f"of {CHECKED} batches",
    )
    _add(instance, MANY - ALL, offers=3, partners=5)
    rebuild_inventory(instance.app, lambda _line: None)
    yield Figure(
        what="cost of one, 10,000 responses against 10",
        value=_median(instance, few) / among_few,
        unit="",
        at_most=1.3,
        detail=_size(instance),
    )


def _add(instance: Instance, number: int, *, offers: int, partners: int) -> list[UUID]:
    with instance.app.app_context(), db.transaction() as session:
        return add_responses(session, number, offers=offers, partners=partners)


def _derive(instance: Instance, revisions: Sequence[UUID]) -> float:
    """Derive each in a transaction of its own; return the seconds."""
    started = time.perf_counter()
    with instance.app.app_context():
        for revision in revisions:
            with db.transaction() as session:
                derive_from_response(session, revision)
    return time.perf_counter() - started


def _median(instance: Instance, revisions: Sequence[UUID]) -> float:
    """Return the seconds that deriving one of them again takes, halfway."""
    return median(_derive(instance, [each]) for _ in range(ROUNDS) for each in revisions)


def _differing(instance: Instance) -> int:
    with instance.app.app_context():
        with db.transaction() as session:
            some = list(batches(session))[:: ALL // 25 // CHECKED][:CHECKED]
        session = db.session()
        found = 0
        for batch in some:
            found += len(differences(session, batch))
            session.rollback()
        return found


def _size(instance: Instance) -> str:
    with instance.app.app_context(), db.transaction() as session:
        counts = [
            session.scalar(select(func.count()).select_from(model))
            for model in (Derivation, Offer, TieStatement)
        ]
    return "{:,} responses, {:,} offers, {:,} statements".format(*counts)
