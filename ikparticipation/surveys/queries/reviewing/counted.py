"""What counts of the responses: what was accepted, as it was corrected."""

from typing import Any, cast
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from ikparticipation.db import AnyRow
from ikparticipation.surveys.corrections import Layer, corrected
from ikparticipation.surveys.models import (
    Correction,
    Response,
    ResponseRevision,
    Wave,
)
from ikparticipation.surveys.queries.questionnaires import compiled_by_id
from ikparticipation.surveys.queries.responses import seed_of
from ikparticipation.surveys.xlsform.document import Document

MOST_OTHERS = 500
"""Responses of others with which one is compared: those that came in last."""


def layers_of(session: Session, response_id: UUID) -> list[tuple[str, str, Any, Any]]:
    """Return question, row, original and value of the corrections that are not withdrawn."""
    query = (
        select(Correction.question, Correction.row_id, Correction.original, Correction.value)
        .where(Correction.response_id == response_id, Correction.withdrawn_at.is_(None))
        .order_by(Correction.corrected_at, Correction.id)
    )
    return [tuple(row) for row in session.execute(query)]


def newest_documents(session: Session, wave_id: UUID, *, but: UUID) -> list[tuple[UUID, Document]]:
    """Return organisation and newest submission of the others in a wave, the latest first."""
    later = aliased(ResponseRevision)
    newest = (
        select(func.max(later.number))
        .where(later.response_id == Response.id)
        .correlate(Response)
        .scalar_subquery()
    )
    query = (
        select(Response.organisation_id, ResponseRevision.document)
        .join(ResponseRevision, ResponseRevision.response_id == Response.id)
        .where(
            Response.wave_id == wave_id,
            Response.organisation_id != but,
            ResponseRevision.number == newest,
        )
        .order_by(ResponseRevision.submitted_at.desc())
        .limit(MOST_OTHERS)
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def counted_before(
    session: Session, wave_id: UUID, organisation_id: UUID
) -> tuple[UUID, Document] | None:
    """Return questionnaire and document of what an organisation said in a wave, as accepted."""
    query = (
        select(Wave.questionnaire_id, ResponseRevision.document)
        .select_from(Response)
        .join(Wave, Wave.id == Response.wave_id)
        .join(
            ResponseRevision,
            and_(
                ResponseRevision.response_id == Response.id,
                ResponseRevision.number == Response.accepted_number,
            ),
        )
        .where(Response.wave_id == wave_id, Response.organisation_id == organisation_id)
    )
    row = session.execute(query).one_or_none()
    return None if row is None else (row[0], row[1])


def accepted_revision(session: Session, response_id: UUID) -> AnyRow | None:
    """Return the accepted revision, and keep other workers off its response until the commit.

    With id, document, submitted_at, response_id, organisation_id, wave_id, questionnaire_id. None:
    nothing was accepted.
    """
    held = select(Response.id).where(Response.id == response_id).with_for_update(of=Response)
    session.execute(held)
    query = (
        select(
            ResponseRevision.id,
            ResponseRevision.document,
            ResponseRevision.submitted_at,
            ResponseRevision.response_id,
            Response.organisation_id,
            Response.wave_id,
            Wave.questionnaire_id,
        )
        .join(Response, Response.id == ResponseRevision.response_id)
        .join(Wave, Wave.id == Response.wave_id)
        .where(
            ResponseRevision.response_id == response_id,
            ResponseRevision.number == Response.accepted_number,
        )
    )
    return session.execute(query).one_or_none()


def counted_document(session: Session, revision: AnyRow) -> Document:
    """Return what counts of a revision: its document with the corrections that hold.

    `revision` has document, submitted_at, response_id, organisation_id, wave_id, questionnaire_id.
    """
    layers = [Layer(*layer) for layer in layers_of(session, revision.response_id)]
    if not layers:
        return cast("Document", revision.document)
    return corrected(
        compiled_by_id(session, revision.questionnaire_id),
        revision.document,
        layers,
        now=revision.submitted_at,
        seed=seed_of(revision.wave_id, revision.organisation_id),
    )
