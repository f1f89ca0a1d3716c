"""Who takes part: everybody, or those who were invited."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid5

from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.consultation import policies
from ikparticipation.consultation.models import Circle, Round, RoundInvitation
from ikparticipation.consultation.queries import circles
from ikparticipation.db import insert_once
from ikparticipation.errors import NotAllowedError
from ikparticipation.organisations.models import Organisation
from ikparticipation.text import N_


def invite_organisations(
    session: Session,
    in_round: Round,
    organisations: Sequence[Organisation],
    *,
    actor: User,
    at: datetime,
) -> int:
    """Ask organisations to take part; their members are told. Return how many are new."""
    if not policies.may_open_rounds(actor):
        raise NotAllowedError(N_("Zu einer Runde lädt nur die Integrationskoordination ein."))
    invitations = [_invitation(in_round, o, actor, at) for o in organisations]
    new = [i for i in invitations if insert_once(session, i, once="id")]
    for invitation in new:
        record(session, Action.ROUND_INVITED, invitation, actor_id=actor.id)
    return len(new)


def _invitation(
    in_round: Round, organisation: Organisation, actor: User, at: datetime
) -> RoundInvitation:
    invitation = RoundInvitation(
        round=in_round, organisation=organisation, invited_at=at, invited_by_id=actor.id
    )
    invitation.id = uuid5(in_round.id, organisation.id.hex)  # one per pair, also of two at once
    return invitation


def check_circle(
    session: Session, in_round: Round, author: User, organisation: Organisation | None
) -> None:
    """Raise NotAllowedError for those who were not asked to take part.

    An organisation must have been invited itself; a person acts for one that was.
    """
    if in_round.circle is Circle.EVERYONE:
        return
    if organisation is not None:
        invited = circles.is_invited(session, in_round.id, organisation.id)
    else:
        invited = circles.acts_for_an_invited(session, in_round.id, author.id)
    if not policies.may_take_part(in_round, invited=invited):
        raise NotAllowedError(
            N_("In dieser Runde kommentieren nur Organisationen, die dazu eingeladen sind.")
        )
