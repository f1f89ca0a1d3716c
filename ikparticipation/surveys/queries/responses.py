"""One organisation's answers: who works on them, what is saved, what was submitted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from ikparticipation.accounts.models import User
from ikparticipation.db import AnyRow, columns_of, known, rows, values_of
from ikparticipation.organisations.models import AT_WORK, MemberRole, Membership, Organisation
from ikparticipation.surveys.models import Entry, Response, ResponseRevision, Wave, WaveInvitation


@dataclass(frozen=True)
class Seat:
    """An organisation a person acts for, seen from one wave, and what it has saved."""

    organisation_id: UUID
    organisation: str
    role: MemberRole | None
    """None: of the administration, with an open entry."""
    invited_at: datetime | None
    """None: this organisation was not asked."""
    response: Response | None
    saved_by: str | None
    """Who saved last."""
    entry: Entry | None = None

    @property
    def invited(self) -> bool:
        return self.invited_at is not None


_WAVE, _RESPONSE = columns_of(Wave), columns_of(Response)
_SEATS = (
    select(
        *_WAVE,
        *_RESPONSE,
        Organisation.id,
        Organisation.name,
        Membership.role,
        WaveInvitation.invited_at,
        User.name,
    )
    .select_from(Wave)
    .outerjoin(Membership, Membership.user_id == bindparam("user_id"))
    .outerjoin(Organisation, Organisation.id == Membership.organisation_id)
    .outerjoin(
        WaveInvitation,
        and_(
            WaveInvitation.wave_id == Wave.id,
            WaveInvitation.organisation_id == Organisation.id,
        ),
    )
    .outerjoin(
        Response,
        and_(
            Response.wave_id == WaveInvitation.wave_id,
            Response.organisation_id == WaveInvitation.organisation_id,
        ),
    )
    .outerjoin(User, User.id == Response.saved_by_id)
    .where(Wave.id == bindparam("wave_id"))
    .order_by(Organisation.sort_key)
)
"""Every page of a questionnaire begins with it: built once, and read past the ORM."""


def seats(session: Session, user_id: UUID, wave_id: UUID) -> tuple[Wave, list[Seat]] | None:
    """Return the wave and for whom this person acts, by name; None: there is no such wave."""
    found = rows(session, _SEATS, {"user_id": user_id, "wave_id": wave_id})
    if not found:
        return None
    wave = known(session, Wave, values_of(_WAVE, found[0]))
    seen = [(row[len(_WAVE) :], row[len(_WAVE) + len(_RESPONSE) :]) for row in found]
    return wave, [_seat(session, *parts) for parts in seen if parts[1][0] is not None]


def _seat(session: Session, response: Sequence[Any], seat: Sequence[Any]) -> Seat:
    organisation_id, name, role, invited_at, saved_by = seat
    values = values_of(_RESPONSE, response)
    return Seat(
        organisation_id=organisation_id,
        organisation=name,
        role=role,
        invited_at=invited_at,
        response=known(session, Response, values) if values["id"] else None,
        saved_by=saved_by,
    )


_other = aliased(ResponseRevision)
_WITH_NEWEST = (
    select(Response, ResponseRevision)
    .outerjoin(
        ResponseRevision,
        and_(
            ResponseRevision.response_id == Response.id,
            ResponseRevision.number
            == select(func.max(_other.number))
            .where(_other.response_id == Response.id)
            .correlate(Response)
            .scalar_subquery(),
        ),
    )
    .where(
        Response.wave_id == bindparam("wave_id"),
        Response.organisation_id == bindparam("organisation_id"),
    )
    .execution_options(populate_existing=True)
)


def with_newest_revision(
    session: Session, wave_id: UUID, organisation_id: UUID
) -> tuple[Response, ResponseRevision | None] | None:
    """Return the answers as the database has them now, with the newest revision, if any."""
    wanted = {"wave_id": wave_id, "organisation_id": organisation_id}
    row = session.execute(_WITH_NEWEST, wanted).one_or_none()
    return None if row is None else (row[0], row[1])


def receipts(session: Session, wave_id: UUID, organisation_id: UUID) -> Sequence[AnyRow]:
    """Return number, code, hash, time, person and channel of each submission, the newest first."""
    query = (
        select(
            ResponseRevision.number,
            ResponseRevision.receipt_code,
            ResponseRevision.receipt_hash,
            ResponseRevision.submitted_at,
            User.name,
            ResponseRevision.channel,
            ResponseRevision.received_on,
            ResponseRevision.source,
        )
        .join(Response, Response.id == ResponseRevision.response_id)
        .join(User, User.id == ResponseRevision.submitted_by_id)
        .where(Response.wave_id == wave_id, Response.organisation_id == organisation_id)
        .order_by(ResponseRevision.number.desc())
    )
    return session.execute(query).all()


def revision_of(
    session: Session, wave_id: UUID, organisation_id: UUID, number: int
) -> ResponseRevision | None:
    """Return one submission."""
    return session.scalar(
        select(ResponseRevision)
        .join(ResponseRevision.response)
        .where(
            Response.wave_id == wave_id,
            Response.organisation_id == organisation_id,
            ResponseRevision.number == number,
        )
    )


_PUBLIC_NAMES = (
    select(Organisation.name)
    .where(Organisation.public, AT_WORK, Organisation.id != bindparam("but"))
    .order_by(Organisation.sort_key)
)


def public_names(session: Session, *, but: UUID) -> Sequence[str]:
    """Return the names of the register that may be offered while a partner is typed."""
    return session.scalars(_PUBLIC_NAMES, {"but": but}).all()


def seed_of(wave_id: UUID, organisation_id: UUID) -> str:
    """Return what chance hangs on in the answers of one organisation."""
    return f"{wave_id}/{organisation_id}"


def name_of(session: Session, user_id: UUID) -> str:
    return session.scalars(select(User.name).where(User.id == user_id)).one()
