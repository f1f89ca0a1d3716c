"""The words of all lists, as open data have them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.catalogue.models import Municipality
from ikparticipation.catalogue.queries import catalogue
from ikparticipation.inventory.hsds.said import Names, Town
from ikparticipation.organisations.models import KIND_NAMES
from ikparticipation.surveys.xlsform.vocabulary import VOCABULARIES

_LISTS = {
    "service_kind": "offer.kind",
    "format": "offer.formats",
    "access": "offer.access",
    "costs": "offer.costs",
    "funding": "offer.funding",
    "capacity_unit": "offer.capacity_unit",
}
"""Taxonomy → closed list."""


def names(session: Session, *, site: str, county: str) -> Names:
    """Return the words of all lists, in German: the language of the data."""
    towns = session.execute(
        select(Municipality.ags, Municipality.name, Municipality.postcode).order_by(
            Municipality.ags
        )
    )
    entries = catalogue(session)
    lists = {
        "field_of_action": {key: entry.name("de") for key, entry in entries.fields.items()},
        "target_group": {key: entry.name("de") for key, entry in entries.target_groups.items()},
        "language": {key: entry.name("de") for key, entry in entries.languages.items()},
        "organization_kind": {kind.value: name for kind, name in KIND_NAMES.items()},
    }
    return Names(
        site=site,
        county=county,
        towns={ags: Town(name=name, postcode=postcode) for ags, name, postcode in towns},
        lists=lists | {name: VOCABULARIES.get(key, {}) for name, key in _LISTS.items()},
    )
