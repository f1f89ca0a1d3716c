"""The offers of one wave: by what a figure counts, and by organisation."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    or_,
    select,
)
from sqlalchemy.orm import Session

from ikparticipation.db import AnyRow
from ikparticipation.inventory.models import (
    Offer,
    offer_field,
    offer_language,
    offer_municipality,
    offer_target_group,
)
from ikparticipation.inventory.queries.visible import Reader
from ikparticipation.organisations.models import Organisation
from ikparticipation.surveys.xlsform.question import Publish
from ikparticipation.text import sort_key

MOST_WORDS = 8
NONE = "none"
"""Instead of a key: offers that name nothing of that kind."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a reader is looking for. Empty: everything. Keys are those of the catalogue, or NONE."""

    words: str = ""
    municipality: str = ""
    field: str = ""
    language: str = ""
    target_group: str = ""

    @property
    def everything(self) -> bool:
        return self == Wanted()


def matching(wanted: Wanted, levels: Sequence[Publish]) -> list[ColumnElement[bool]]:
    """Return the conditions on offers joined with their organisations.

    Words are found in any spelling of capitals and umlauts, also inside of words. Of what an
    offer says only that counts which is of one of these levels.
    """
    conditions: list[ColumnElement[bool]] = [
        or_(
            Offer.search_text.contains(word, autoescape=True),
            Organisation.sort_key.contains(word, autoescape=True),
        )
        for word in sort_key(wanted.words).split()[:MOST_WORDS]
    ]
    for table, key in (
        (offer_municipality, wanted.municipality),
        (offer_field, wanted.field),
        (offer_language, wanted.language),
        (offer_target_group, wanted.target_group),
    ):
        said = select(table.c.offer_id).where(table.c.publish.in_(levels))
        if key == NONE:
            conditions.append(Offer.id.not_in(said))
        elif key:
            conditions.append(Offer.id.in_(said.where(table.columns[1] == key)))
    return conditions


def offers_of(
    session: Session, wave_id: UUID, organisation_id: UUID, reader: Reader
) -> Sequence[AnyRow]:
    """Return what one organisation offers, A to Z. Whether that may be seen is settled before."""
    return session.execute(
        select(Offer.id, Offer.lasting_id, Offer.name, Offer.description, Offer.kind)
        .where(
            Offer.wave_id == wave_id,
            Offer.organisation_id == organisation_id,
            reader.shown(Offer),
        )
        .order_by(Offer.sort_key, Offer.id)
    ).all()
