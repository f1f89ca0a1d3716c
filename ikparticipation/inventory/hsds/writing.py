"""Services and organisations as nested documents of the standard."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ikparticipation.inventory.hsds import pieces, taxonomies
from ikparticipation.inventory.hsds.ids import made
from ikparticipation.inventory.hsds.pieces import link_of, mail_of, told, word
from ikparticipation.inventory.hsds.said import Names, Place, Provider, Service

Document = dict[str, Any]


def organization(provider: Provider, names: Names) -> Document:
    """Return what the standard asks of an organisation, without its lists."""
    kind = names.lists.get("organization_kind", {}).get(provider.kind, provider.kind)
    return {
        "id": str(provider.id),
        "name": provider.name,
        "description": provider.description or kind or provider.name,
        "uri": f"{names.site}/akteure/{provider.id}",
        **told(
            email=mail_of(provider.email),
            website=link_of(provider.website),
            legal_status=provider.legal_form,
            parent_organization_id=provider.parent_id and str(provider.parent_id),
        ),
    }


def full_organization(provider: Provider, names: Names) -> Document:
    """Return an organisation with its lists, but for its services."""
    key = str(provider.id)
    links = [("organization_kind", provider.kind), ("municipality", provider.ags)]
    links += [("field_of_action", field) for field in provider.fields]
    return organization(provider, names) | {
        **told(phones=pieces.phones(key, provider.phone)),
        "attributes": [
            taxonomies.attribute(key, name, value, names) for name, value in links if value
        ],
    }


def short_service(service: Service, names: Names) -> Document:
    """Return a service with what there is one of: what a list of services shows."""
    words = names.lists
    return {
        "id": str(service.id),
        "name": service.name,
        "status": service.status,
        **told(
            description=service.description,
            url=link_of(service.website),
            email=mail_of(service.email),
            interpretation_services=service.languages_note,
            application_process=word(words, "access", service.access),
            fees_description=word(words, "costs", service.costs),
            eligibility_description=", ".join(
                word(words, "target_group", key) for key in service.target_groups
            ),
            assured_date=pieces.day(service.confirmed_at if service.assured else None),
            last_modified=pieces.moment(service.confirmed_at),
        ),
        "organization": organization(service.provider, names),
    }


def service(said: Service, names: Names, *, at: datetime) -> Document:
    """Return a service with everything that belongs to it; `at`: when it is written."""
    key = str(said.id)
    organization = full_organization(said.provider, names)
    return short_service(said, names) | told(
        organization=organization,
        phones=pieces.phones(key, said.phone),
        schedules=pieces.schedules_of(key, said, None, at=at),
        service_areas=list(pieces.areas(key, said, names)),
        service_at_locations=[
            service_at_location(said, place, names, at=at) for place in places_of(said)
        ],
        languages=pieces.languages(key, said.languages, names),
        funding=[
            {"id": made("funding", key, source), "source": word(names.lists, "funding", source)}
            for source in said.funding
        ],
        cost_options=pieces.costs(key, said, names),
        capacities=pieces.capacities(key, said, names),
        attributes=list(pieces.attributes(key, said, names)),
        metadata=pieces.metadata(key, said),
    )


def service_at_location(
    said: Service, place: Place, names: Names, *, at: datetime, alone: bool = False
) -> Document:
    """Return the link between a service and one of its places.

    `alone`: with the id of the service, for readers who do not come from it.
    """
    key = place_id(said.id, place)
    return {
        "id": key,
        **({"service_id": str(said.id)} if alone else {}),
        **told(description=place.note),
        "location": pieces.location(key, place, names),
        **told(schedules=pieces.schedules_of(key, said, place.number, at=at)),
    }


def place_id(service_id: UUID, place: Place) -> str:
    return made("service_at_location", service_id, place.number)


def places_of(said: Service) -> tuple[Place, ...]:
    """Return the places; where only words are known, one that has them as its address."""
    if said.places or not said.places_text:
        return said.places
    return (Place(number=1, address=" ".join(said.places_text.split())),)
