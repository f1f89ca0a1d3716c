"""Commands about the whole inventory: derive it anew, and check that nothing would change."""

from collections.abc import Callable
from typing import Any

import click

from ikparticipation import db
from ikparticipation.inventory.services.deriving import derive_responses
from ikparticipation.inventory.services.rebuilding import Difference, batches, differences

TOLD = 20
"""So many differences are told one by one."""


def rebuild_inventory(app: Any, say: Callable[[str], None] = click.echo) -> int:
    """Derive all accepted responses again, batch by batch; return their number."""
    done = 0
    with app.app_context():
        with db.transaction() as session:
            left = list(batches(session))
        total = sum(map(len, left))
        for some in left:
            with db.transaction() as session:
                done += len(derive_responses(session, some))
            say(f"{done} of {total} responses")
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
