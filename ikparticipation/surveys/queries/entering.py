"""What staff enter for organisations: what is open, what came of it, what they said to it."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session, aliased

from ikparticipation.accounts.models import User
from ikparticipation.db import AnyRow
from ikparticipation.organisations.models import MemberRole, Membership, Organisation
from ikparticipation.surveys.contributors import people
from ikparticipation.surveys.models import (
    Channel,
    Entry,
    Response,
    ResponseRevision,
    WaveInvitation,
)
from ikparticipation.surveys.queries.responses import Seat
from ikparticipation.surveys.queries.waves import SAME_PLACE


def open_entry(session: Session, wave_id: UUID, organisation_id: UUID) -> Entry | None:
    """Return the entry as the database has it now."""
    query = (
        select(Entry)
        .join(Entry.invitation)
        .where(
            WaveInvitation.wave_id == wave_id,
            WaveInvitation.organisation_id == organisation_id,
            Entry.closed_at.is_(None),
        )
        .execution_options(populate_existing=True)
    )
    return session.scalars(query).one_or_none()


def entry_seat(session: Session, wave_id: UUID, organisation_id: UUID) -> Seat | None:
    """Return from where staff fill in for an organisation; None: no entry is open."""
    saver = aliased(User)
    query = (
        select(Entry, Organisation.name, WaveInvitation.invited_at, Response, saver.name)
        .join(WaveInvitation, WaveInvitation.id == Entry.invitation_id)
        .join(Organisation, Organisation.id == WaveInvitation.organisation_id)
        .outerjoin(Response, SAME_PLACE)
        .outerjoin(saver, saver.id == Response.saved_by_id)
        .where(
            WaveInvitation.wave_id == wave_id,
            WaveInvitation.organisation_id == organisation_id,
            Entry.closed_at.is_(None),
        )
    )
    row = session.execute(query).one_or_none()
    if row is None:
        return None
    entry, name, invited_at, response, saved_by = row
    return Seat(
        organisation_id=organisation_id,
        organisation=name,
        role=None,
        invited_at=invited_at,
        response=response,
        saved_by=saved_by,
        entry=entry,
    )


def only_entered(session: Session, entry: Entry) -> Response | None:
    """Return what is saved, if all of it was typed since the entry began, and by no member."""
    query = (
        select(Response)
        .join(WaveInvitation, SAME_PLACE)
        .where(WaveInvitation.id == entry.invitation_id)
        .execution_options(populate_existing=True)
    )
    response = session.scalars(query).one_or_none()
    if response is None or response.submitted_at or response.started_at < entry.opened_at:
        return None
    wrote = select(Membership.id).where(
        Membership.organisation_id == response.organisation_id,
        Membership.user_id.in_(people(response.section_people)),
    )
    return None if session.scalar(wrote.limit(1)) else response


def is_member(session: Session, user_id: UUID, organisation_id: UUID) -> bool:
    where = Membership.user_id == user_id, Membership.organisation_id == organisation_id
    return session.scalar(select(Membership.role).where(*where)) is not None


def who_is_told(session: Session, organisation_id: UUID) -> Sequence[str]:
    """Return the names of those who get the mail; nobody: the organisation has no address."""
    query = (
        select(User.name)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.organisation_id == organisation_id,
            Membership.role == MemberRole.REPRESENTATIVE,
            User.disabled_at.is_(None),
        )
        .order_by(User.name)
    )
    return session.scalars(query).all()


def _newest_number() -> ScalarSelect[int]:
    later = aliased(ResponseRevision)
    return (
        select(func.max(later.number))
        .where(later.response_id == ResponseRevision.response_id)
        .correlate(ResponseRevision)
        .scalar_subquery()
    )


def entered(session: Session, response_id: UUID) -> Sequence[AnyRow]:
    """Return Entry, ResponseRevision, name of who submitted it; the newest first."""
    query = (
        select(Entry, ResponseRevision, User.name)
        .join(ResponseRevision, ResponseRevision.id == Entry.revision_id)
        .join(User, User.id == ResponseRevision.submitted_by_id)
        .where(ResponseRevision.response_id == response_id)
        .order_by(ResponseRevision.number.desc())
    )
    return session.execute(query).all()


def newest_entered(session: Session, response_id: UUID) -> Entry | None:
    """Return the entry if the newest submission is one."""
    query = (
        select(Entry)
        .join(ResponseRevision, ResponseRevision.id == Entry.revision_id)
        .where(
            ResponseRevision.response_id == response_id,
            ResponseRevision.number == _newest_number(),
        )
    )
    return session.scalars(query).one_or_none()


def entry_of(session: Session, revision_id: UUID) -> Entry | None:
    return session.scalars(select(Entry).where(Entry.revision_id == revision_id)).one_or_none()


def came_by_hand() -> ScalarSelect[Channel]:
    """Return how the newest submission of a `Response` came, if staff entered it; else null."""
    return (
        select(ResponseRevision.channel)
        .where(
            ResponseRevision.response_id == Response.id,
            ResponseRevision.number == _newest_number(),
            ResponseRevision.channel != Channel.ONLINE,
        )
        .correlate(Response)
        .scalar_subquery()
    )
