"""What a person has answered already."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.db import AnyRow
from ikparticipation.organisations.models import Membership, Organisation
from ikparticipation.surveys.models import Response, Wave


def submitted_answers(session: Session, user: User, *, limit: int) -> Sequence[AnyRow]:
    """Return the newest submitted responses of this person's organisations.

    `wave_id`, `titles`, `organisation_id`, `organisation`, `submitted_at`.
    """
    query = (
        select(
            Wave.id.label("wave_id"),
            Wave.titles,
            Organisation.id.label("organisation_id"),
            Organisation.name.label("organisation"),
            Response.submitted_at,
        )
        .join(Response, Response.wave_id == Wave.id)
        .join(Organisation, Organisation.id == Response.organisation_id)
        .join(Membership, Membership.organisation_id == Organisation.id)
        .where(Membership.user_id == user.id, Response.submitted_at.is_not(None))
        .order_by(Response.submitted_at.desc())
        .limit(limit)
    )
    return session.execute(query).all()
