"""What all answers of the interface have in common: parameters, pages, errors, headers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, TypeVar, cast
from uuid import UUID

import orjson
from flask import Blueprint, Response, current_app, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from ikparticipation import clock, db
from ikparticipation.errors import DomainError, InvalidError
from ikparticipation.inventory.hsds.openapi import (
    LAST_PAGE,
    MOST_MINIMAL,
    MOST_PER_PAGE,
    PER_PAGE,
)
from ikparticipation.inventory.hsds.said import Names
from ikparticipation.inventory.hsds.taxonomies import TAXONOMIES, taxonomy_id, term_id, words_of
from ikparticipation.inventory.queries import hsds as queries
from ikparticipation.inventory.queries.hsds import Wanted
from ikparticipation.settings import Settings
from ikparticipation.text import N_, one_line
from ikparticipation.web import ERRORS, gettext, show_error

T = TypeVar("T")
Document = dict[str, Any]

BASE = "/daten/hsds"
BY_ADDRESS = "300/minute;6000/hour"
LONGEST = 200
_TRUTH = {"": False, "false": False, "0": False, "true": True, "1": True}

api = Blueprint("hsds", __name__, url_prefix=BASE)


class BadParameterError(InvalidError):
    """A parameter of the address that is not as the description says."""

    status = 400


@dataclass(frozen=True, kw_only=True)
class Page:
    number: int
    size: int

    @property
    def offset(self) -> int:
        return (self.number - 1) * self.size


def settings() -> Settings:
    return cast("Settings", current_app.extensions["ikp_settings"])


def names() -> Names:
    there = settings()
    return queries.names(db.session(), site=there.base_url, county=there.county)


def given(name: str) -> str:
    """Return a parameter, as short and plain as a database takes it."""
    return one_line(request.args.get(name, "")[:LONGEST])


def truth(name: str) -> bool:
    value = _TRUTH.get(given(name).casefold())
    if value is None:
        raise BadParameterError(NO_TRUTH, name=name)
    return value


def key(name: str) -> UUID | None:
    try:
        return UUID(given(name)) if given(name) else None
    except ValueError as error:
        raise BadParameterError(NO_KEY, name=name) from error


def moment(name: str) -> datetime | None:
    """Return a moment; a plus sign that nobody encoded arrives as a space."""
    said = given(name).replace(" ", "+") if "T" in given(name) else given(name)
    try:
        found = datetime.fromisoformat(said) if said else None
        return found and (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise BadParameterError(NO_MOMENT, name=name) from error


def page(*, minimal: bool = False) -> Page:
    """Return which page is asked for; a minimal list shall fit on one."""
    most = MOST_MINIMAL if minimal else MOST_PER_PAGE
    size = _number("per_page", most, MOST_MINIMAL if minimal else PER_PAGE)
    return Page(number=_number("page", LAST_PAGE, 1), size=size)


def check_format() -> None:
    if given("format") not in {"", "json"}:
        raise BadParameterError(ONLY_JSON)


def wanted(words: Names) -> Wanted:
    """Return the filters of a list; a term or taxonomy that is none of ours fits nothing."""
    term, taxonomy = given("taxonomy_term_id"), given("taxonomy_id")
    return Wanted(
        words=given("search"),
        organisation_id=key("organization_id"),
        terms=(_term(term, words),) if key("taxonomy_term_id") else (),
        taxonomy=_taxonomy(taxonomy) if key("taxonomy_id") else "",
        modified_after=moment("modified_after"),
    )


def listed(total: int, page: Page, contents: Sequence[Document]) -> ResponseReturnValue:
    """Return one page of a list, with the numbers the standard asks for."""
    pages = -(-total // page.size)
    return answer(
        {
            "total_items": total,
            "total_pages": pages,
            "page_number": page.number,
            "size": len(contents),
            "first_page": page.number == 1,
            "last_page": page.number >= pages,
            "empty": not contents,
            "contents": list(contents),
        },
        changed=newest(contents),
    )


def answer(document: Document, *, changed: datetime | None = None) -> ResponseReturnValue:
    """Return a document; a reader that has it already gets 304."""
    body = orjson.dumps(document)
    found = Response(body, content_type="application/json; charset=utf-8")
    found.set_etag(sha256(body).hexdigest()[:32])
    if changed is not None:
        found.last_modified = changed
    found.headers["Content-Language"] = "de"
    return found.make_conditional(request)


def newest(documents: Sequence[Document]) -> datetime | None:
    """Return when the newest of these was confirmed."""
    moments = (each.get("last_modified") or each.get("modified_date") for each in documents)
    found = max(filter(None, moments), default=None)
    return datetime.fromisoformat(found) if found else None


def one(found: T | None, write: Callable[[T], Document]) -> ResponseReturnValue:
    if found is None:
        return _error(404, gettext(NO_ENTRY))
    document = write(found)
    return answer(document, changed=newest([document]))


def now() -> datetime:
    return clock.now()


def _number(name: str, most: int, otherwise: int) -> int:
    said = given(name)
    if not said:
        return otherwise
    if not (said.isascii() and said.isdecimal() and 1 <= int(said) <= most):
        raise BadParameterError(NO_NUMBER, name=name, most=most)
    return int(said)


def _term(said: str, words: Names) -> tuple[str, str]:
    wanted_id = str(UUID(said))
    for name in TAXONOMIES:
        for code in words_of(name, words):
            if term_id(name, code) == wanted_id:
                return name, code
    return "", ""


def _taxonomy(said: str) -> str:
    ours = {taxonomy_id(name): name for name in TAXONOMIES}
    return ours.get(str(UUID(said)), "unknown")


def _error(status: int, message: str) -> Response:
    body = orjson.dumps({"status": status, "message": message})
    return Response(body, status, content_type="application/json; charset=utf-8")


@api.errorhandler(DomainError)
def _refused(error: DomainError) -> Response:
    return _error(error.status, gettext(error.message, **error.facts))


@api.errorhandler(HTTPException)
def _failed(error: HTTPException) -> Response:
    status = error.code or 500
    return _error(status, gettext(ERRORS.get(status, ERRORS[400])))


@api.app_errorhandler(404)
def _nowhere(_: HTTPException) -> ResponseReturnValue:
    """Answer for addresses that are none: below ours in our own way, elsewhere as a page."""
    if request.path.startswith(f"{BASE}/"):
        return _open_to_all(_error(404, gettext(NO_ENTRY)))
    return show_error(404, gettext(ERRORS[404]))


@api.after_request
def _open_to_all(response: Response) -> Response:
    response.headers["Access-Control-Allow-Origin"] = "*"
    if settings().data_licence:
        response.headers["Link"] = f'<{settings().data_licence}>; rel="license"'
    return response


NO_TRUTH = N_("Der Parameter %(name)s ist entweder true oder false.")
NO_KEY = N_("Der Parameter %(name)s ist keine Kennung (UUID).")
NO_MOMENT = N_("Der Parameter %(name)s ist kein Zeitpunkt wie 2026-03-01T00:00:00Z.")
NO_NUMBER = N_("Der Parameter %(name)s ist eine ganze Zahl von 1 bis %(most)s.")
ONLY_JSON = N_("Es gibt nur das Format json. Die Tabellen stehen als Datenpaket unter /daten/.")
NO_ENTRY = N_("Diesen Eintrag gibt es nicht, oder er ist nicht öffentlich.")
