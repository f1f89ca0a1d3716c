"""Commands about the whole inventory: derive it anew, and check that nothing would change."""

from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import click

from ikparticipation import db
from ikparticipation.inventory.services.deriving import derive_responses
from ikparticipation.inventory.services.rebuilding import Difference, batches, differences

TOLD = 20
"""So many differences are told one by one."""
AT_ONCE = 2
"""Batches at the same time: one is put together while the database writes the other.

SQLite takes one writer only. Two with the same organisation wait for each other
(`queries.accepted.held`).
"""


def rebuild_inventory(app: Any, say: Callable[[str], None] = click.echo) -> int:
    """Derive all accepted responses again, batch by batch; return their number."""

    def derived(some: Collection[UUID]) -> int:
        with app.app_context(), db.transaction() as session:
            return len(derive_responses(session, some))

    with app.app_context(), db.transaction() as session:
        left = list(batches(session))
        at_once = AT_ONCE if session.get_bind().dialect.name == "postgresql" else 1
    total, done = sum(map(len, left)), 0
    with ThreadPoolExecutor(at_once) as pool:
        try:
            for number in pool.map(derived, left):
                done += number
                say(f"{done} of {total} responses")
        finally:
            pool.shutdown(cancel_futures=True)
    return done


def check_inventory(app: Any, say: Callable[[str], None] = click.echo) -> int:
    """Compare the inventory with what a rebuild would make of it; return how many rows differ."""
    found: list[Difference] = []
    with app.app_context():
        with db.transaction() as session:
            left = list(batches(session))
        for some in left:
            session = db.session()
            try:
                found += differences(session, some)
            finally:
                session.rollback()
    for each in found[:TOLD]:
        say(_line(each))
    say(f"{sum(map(len, left))} responses, {len(found)} rows differ from a rebuild")
    return len(found)


def _line(each: Difference) -> str:
    if each.stands is None:
        return f"{each.table}: missing {_named(each.should)}"
    if each.should is None:
        return f"{each.table}: too much {_named(each.stands)}"
    changed = [column for column, value in each.should.items() if each.stands[column] != value]
    return f"{each.table}: other {', '.join(changed)} {_named(each.should)}"


def _named(row: Any) -> str:
    return str(row.get("id") or row.get("offer_id"))
