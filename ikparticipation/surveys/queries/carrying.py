"""What an organisation said in the wave that is continued, and how much of it was confirmed."""

from collections import Counter
from datetime import datetime
from typing import Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from ikparticipation.surveys.corrections import Layer, corrected
from ikparticipation.surveys.models import Correction, Response, ResponseRevision, Wave
from ikparticipation.surveys.queries.questionnaires import compiled_by_id
from ikparticipation.surveys.queries.responses import seed_of
from ikparticipation.surveys.xlsform.carrying import carry
from ikparticipation.surveys.xlsform.document import Document
from ikparticipation.surveys.xlsform.engine import begin
from ikparticipation.text import BERLIN

_newest = aliased(ResponseRevision)
_LAST = (
    select(
        ResponseRevision.document,
        ResponseRevision.submitted_at,
        Wave.questionnaire_id,
        Correction.question,
        Correction.row_id,
        Correction.original,
        Correction.value,
    )
    .select_from(Response)
    .join(Wave, Wave.id == Response.wave_id)
    .join(
        ResponseRevision,
        and_(
            ResponseRevision.response_id == Response.id,
            ResponseRevision.number
            == func.coalesce(
                Response.accepted_number,
                select(func.max(_newest.number))
                .where(_newest.response_id == Response.id)
                .correlate(Response)
                .scalar_subquery(),
            ),
        ),
    )
    .outerjoin(
        Correction,
        and_(Correction.response_id == Response.id, Correction.withdrawn_at.is_(None)),
    )
    .where(
        Response.wave_id == bindparam("wave_id"),
        Response.organisation_id == bindparam("organisation_id"),
    )
    .order_by(Correction.corrected_at, Correction.id)
)
"""What was accepted, else what was submitted last; a line for each correction that holds."""


def carried_document(
    session: Session, wave: Wave, organisation_id: UUID, *, at: datetime
) -> Document | None:
    """Return what an organisation begins with that answered in the wave this one continues.

    None: this wave continues none, or the organisation submitted nothing in it. One statement.
    """
    if wave.continues_id is None or wave.anonymous:
        return None
    wanted = {"wave_id": wave.continues_id, "organisation_id": organisation_id}
    found = session.execute(_LAST, wanted).all()
    if not found:
        return None
    document, submitted_at, questionnaire_id = found[0][:3]
    before = compiled_by_id(session, questionnaire_id)
    layers = [Layer(*line[3:]) for line in found if line[3] is not None]
    counted = corrected(
        before,
        cast("Document", document),
        layers,
        now=submitted_at,
        seed=seed_of(wave.continues_id, organisation_id),
    )
    now = compiled_by_id(session, wave.questionnaire_id)
    fresh = begin(now, now=at, seed=seed_of(wave.id, organisation_id))
    day = submitted_at.astimezone(BERLIN).date().isoformat()
    return carry(before, counted, now, fresh, day=day)


class Confirmed(NamedTuple):
    """Rows of last time, over all that was submitted in a wave: its newest revisions."""

    same: int
    changed: int
    ended: int
    new: int
    responses: int
    """Submitted by organisations whose answers of last time were put before them."""

    @property
    def asked(self) -> int:
        return self.same + self.changed + self.ended

    @property
    def share(self) -> float | None:
        """How much of what was put before them still held; None: there was nothing."""
        return self.same / self.asked if self.asked else None


def confirmed_share(session: Session, wave_id: UUID) -> Confirmed:
    """Return what was said of the rows of last time in a wave that continues another."""
    later = aliased(ResponseRevision)
    newest = (
        select(func.max(later.number))
        .where(later.response_id == Response.id)
        .correlate(Response)
        .scalar_subquery()
    )
    query = (
        select(ResponseRevision.said)
        .join(Response, Response.id == ResponseRevision.response_id)
        .where(Response.wave_id == wave_id, ResponseRevision.number == newest)
    )
    total: Counter[str] = Counter()
    asked = 0
    said: dict[str, Any]
    for said in session.scalars(query):
        total.update(said)
        asked += bool(said)
    return Confirmed(total["same"], total["changed"], total["ended"], total["new"], asked)
