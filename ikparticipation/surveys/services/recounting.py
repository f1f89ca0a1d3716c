"""Counting the results of a wave anew, and telling where the counters were wrong."""

from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.surveys.models import Wave, result_counter
from ikparticipation.surveys.services import anonymous, results


class Recounted(NamedTuple):
    responses: int
    wrong: int
    """Counters that said something else before; 0 is what should be."""


def recount_and_compare(session: Session, wave: Wave) -> Recounted:
    """Count all responses of a wave anew, anonymous or not, and put the counters right."""
    results.hold_wave(session, wave.id)  # else what is counted meanwhile would seem wrong
    before = _counters(session, wave.id)
    if wave.anonymous:
        responses = anonymous.recount(session, wave)
    else:
        responses = results.recount(session, wave.id)
    after = _counters(session, wave.id)
    wrong = sum(before.get(key, 0) != after.get(key, 0) for key in before.keys() | after.keys())
    return Recounted(responses, wrong)


def _counters(session: Session, wave_id: UUID) -> Mapping[tuple[str, ...], int]:
    columns = result_counter.c
    query = select(columns.standing, columns.slice, columns.question, columns.key, columns.n).where(
        columns.wave_id == wave_id
    )
    return {(row[0], row[1], row[2], row[3]): row[4] for row in session.execute(query)}
