"""Taking from the rows of PostgreSQL what their places and transactions tell.

A row lies where there was room when it was written, and carries the number of the transaction that
wrote it (`ctid`, `xmin`). Participations and answers come in about the same order. So both are
written anew: in random order, by one transaction. SQLite needs none of this, see the models.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from ikparticipation.surveys.models import AnonymousAnswer, Participation, Wave

AFTER_THE_END = timedelta(days=3)
"""So long a wave is still mixed: its last answers must be, too, also if a night is missed."""


def keep_from_mixing(session: Session, wave: Wave) -> None:
    """Keep the rows of a wave in their places until this transaction ends; many may do so."""
    session.execute(select(Wave.id).where(Wave.id == wave.id).with_for_update(of=Wave, read=True))


def mix_all(session: Session, *, at: datetime) -> int:
    """Mix the anonymous waves in which something may have come in; return their number."""
    waves = session.scalars(
        select(Wave).where(Wave.anonymous, Wave.opens_at <= at, Wave.closes_at > at - AFTER_THE_END)
    ).all()
    for wave in waves:
        mix(session, wave)
    return len(waves)


def mix(session: Session, wave: Wave) -> None:
    """Write all rows of a wave anew, in random order. Nothing they say changes."""
    session.execute(
        select(Wave.id).where(Wave.id == wave.id).with_for_update(of=Wave, key_share=True)
    )
    session.flush()
    if session.get_bind().dialect.name != "postgresql":
        return
    for model in (Participation, AnonymousAnswer):
        table = model.__table__
        gone = delete(model).where(table.c.wave_id == wave.id).returning(*table.c).cte("gone")
        again = select(*gone.c).order_by(func.random())
        session.execute(insert(model).from_select([c.name for c in table.c], again))
