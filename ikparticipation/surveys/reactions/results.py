"""Counting answers when something happened to them."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.audit import AuditEvent
from ikparticipation.settings import Settings
from ikparticipation.surveys.models import Correction, Response, ResponseRevision
from ikparticipation.surveys.services import results

_RESPONSE_OF = {
    Response.__tablename__: Response.id,
    ResponseRevision.__tablename__: ResponseRevision.response_id,
    Correction.__tablename__: Correction.response_id,
}
_ID_OF = {
    Response.__tablename__: Response.id,
    ResponseRevision.__tablename__: ResponseRevision.id,
    Correction.__tablename__: Correction.id,
}


def count(session: Session, event: AuditEvent, _settings: Settings) -> None:
    """Bring the counters up to date; `event` is about a Response, a revision or a Correction."""
    kind = event.subject_type
    response: UUID = session.scalars(
        select(_RESPONSE_OF[kind]).where(_ID_OF[kind] == event.subject_id)
    ).one()
    results.count_response(session, response)
