"""Who asks to change answers once more after the end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from ikparticipation.accounts.models import User
from ikparticipation.db import AnyRow
from ikparticipation.organisations.models import Organisation
from ikparticipation.surveys.models import ReopeningRequest, ReopeningStatus, Response, Wave
from ikparticipation.text import pick

MOST_ROWS = 50


@dataclass(frozen=True)
class Asking:
    """A request that waits for staff."""

    id: UUID
    titles: Mapping[str, str]
    organisation: str
    reason: str
    asked_by: str
    asked_at: datetime

    def title(self, language: str) -> str:
        return pick(self.titles, language)


def open_requests(session: Session, *, wave_id: UUID | None = None) -> list[Asking]:
    """Return what waits for a decision, the oldest first: of one wave, or of all."""
    query = (
        select(
            ReopeningRequest.id,
            Wave.titles,
            Organisation.name,
            ReopeningRequest.reason,
            User.name,
            ReopeningRequest.asked_at,
        )
        .join(Response, Response.id == ReopeningRequest.response_id)
        .join(Wave, Wave.id == Response.wave_id)
        .join(Organisation, Organisation.id == Response.organisation_id)
        .join(User, User.id == ReopeningRequest.asked_by_id)
        .where(ReopeningRequest.status == ReopeningStatus.ASKED)
        .order_by(ReopeningRequest.asked_at, ReopeningRequest.id)
        .limit(MOST_ROWS)
    )
    if wave_id is not None:
        query = query.where(Wave.id == wave_id)
    return [Asking(*row) for row in session.execute(query)]


def newest_request(session: Session, response_id: UUID) -> AnyRow | None:
    """Return the last ReopeningRequest of a response, `asked_by` and `decided_by` as names."""
    asker, decider = aliased(User), aliased(User)
    query = (
        select(ReopeningRequest, asker.name.label("asked_by"), decider.name.label("decided_by"))
        .join(asker, asker.id == ReopeningRequest.asked_by_id)
        .outerjoin(decider, decider.id == ReopeningRequest.decided_by_id)
        .where(ReopeningRequest.response_id == response_id)
        .order_by(ReopeningRequest.asked_at.desc(), ReopeningRequest.id)
        .limit(1)
    )
    return session.execute(query).one_or_none()


def request_with_place(session: Session, request_id: UUID) -> AnyRow | None:
    """Return ReopeningRequest, Response, Wave, Organisation and `asked_by`."""
    query = (
        select(ReopeningRequest, Response, Wave, Organisation, User.name.label("asked_by"))
        .join(Response, Response.id == ReopeningRequest.response_id)
        .join(Wave, Wave.id == Response.wave_id)
        .join(Organisation, Organisation.id == Response.organisation_id)
        .join(User, User.id == ReopeningRequest.asked_by_id)
        .where(ReopeningRequest.id == request_id)
    )
    return session.execute(query).one_or_none()
