"""What is derived from a response, as rows of the tables: built here, written by `storing`.

Ids are made from the response and the row of its answers, so the same answer always gives the
same rows.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Table

from ikparticipation.db import AnyRow
from ikparticipation.inventory.derive import OFFER_TEXTS, EndRow, GroupRow, OfferRow, TieRow
from ikparticipation.inventory.models import (
    SourceKind,
    offer_field,
    offer_language,
    offer_municipality,
    offer_target_group,
)
from ikparticipation.organisations.names import normalise
from ikparticipation.surveys.xlsform.question import Publish
from ikparticipation.text import sort_key

Values = dict[str, Any]
Named = Mapping[str, UUID]
"""Name as it was written → what it means."""
AnySaid = OfferRow | EndRow | TieRow | GroupRow

LINKS: tuple[tuple[Table, str, str], ...] = (
    (offer_municipality, "ags", "municipalities"),
    (offer_field, "field", "fields"),
    (offer_language, "language", "languages"),
    (offer_target_group, "target_group", "target_groups"),
)

OFFER_SILENT: Values = {
    **dict.fromkeys(OFFER_TEXTS, ""),
    "formats": [],
    "funding": [],
    "funding_until": None,
    "capacity": None,
    "capacity_available": None,
    "capacity_unit": "",
    "languages_note": "",
    "county_wide": False,
}
TIE_SILENT: Values = dict.fromkeys(("kind", "direction", "intensity", "topic"), "")
GROUP_SILENT: Values = dict.fromkeys(("role", "topic"), "")
"""What the columns say where nothing was answered, or nothing that everybody may read."""
_ASKED_BY = {"county_wide": "municipalities"}
"""Column → the question it comes from, where that is called otherwise."""


_normal = lru_cache(maxsize=10_000)(normalise)
_made = lru_cache(maxsize=10_000)(uuid5)
"""Both are asked for the same several times in a row."""


def row_id(row: AnySaid, by: Values) -> UUID:
    """Return the id of a row and of its source: the same whenever this response is derived."""
    return _made(by["response_id"], row.place)


def source(row: AnySaid, by: Values, revision: AnyRow) -> Values:
    return {
        "id": row_id(row, by),
        "kind": SourceKind.RESPONSE,
        "revision_id": revision.id,
        "place": row.place,
        "file": "",
        "person_id": None,
        "reason": "",
    }


def _said_by(row: AnySaid, by: Values) -> Values:
    own_id = row_id(row, by)
    return by | {"id": own_id, "source_id": own_id}


def offer(row: OfferRow, by: Values, at: Any) -> Values:
    said: Values = {
        **row.texts,
        "formats": list(row.formats),
        "funding": list(row.funding),
        "funding_until": row.funding_until,
        "capacity": row.capacity,
        "capacity_available": row.capacity_available,
        "capacity_unit": row.capacity_unit,
        "languages_note": row.languages_note,
        "county_wide": row.county_wide,
    }
    told, withheld = _parted(said, OFFER_SILENT, row)
    found_by = (row.name, told["description"], told["places"])
    return _said_by(row, by) | {
        "lasting_id": row.lasting_id,
        "confirmed_at": at,
        "assured": True,
        "current": False,
        "name": row.name,
        "sort_key": sort_key(row.name),
        "search_text": sort_key(" ".join(found_by)),
        "publish": row.publish("name"),
        "withheld": withheld,
        **told,
    }


def places(row: OfferRow, by: Values) -> Iterator[Values]:
    for number, place in enumerate(row.at, start=1):
        yield {
            "id": uuid5(by["response_id"], f"place {number} of {row.place}"),
            "offer_id": row_id(row, by),
            "number": number,
            "address": place.address,
            "ags": place.ags,
            "longitude": place.longitude,
            "latitude": place.latitude,
            "languages": list(place.languages),
            "note": place.note,
            "publish": row.publish("places"),
        }


def hours(row: OfferRow, by: Values) -> Iterator[Values]:
    for number, rule in enumerate(row.open, start=1):
        yield {
            "id": uuid5(by["response_id"], f"hours {number} of {row.place}"),
            "offer_id": row_id(row, by),
            "number": rule.place,
            "rrule": rule.rrule,
            "weekdays": rule.weekdays,
            "opens": rule.opens,
            "closes": rule.closes,
            "valid_from": rule.valid_from,
            "valid_until": rule.valid_until,
            "note": rule.note,
            "publish": row.publish("hours"),
        }


def end(row: EndRow, by: Values, at: Any) -> Values:
    return _said_by(row, by) | {
        "lasting_id": row.lasting_id,
        "name": row.name,
        "ended_at": at,
        "publish": row.publish("name"),
    }


def tie(row: TieRow, by: Values, partners: Named) -> Values:
    partner = partners.get(row.mention)
    said: Values = {column: getattr(row, column) for column in TIE_SILENT}
    told, withheld = _parted(said, TIE_SILENT, row)
    return _said_by(row, by) | {
        "partner_id": None if partner == by["organisation_id"] else partner,
        "mention": row.mention,
        "normal_mention": _normal(row.mention),
        "publish": row.publish("partner"),
        "withheld": withheld,
        **told,
    }


def group(row: GroupRow, by: Values, groups: Named) -> Values:
    said: Values = {"role": row.role, "topic": row.topic}
    told, withheld = _parted(said, GROUP_SILENT, row)
    return _said_by(row, by) | {
        "network_id": groups.get(row.mention),
        "mention": row.mention,
        "normal_mention": _normal(row.mention),
        "publish": row.publish("name"),
        "withheld": withheld,
        **told,
    }


def _parted(
    said: Values, silent: Values, row: OfferRow | TieRow | GroupRow
) -> tuple[Values, Values]:
    """Return the columns as everybody may read them, and what is kept from the public."""
    told, withheld = dict(silent), Values()
    for column, value in said.items():
        if row.publish(_ASKED_BY.get(column, column)) is Publish.PUBLIC:
            told[column] = value
        elif value != silent[column]:
            withheld[column] = value.isoformat() if isinstance(value, date) else value
    return told, withheld


def links(row: OfferRow, by: Values, key: str, names: str) -> Iterator[Values]:
    """Yield the rows of the table that ties an offer to a catalogue."""
    publish = row.publish(names)
    for value in getattr(row, names):
        yield {"offer_id": row_id(row, by), key: value, "publish": publish}
