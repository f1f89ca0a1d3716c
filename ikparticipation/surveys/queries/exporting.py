"""What an export reads: submitted answers of a wave, one after the other."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple, cast
from uuid import UUID

import orjson
from sqlalchemy import Select, Text, func, select
from sqlalchemy import cast as as_type
from sqlalchemy.orm import Session, aliased

from ikparticipation.catalogue.models import Municipality
from ikparticipation.db import AnyRow
from ikparticipation.organisations.models import Organisation
from ikparticipation.surveys.exports import Answered
from ikparticipation.surveys.models import Correction, Response, ResponseRevision, ReviewStatus
from ikparticipation.surveys.queries.responses import seed_of
from ikparticipation.surveys.queries.reviewing import counted_document

_AT_ONCE = 2_000
"""Rows that are fetched together."""


class _Revision(NamedTuple):
    document: Any
    submitted_at: datetime
    response_id: UUID
    organisation_id: UUID
    wave_id: UUID
    questionnaire_id: UUID


def _of_wave(wave_id: UUID, *columns: Any, accepted_only: bool) -> Select[Any]:
    """Select columns of the revision that counts of each response, else of the newest one."""
    later = aliased(ResponseRevision)
    newest = (
        select(func.max(later.number))
        .where(later.response_id == Response.id)
        .correlate(Response)
        .scalar_subquery()
    )
    number = Response.accepted_number if accepted_only else newest
    return (
        select(*columns)
        .select_from(Response)
        .join(ResponseRevision, ResponseRevision.response_id == Response.id)
        .where(Response.wave_id == wave_id, ResponseRevision.number == number)
    )


def number_answered(session: Session, wave_id: UUID, *, accepted_only: bool) -> int:
    """Return how many responses an export of the wave has."""
    query = _of_wave(wave_id, func.count(), accepted_only=accepted_only)
    return session.scalar(query) or 0


def answered_in(
    session: Session, wave_id: UUID, questionnaire_id: UUID, *, accepted_only: bool
) -> Iterator[Answered]:
    """Return the responses of a wave as they count, by the names of the organisations.

    Corrections are on top. The documents pass as the database has them, as text: only what is
    corrected is read here. What is preliminary says so in `review`.
    """
    query = _of_wave(
        wave_id,
        Response.id,
        Response.organisation_id,
        Organisation.name,
        Organisation.kind,
        Municipality.name.label("municipality"),
        Organisation.ags,
        ResponseRevision.submitted_at,
        ResponseRevision.number,
        Response.accepted_number,
        Response.review,
        ResponseRevision.is_late,
        ResponseRevision.channel,
        ResponseRevision.received_on,
        as_type(ResponseRevision.document, Text).label("document"),
        accepted_only=accepted_only,
    )
    query = (
        query.join(Organisation, Organisation.id == Response.organisation_id)
        .outerjoin(Municipality, Municipality.ags == Organisation.ags)
        .order_by(Organisation.sort_key, Response.id)
        .execution_options(yield_per=_AT_ONCE)
    )
    changed = _corrected(session, wave_id)
    for row in session.execute(query):
        document = row.document
        if row.id in changed:
            document = _counted(session, row, wave_id, questionnaire_id)
        yield _answered(row, document, seed_of(wave_id, row.organisation_id))


def _answered(row: AnyRow, document: str | bytes, seed: str) -> Answered:
    counts = row.number == row.accepted_number
    return Answered(
        response_id=str(row.id),
        organisation=row.name,
        kind=row.kind.value,
        municipality=row.municipality or "",
        ags=row.ags or "",
        submitted_at=row.submitted_at,
        review=ReviewStatus.ACCEPTED.value if counts else row.review.value,
        is_late=row.is_late,
        channel=row.channel.value,
        document=document,
        seed=seed,
        received_on=row.received_on,
    )


def _corrected(session: Session, wave_id: UUID) -> set[UUID]:
    """Return the responses in which a correction was made that is not withdrawn."""
    query = (
        select(Correction.response_id)
        .join(Response, Response.id == Correction.response_id)
        .where(Response.wave_id == wave_id, Correction.withdrawn_at.is_(None))
    )
    return set(session.scalars(query))


def _counted(session: Session, row: AnyRow, wave_id: UUID, questionnaire_id: UUID) -> bytes:
    revision = _Revision(
        document=orjson.loads(row.document),
        submitted_at=row.submitted_at,
        response_id=row.id,
        organisation_id=row.organisation_id,
        wave_id=wave_id,
        questionnaire_id=questionnaire_id,
    )
    return orjson.dumps(counted_document(session, cast("AnyRow", revision)))
