"""What somebody may ask for, as conditions on public offers and their organisations."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Text, cast, false, or_, select, true

from ikparticipation.inventory.models import (
    Offer,
    offer_field,
    offer_language,
    offer_municipality,
    offer_target_group,
)
from ikparticipation.organisations.models import (
    Organisation,
    OrganisationField,
    OrganisationStatus,
)
from ikparticipation.surveys.xlsform.question import Publish
from ikparticipation.text import sort_key

_MOST_WORDS = 8
LINKS = {
    "municipality": offer_municipality,
    "field_of_action": offer_field,
    "language": offer_language,
    "target_group": offer_target_group,
}
_COLUMNS = {"service_kind": Offer.kind, "access": Offer.access, "costs": Offer.costs}
_SEVERAL = {"format": Offer.formats, "funding": Offer.funding}
PUBLIC_PROVIDER = Organisation.public.is_(True) & (Organisation.status != OrganisationStatus.MERGED)
PUBLIC_OFFER = Offer.current.is_(True) & (Offer.publish == Publish.PUBLIC)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is asked for; everything where nothing is said."""

    words: str = ""
    organisation_id: UUID | None = None
    terms: tuple[tuple[str, str], ...] = ()
    """(taxonomy, key): each must fit."""
    taxonomy: str = ""
    modified_after: datetime | None = None


def matching(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Return the conditions on public offers joined with their organisations."""
    conditions: list[ColumnElement[bool]] = [PUBLIC_OFFER]
    conditions += [
        or_(
            Offer.search_text.contains(word, autoescape=True),
            Organisation.sort_key.contains(word, autoescape=True),
        )
        for word in sort_key(wanted.words).split()[:_MOST_WORDS]
    ]
    if wanted.organisation_id is not None:
        conditions.append(Offer.organisation_id == wanted.organisation_id)
    if wanted.modified_after is not None:
        conditions.append(Offer.confirmed_at >= wanted.modified_after)
    conditions += [_has_term(name, key) for name, key in wanted.terms]
    return conditions + ([_has_any(wanted.taxonomy)] if wanted.taxonomy else [])


def providing(words: str, wanted: Wanted) -> list[ColumnElement[bool]]:
    """Return the conditions on organisations; terms are those of their offers or their own."""
    conditions: list[ColumnElement[bool]] = [PUBLIC_PROVIDER]
    conditions += [
        Organisation.sort_key.contains(word, autoescape=True)
        for word in sort_key(words).split()[:_MOST_WORDS]
    ]
    if wanted.terms or wanted.taxonomy:
        offering = select(Offer.organisation_id).where(*matching(wanted))
        conditions.append(Organisation.id.in_(offering) | _own(wanted))
    return conditions


def _own(wanted: Wanted) -> ColumnElement[bool]:
    own: ColumnElement[bool] = false()
    for name, key in wanted.terms:
        if name == "organization_kind":
            own = own | (Organisation.kind == key)
        elif name == "municipality":
            own = own | (Organisation.ags == key)
        elif name == "field_of_action":
            named = select(OrganisationField.organisation_id).where(OrganisationField.field == key)
            own = own | Organisation.id.in_(named)
    return own


def _has_term(name: str, key: str) -> ColumnElement[bool]:
    if name in LINKS:
        link = LINKS[name]
        said = select(link.c.offer_id).where(link.c.publish == Publish.PUBLIC)
        return Offer.id.in_(said.where(link.columns[1] == key))
    if name in _COLUMNS:
        return _COLUMNS[name] == key
    if name in _SEVERAL:
        return cast(_SEVERAL[name], Text).contains(f'"{key}"', autoescape=True)
    if name == "organization_kind":
        told = select(Organisation.id).where(Organisation.kind == key)
        return Offer.organisation_id.in_(told)
    return Offer.county_wide.is_(True) if key == "county_wide" else false()


def _has_any(name: str) -> ColumnElement[bool]:
    if name in LINKS:
        link = LINKS[name]
        return Offer.id.in_(select(link.c.offer_id).where(link.c.publish == Publish.PUBLIC))
    if name in _COLUMNS:
        return _COLUMNS[name] != ""
    if name in _SEVERAL:
        return cast(_SEVERAL[name], Text).contains('"', autoescape=True)
    return true() if name in {"organization_kind", "detail"} else false()
