"""What a list of offers shows of each."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import bindparam, case, select
from sqlalchemy.orm import Session

from ikparticipation.db import AnyRow, rows
from ikparticipation.inventory.models import Offer
from ikparticipation.inventory.queries.visible import PUBLIC, Reader
from ikparticipation.organisations.models import Organisation

_CARDS = (
    select(
        Offer.id,
        Offer.lasting_id,
        Offer.current,
        Offer.name,
        Offer.description,
        Offer.kind,
        Offer.hours,
        Offer.places,
        Offer.capacity_available,
        Offer.capacity_unit,
        Offer.county_wide,
        Offer.confirmed_at,
        Offer.assured,
        Offer.phone,
        Offer.email,
        Organisation.name.label("organisation"),
        Organisation.public,
        case((Organisation.contact_public, Organisation.phone), else_="").label(
            "organisation_phone"
        ),
        case((Organisation.contact_public, Organisation.email), else_="").label(
            "organisation_email"
        ),
    )
    .join(Organisation, Organisation.id == Offer.organisation_id)
    .where(Offer.id.in_(bindparam("ids", expanding=True)))
)
_PUBLIC_CARDS = _CARDS.where(PUBLIC.named(), PUBLIC.shown(Offer))
"""Put together once: most readers are the public."""


def cards(session: Session, ids: Sequence[UUID], reader: Reader) -> dict[UUID, AnyRow]:
    """Return these offers, of them those that are in the directory and this reader may see."""
    if not ids:
        return {}
    query = _PUBLIC_CARDS if reader == PUBLIC else _CARDS.where(reader.named(), reader.shown(Offer))
    # As a condition, SQLite would read all current offers by their index instead of these ids.
    return {row.id: row for row in rows(session, query, {"ids": list(ids)}) if row.current}
