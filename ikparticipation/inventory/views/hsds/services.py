"""The interface: services, and where they are."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask.typing import ResponseReturnValue

from ikparticipation import db
from ikparticipation.inventory.hsds import openapi, pieces, writing
from ikparticipation.inventory.hsds.said import Place, Service
from ikparticipation.inventory.queries import hsds as queries
from ikparticipation.inventory.views.hsds.answers import (
    BASE,
    BY_ADDRESS,
    answer,
    api,
    check_format,
    listed,
    names,
    now,
    one,
    page,
    settings,
    truth,
    wanted,
)
from ikparticipation.web import limiter


@api.get("/")
@limiter.limit(BY_ADDRESS)
def about() -> ResponseReturnValue:
    """Say what this interface is."""
    return answer(
        {
            "version": openapi.VERSION,
            "profile": openapi.PROFILE,
            "openapi_url": f"{settings().base_url}{BASE}/openapi.json",
        }
    )


@api.get("/openapi.json")
@limiter.limit(BY_ADDRESS)
def description() -> ResponseReturnValue:
    """Describe what is served."""
    there = settings()
    document = openapi.document(
        base=f"{there.base_url}{BASE}",
        title=f"Angebote im {there.county}",
        license_address=there.data_licence,
    )
    return answer(document)


@api.get("/services")
@limiter.limit(BY_ADDRESS)
def services() -> ResponseReturnValue:
    """List the services: with what there is one of, in full, or only what changed when."""
    check_format()
    session, words, minimal, full = db.session(), names(), truth("minimal"), truth("full")
    asked, asked_page = wanted(words), page(minimal=minimal)
    total = queries.count_services(session, asked)
    found = queries.services(
        session,
        asked,
        limit=asked_page.size,
        offset=asked_page.offset,
        whole=full and not minimal,
    )
    if minimal:
        return listed(total, asked_page, [_changed(each) for each in found])
    if full:
        at = now()
        return listed(total, asked_page, [writing.service(each, words, at=at) for each in found])
    return listed(total, asked_page, [writing.short_service(each, words) for each in found])


def _changed(service: Service) -> dict[str, Any]:
    return {"id": str(service.id), "modified_date": pieces.moment(service.confirmed_at)}


@api.get("/services/<uuid:service_id>")
@limiter.limit(BY_ADDRESS)
def service(service_id: UUID) -> ResponseReturnValue:
    words, at = names(), now()
    found = queries.service(db.session(), service_id)
    return one(found, lambda each: writing.service(each, words, at=at))


@api.get("/service_at_locations")
@limiter.limit(BY_ADDRESS)
def service_at_locations() -> ResponseReturnValue:
    """List where services are; in short only the place, in full with hours and languages."""
    check_format()
    session, words, at = db.session(), names(), now()
    asked, asked_page, full = wanted(words), page(), truth("full")
    total = queries.count_places(session, asked)
    found = queries.places(session, asked, limit=asked_page.size, offset=asked_page.offset)
    write = _at_place if full else _short_at_place
    return listed(total, asked_page, [write(*each, words, at) for each in found])


def _at_place(service: Service, place: Place, words: Any, at: datetime) -> dict[str, Any]:
    return writing.service_at_location(service, place, words, at=at, alone=True)


def _short_at_place(service: Service, place: Place, words: Any, at: datetime) -> dict[str, Any]:
    """Return the place without its lists."""
    whole = _at_place(service, place, words, at)
    location = {
        name: value for name, value in whole["location"].items() if not isinstance(value, list)
    }
    return {name: value for name, value in whole.items() if not isinstance(value, list)} | {
        "location": location
    }


@api.get("/service_at_locations/<uuid:link_id>")
@limiter.limit(BY_ADDRESS)
def service_at_location(link_id: UUID) -> ResponseReturnValue:
    """Show one service at one of its places.

    The id is made from service and place, so it is looked for among all: two columns of a table
    that has a few thousand rows.
    """
    session, words, at = db.session(), names(), now()
    for lasting_id, number in queries.all_places(session):
        place = Place(number=number)
        if writing.place_id(lasting_id, place) == str(link_id):
            found = queries.service(session, lasting_id)
            there = next((p for p in found.places if p.number == number), None) if found else None
            if found and there:
                return one((found, there), lambda each: _at_place(*each, words, at))
    return one(None, dict)
