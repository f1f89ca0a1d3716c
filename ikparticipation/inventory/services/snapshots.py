"""Computing the networks of waves: never in a request, and only when something has changed."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from ikparticipation.inventory.graph import RULES, SEED
from ikparticipation.inventory.graph.building import Network
from ikparticipation.inventory.graph.taking import Taken, input_hash, take
from ikparticipation.inventory.models import Audience, NetworkSnapshot, TieStatement
from ikparticipation.inventory.queries.snapshots import Said, newest, newest_of_any_wave, said_in

SMALL = 300
"""Statements of a network that is computed in milliseconds, so at once."""


def take_network(session: Session, wave_id: UUID, *, at: datetime) -> int:
    """Compute the networks of a wave where their input has changed; return how many."""
    return keep_networks(session, computed_networks(session, wave_id, at=at), at=at)


def take_small_network(session: Session, wave_id: UUID, *, at: datetime) -> None:
    """Compute the networks of a wave now if that takes no time; a large one waits for the clock.

    Looking whether it is small costs the same however large it is.
    """
    some = select(TieStatement.id).where(TieStatement.wave_id == wave_id).limit(SMALL + 1)
    number = session.scalar(select(func.count()).select_from(some.subquery())) or 0
    if number <= SMALL:
        take_network(session, wave_id, at=at)


def computed_networks(
    session: Session, wave_id: UUID, *, at: datetime
) -> Sequence[NetworkSnapshot]:
    """Return the network of a wave for each audience: a new one, or the stored one that holds.

    Only reads. It takes seconds for a thousand organisations, which no other writer should wait
    for; `keep_networks` stores what came out.
    """
    found: list[NetworkSnapshot] = []
    done: dict[Network, Taken] = {}
    for audience in Audience:
        said = said_in(session, wave_id, audience)
        print_ = input_hash(
            said.network,
            audience=audience,
            rate=[said.answered, said.invited],
            is_told=said.is_told,
        )
        before = newest(session, wave_id, audience)
        if before is not None and before.input_hash == print_:
            found.append(before)
            continue
        if said.network not in done:
            drawn = before or next(iter(found), None) or newest_of_any_wave(session)
            done[said.network] = take(said.network, before=drawn.nodes if drawn else ())
        found.append(_snapshot(wave_id, audience, said, done[said.network], print_, at))
    return found


def keep_networks(session: Session, computed: Sequence[NetworkSnapshot], *, at: datetime) -> int:
    """Store what is new, in the place of what was there; return how many are new."""
    new = 0
    for each in computed:
        stored = session.get(NetworkSnapshot, each.id)
        if stored is not None:
            stored.checked_at = at
            continue
        session.execute(
            delete(NetworkSnapshot).where(
                NetworkSnapshot.wave_id == each.wave_id,
                NetworkSnapshot.audience == each.audience,
            )
        )
        session.add(each)
        new += 1
    session.flush()
    return new


def _snapshot(
    wave_id: UUID, audience: Audience, said: Said, taken: Taken, print_: str, at: datetime
) -> NetworkSnapshot:
    values = asdict(taken)
    if not said.is_told:
        values |= {"nodes": [], "edges": []}
    return NetworkSnapshot(
        wave_id=wave_id,
        audience=audience,
        made_at=at,
        checked_at=at,
        input_hash=print_,
        rules=RULES,
        seed=SEED,
        answered=said.answered,
        invited=said.invited,
        loops=said.network.loops,
        **values,
    )
