"""Corrections of offers by staff, put upon what is derived from an answer.

A layer holds while the answer says, word for word, what it was made for (`original`); what the
rules read from these words may change without ending it. What the organisation said stays in its
answer and in the layer. Who may see what is corrected is who may see what was answered.

`value` of places: {"text", "places": [{"address", "ags", "languages", "longitude", "latitude",
"note"}]}; of hours: {"text", "rules": [{"place", "rrule", "weekdays", "opens", "closes",
"valid_from", "valid_until", "note"}]}. `text` is the same in words.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from ikparticipation.inventory.derive import OfferRow
from ikparticipation.inventory.timetable import Rule, told
from ikparticipation.inventory.whereabouts import Place

LAYERED = ("places", "hours")
"""Columns of `Offer` that have layers."""


@dataclass(frozen=True)
class OfferCorrection:
    """One layer as it is stored."""

    id: UUID
    column: str
    original: str
    value: Mapping[str, Any]


def layered(
    row: OfferRow, layers: Iterable[OfferCorrection]
) -> tuple[OfferRow, Sequence[OfferCorrection]]:
    """Return the offer with the layers that hold, the oldest first, and which these are."""
    said = row.texts
    counted = [layer for layer in layers if said[layer.column] == layer.original]
    for layer in counted:
        texts = {**row.texts, layer.column: layer.value["text"]}
        if layer.column == "places":
            row = replace(row, texts=texts, at=tuple(map(_place, layer.value["places"])))
        else:
            row = replace(row, texts=texts, open=tuple(map(_rule, layer.value["rules"])))
    return row, counted


def value_of_places(places: Sequence[Place], names: Mapping[str, str]) -> dict[str, Any]:
    """Return the value of a layer; `names`: AGS → name, for places that have no address."""
    lines = [place.address or names.get(place.ags or "", "") for place in places]
    return {"text": "\n".join(filter(None, lines)), "places": [asdict(place) for place in places]}


def value_of_hours(rules: Sequence[Rule], places: Sequence[str]) -> dict[str, Any]:
    """Return the value of a layer; `places`: how each is called, for hours of one of them."""
    numbers: dict[int | None, list[Rule]] = {}
    for rule in rules:
        numbers.setdefault(rule.place, []).append(rule)
    lines = [
        f"{places[number - 1]}: {told(some)}" if number else told(some)
        for number, some in numbers.items()
    ]
    return {"text": "\n".join(lines), "rules": [_stored(rule) for rule in rules]}


def _place(stored: Mapping[str, Any]) -> Place:
    return Place(**{**stored, "languages": tuple(stored["languages"])})


def _stored(rule: Rule) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(rule).items()
    }


def _rule(stored: Mapping[str, Any]) -> Rule:
    days = {
        name: date.fromisoformat(stored[name]) if stored[name] else None
        for name in ("valid_from", "valid_until")
    }
    return Rule(**{**stored, **days})
