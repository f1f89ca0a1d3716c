"""The interface: organisations, and the lists that services are sorted by."""

from typing import Any
from uuid import UUID

from flask.typing import ResponseReturnValue

from ikparticipation import db
from ikparticipation.inventory.hsds import taxonomies, writing
from ikparticipation.inventory.hsds.said import Names, Provider, Service
from ikparticipation.inventory.queries import hsds as queries
from ikparticipation.inventory.views.hsds.answers import (
    BY_ADDRESS,
    api,
    check_format,
    given,
    key,
    listed,
    names,
    now,
    one,
    page,
    truth,
    wanted,
)
from ikparticipation.text import sort_key
from ikparticipation.web import limiter

Document = dict[str, Any]


@api.get("/organizations")
@limiter.limit(BY_ADDRESS)
def organizations() -> ResponseReturnValue:
    """List the organisations that agreed to be public."""
    check_format()
    session, words, asked_page = db.session(), names(), page()
    asked, search = wanted(words), given("search")
    full, full_service = truth("full"), truth("full_service")
    total = queries.count_providers(session, search, asked)
    found = queries.providers(
        session, search, asked, limit=asked_page.size, offset=asked_page.offset
    )
    if not (full or full_service):
        short = [writing.organization(each, words) for each in found]
        return listed(total, asked_page, short)
    ids = [each.id for each in found]
    services = queries.services_of(session, ids, whole=full_service)
    return listed(
        total,
        asked_page,
        [
            _organization(each, services.get(each.id, []), words, full_service=full_service)
            for each in found
        ],
    )


@api.get("/organizations/<uuid:organisation_id>")
@limiter.limit(BY_ADDRESS)
def organization(organisation_id: UUID) -> ResponseReturnValue:
    session, words, full_service = db.session(), names(), truth("full_service")
    found = queries.provider(session, organisation_id)
    services = queries.services_of(session, [organisation_id], whole=full_service)
    return one(
        found,
        lambda each: _organization(
            each, services.get(each.id, []), words, full_service=full_service
        ),
    )


def _organization(
    provider: Provider, services: list[Service], words: Names, *, full_service: bool
) -> Document:
    """Return an organisation with its services: in full, or what they are called."""
    at = now()
    if full_service:
        written = [writing.service(each, words, at=at) for each in services]
    else:
        written = [
            {"id": str(each.id), "name": each.name, "status": each.status} for each in services
        ]
    return writing.full_organization(provider, words) | {"services": written}


@api.get("/taxonomies")
@limiter.limit(BY_ADDRESS)
def all_taxonomies() -> ResponseReturnValue:
    check_format()
    return _some([taxonomies.taxonomy(name) for name in taxonomies.TAXONOMIES])


@api.get("/taxonomies/<uuid:taxonomy_id>")
@limiter.limit(BY_ADDRESS)
def taxonomy(taxonomy_id: UUID) -> ResponseReturnValue:
    ours = {each["id"]: each for each in map(taxonomies.taxonomy, taxonomies.TAXONOMIES)}
    return one(ours.get(str(taxonomy_id)), dict)


@api.get("/taxonomy_terms")
@limiter.limit(BY_ADDRESS)
def taxonomy_terms() -> ResponseReturnValue:
    """List what is in our lists; they are flat, so nothing stands below anything."""
    check_format()
    truth("top_only")
    if key("parent_id"):
        return _some([])
    of = key("taxonomy_id")
    found = taxonomies.terms(names())
    return _some([each for each in found if not of or each["taxonomy_detail"]["id"] == str(of)])


@api.get("/taxonomy_terms/<uuid:term_id>")
@limiter.limit(BY_ADDRESS)
def taxonomy_term(term_id: UUID) -> ResponseReturnValue:
    found = (each for each in taxonomies.terms(names()) if each["id"] == str(term_id))
    return one(next(found, None), dict)


def _some(documents: list[Document]) -> ResponseReturnValue:
    """Return a page of those documents that have all the words looked for."""
    words, asked_page = sort_key(given("search")).split(), page()
    found = [
        each
        for each in documents
        if all(word in sort_key(f"{each['name']} {each['description']}") for word in words)
    ]
    start = asked_page.offset
    return listed(len(found), asked_page, found[start : start + asked_page.size])
