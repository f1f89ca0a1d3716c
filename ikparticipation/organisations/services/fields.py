"""In which fields of action an organisation works."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ikparticipation.organisations.models import OrganisationField


def set_fields(session: Session, organisation_id: UUID, fields: Iterable[str]) -> None:
    """Say in which fields (keys of the catalogue) an organisation works, in place of before."""
    wanted = set(fields)
    here = OrganisationField.organisation_id == organisation_id
    known = set(session.scalars(select(OrganisationField.field).where(here)))
    session.execute(
        delete(OrganisationField).where(here, OrganisationField.field.in_(known - wanted))
    )
    session.add_all(
        OrganisationField(organisation_id=organisation_id, field=field)
        for field in sorted(wanted - known)
    )
