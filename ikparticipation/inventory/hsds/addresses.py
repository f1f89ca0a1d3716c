"""Addresses between one line, as people write it, and the fields of `address`."""

import re
from collections.abc import Mapping
from typing import Any

from ikparticipation.inventory.hsds.ids import made
from ikparticipation.inventory.hsds.said import Place, Town
from ikparticipation.text import one_line

Document = dict[str, Any]

STATES: Mapping[str, str] = {
    "01": "Schleswig-Holstein", "02": "Hamburg", "03": "Niedersachsen", "04": "Bremen",
    "05": "Nordrhein-Westfalen", "06": "Hessen", "07": "Rheinland-Pfalz",
    "08": "Baden-Württemberg", "09": "Bayern", "10": "Saarland", "11": "Berlin",
    "12": "Brandenburg", "13": "Mecklenburg-Vorpommern", "14": "Sachsen",
    "15": "Sachsen-Anhalt", "16": "Thüringen",
}  # fmt: skip
"""First two digits of a municipality's key → Land."""
_POSTCODE = re.compile(r"^(?P<street>.*?)[\s,]*\b(?:D\s*-\s*)?(?P<code>\d{5})\b\s*(?P<city>.*)$")


def postal_address(owner: str, place: Place, towns: Mapping[str, Town]) -> Document | None:
    """Return a place's address; None: the line has too little for one that the standard allows.

    Street, postcode, town and Land are needed. What the line leaves out is the municipality's.
    """
    town = towns.get(place.ags)
    found = _POSTCODE.match(place.address)
    street = found["street"] if found else place.address
    code = found["code"] if found else town.postcode if town else ""
    city = (found["city"] if found else "") or (town.name if town else "")
    ags = place.ags or next(iter(towns), "")
    state = STATES.get(ags[:2], "")
    if not (street and code and city and state):
        return None
    return {
        "id": made("address", owner),
        "address_1": street,
        "city": city,
        "state_province": state,
        "postal_code": code,
        "country": "DE",
        "address_type": "physical",
    }


def line_of(address: Document) -> str:
    """Return an address on one line, as people here write it."""
    told = {
        name: one_line(str(address.get(name) or ""))
        for name in ("attention", "address_1", "address_2", "postal_code", "city")
    }
    town = f"{told['postal_code']} {told['city']}".strip()
    return ", ".join(filter(None, (told["attention"], told["address_1"], told["address_2"], town)))


def ags_of(address: Document, towns: Mapping[str, Town]) -> str:
    """Return the municipality of an address by its name, else by a postcode only one has."""
    city = one_line(str(address.get("city") or "")).casefold()
    code = one_line(str(address.get("postal_code") or ""))
    named = [ags for ags, town in towns.items() if town.name.casefold() == city]
    coded = [ags for ags, town in towns.items() if code and town.postcode == code]
    found = named if len(named) == 1 else coded
    return found[0] if len(found) == 1 else ""
