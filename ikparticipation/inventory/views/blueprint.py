"""The blueprint, and what its pages read from their address."""

from collections.abc import Iterable, Mapping
from typing import TypeVar
from urllib.parse import urlencode
from uuid import UUID

from flask import Blueprint, abort, request

from ikparticipation import clock, db
from ikparticipation.accounts import access
from ikparticipation.inventory.queries.directory import Wanted
from ikparticipation.inventory.queries.visible import Reader, reader_of
from ikparticipation.inventory.queries.waves import InventoryWave, chosen, inventory_waves
from ikparticipation.text import one_line
from ikparticipation.web import gettext

K = TypeVar("K", bound=str)

bp = Blueprint("inventory", __name__)

LONGEST = 200
"""Characters of an address's value that are looked at."""


def reader() -> Reader:
    return reader_of(db.session(), access.reader())


def given(name: str) -> str:
    """Return a value of the address, as short and plain as a database takes it."""
    return one_line(request.args.get(name, "")[:LONGEST])


def words(labels: Mapping[K, str]) -> dict[K, str]:
    """Return labels in the language of the page."""
    return {key: gettext(label) for key, label in labels.items()}


def waves_and_chosen() -> tuple[list[InventoryWave], InventoryWave | None]:
    """Return all waves to choose from, and the one of this page (`?welle=`, else the newest).

    A wave that does not exist, has not begun or asks for no offers and no partners is no page.
    """
    waves, asked = inventory_waves(db.session(), at=clock.now()), given("welle")
    try:
        wave = chosen(waves, UUID(asked) if asked else None)
    except ValueError:
        abort(404)
    return waves, wave if wave or not asked else abort(404)


def wanted() -> Wanted:
    return Wanted(
        words=given("suche"),
        municipality=given("ort"),
        field=given("feld"),
        language=given("sprache"),
        target_group=given("zielgruppe"),
    )


def kept(names: Iterable[str]) -> str:
    """Return these values of the address as a query that goes on."""
    values = {name: value for name in names if (value := given(name))}
    return urlencode(values) + "&" if values else ""


def answer_paths(reader: Reader, wave_id: UUID, ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Return where this reader can read the whole answer of these organisations."""
    paths = {}
    for organisation_id in filter(None, ids):
        if reader.may_open_responses:
            place = f"/verwaltung/erhebungen/wellen/{wave_id}/antworten/{organisation_id}"
            paths[organisation_id] = place
        elif organisation_id in reader.own:
            paths[organisation_id] = f"/erhebung/{wave_id}/pruefen?fuer={organisation_id}"
    return paths
