"""The name an organisation had before: whoever writes it still means this one."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ikparticipation import clock
from ikparticipation.accounts.models import User
from ikparticipation.organisations.models import NameKind, Organisation, OrganisationName
from ikparticipation.organisations.services.origin import INSTALLATION
from ikparticipation.text import N_

RENAMED = N_("Die Organisation wurde umbenannt.")


def note_former_name(
    session: Session,
    organisation: Organisation,
    normal_name: str,
    *,
    actor: User | None,
    at: datetime | None,
) -> None:
    """Keep the name the organisation still has, before it gets the one normalised to `normal_name`.

    What was an alternative name and becomes the name is no alternative any more.
    """
    here = OrganisationName.organisation_id == organisation.id
    session.execute(
        delete(OrganisationName).where(here, OrganisationName.normal_name == normal_name)
    )
    query = select(OrganisationName.id).where(
        here, OrganisationName.normal_name == organisation.normal_name
    )
    if session.scalar(query) is not None:
        return
    former = OrganisationName(
        organisation_id=organisation.id,
        name=organisation.name,
        normal_name=organisation.normal_name,
        kind=NameKind.FORMER,
        added_at=at or clock.now(),
        file="" if actor else INSTALLATION.file,
        person_id=actor.id if actor else None,
        reason=RENAMED if actor else "",
    )
    session.add(former)
