"""Who may write in a response now. Taking the seat makes others wait for it."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.errors import ConflictError, NotAllowedError
from ikparticipation.organisations.models import MemberRole, Membership, Organisation
from ikparticipation.surveys import policies
from ikparticipation.surveys.models import Entry, Response, Wave, WaveInvitation
from ikparticipation.surveys.queries.entering import open_entry
from ikparticipation.surveys.queries.waves import SAME_PLACE
from ikparticipation.text import N_


class WaveClosedError(ConflictError):
    """The wave is not open yet, or not any more."""


NO_ENTRY = N_(
    "Für diese Organisation ist keine Eintragung offen: Sie ist abgesendet oder verworfen, "
    "oder noch nicht begonnen. Beginnen Sie eine auf der Seite ihrer Einladung."
)


class Taken(NamedTuple):
    """As what somebody writes: as a member, or of the administration with an open entry."""

    organisation: Organisation
    role: MemberRole | None
    entry: Entry | None

    @property
    def may_submit(self) -> bool:
        return self.entry is not None or policies.may_submit(self.role)


_SEAT = (
    select(
        Organisation,
        Membership.role,
        Response.id.label("response_id"),
        Response.submitted_at,
        Response.reopened_until,
    )
    .join(WaveInvitation, WaveInvitation.organisation_id == Organisation.id)
    .outerjoin(
        Membership,
        and_(
            Membership.organisation_id == WaveInvitation.organisation_id,
            Membership.user_id == bindparam("user_id"),
        ),
    )
    .outerjoin(Response, SAME_PLACE)
    .where(
        WaveInvitation.wave_id == bindparam("wave_id"),
        WaveInvitation.organisation_id == bindparam("organisation_id"),
    )
    .with_for_update(of=WaveInvitation)
)


def take_seat(
    session: Session, wave: Wave, organisation_id: UUID, *, actor: User, at: datetime
) -> Taken:
    """Check that this person may answer for this organisation, and make others wait.

    The row of the invitation is the lock: it is there before the first answer is. Who belongs to
    the organisation writes as its member; staff need an open entry.
    """
    if wave.anonymous:
        raise ConflictError(N_("Diese Erhebung ist anonym. Antworten gibt es darin nur mit Code."))
    wanted = {"wave_id": wave.id, "organisation_id": organisation_id, "user_id": actor.id}
    row = session.execute(_SEAT, wanted).one_or_none()
    if row is None:
        raise NotAllowedError(N_("Ihre Organisation ist zu dieser Erhebung nicht eingeladen."))
    stage = row if row.response_id else None
    if row.role is None:
        return Taken(
            row.Organisation, None, _entry(session, wave, organisation_id, stage, actor, at)
        )
    if not policies.may_answer(row.role, wave, stage, at):
        raise WaveClosedError(
            N_("Diese Erhebung hat noch nicht begonnen.")
            if at < wave.opens_at
            else N_("Diese Erhebung ist beendet. Antworten lassen sich nicht mehr ändern.")
        )
    return Taken(row.Organisation, row.role, None)


def _entry(
    session: Session,
    wave: Wave,
    organisation_id: UUID,
    stage: policies.Stage | None,
    actor: User,
    at: datetime,
) -> Entry:
    if not policies.may_enter(actor):
        raise NotAllowedError(N_("Sie handeln nicht für diese Organisation."))
    entry = open_entry(session, wave.id, organisation_id)
    if entry is None:
        raise NotAllowedError(NO_ENTRY)
    if not policies.may_be_entered(wave, stage, entry.received_on, at):
        raise WaveClosedError(N_("Für diesen Eingangstag lässt sich nichts mehr eintragen."))
    return entry
