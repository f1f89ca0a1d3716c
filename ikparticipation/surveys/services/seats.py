"""Who may write in a response now. Taking the seat makes others wait for it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.errors import ConflictError, NotAllowedError
from ikparticipation.organisations.models import MemberRole, Membership, Organisation
from ikparticipation.surveys import policies
from ikparticipation.surveys.models import Response, Wave, WaveInvitation
from ikparticipation.surveys.queries.waves import SAME_PLACE
from ikparticipation.text import N_


class WaveClosedError(ConflictError):
    """The wave is not open yet, or not any more."""


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
) -> tuple[Organisation, MemberRole]:
    """Check that this person may answer for this organisation, and make others wait.

    The row of the invitation is the lock: it is there before the first answer is.
    """
    wanted = {"wave_id": wave.id, "organisation_id": organisation_id, "user_id": actor.id}
    row = session.execute(_SEAT, wanted).one_or_none()
    if row is None:
        raise NotAllowedError(N_("Ihre Organisation ist zu dieser Erhebung nicht eingeladen."))
    organisation, role = row.Organisation, row.role
    if role is None:
        raise NotAllowedError(N_("Sie handeln nicht für diese Organisation."))
    if not policies.may_answer(role, wave, row if row.response_id else None, at):
        raise WaveClosedError(
            N_("Diese Erhebung hat noch nicht begonnen.")
            if at < wave.opens_at
            else N_("Diese Erhebung ist beendet. Antworten lassen sich nicht mehr ändern.")
        )
    return organisation, role
