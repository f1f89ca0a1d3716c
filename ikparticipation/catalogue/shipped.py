"""The catalogue as shipped in `data/`: key → the columns of its row. See `data/SOURCES.md`."""

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ikparticipation.text import sort_key

DATA = Path(__file__).parent / "data"
REFERENCE_DATE = date(2023, 12, 31)
"""Stichtag and Gebietsstand of the municipalities."""

Facts = dict[str, dict[str, Any]]


def municipalities() -> Facts:
    """Return the municipalities by AGS."""
    day = datetime.combine(REFERENCE_DATE, time(), ZoneInfo("Europe/Berlin")).astimezone(UTC)
    return {
        row["ags"]: {
            "ars": row["ars"],
            "name": row["name"],
            "official_name": row["official_name"],
            "sort_key": sort_key(row["name"]),
            "kind": row["kind"],
            "association": row["association"],
            "population": int(row["population"]),
            "population_date": day,
            "area_km2": float(row["area_km2"]),
            "postcode": row["postcode"],
            "longitude": float(row["lon"]),
            "latitude": float(row["lat"]),
        }
        for row in _rows("municipalities")
    }


def fields_of_action() -> Facts:
    return {row["key"]: _entry(row, place) for place, row in enumerate(_rows("fields_of_action"))}


def languages() -> Facts:
    """Return the languages by ISO 639-1 code."""
    return {
        row["code"]: _entry(row, place)
        | {"own_name": row["name_own"], "direction": row["direction"]}
        for place, row in enumerate(_rows("languages"))
    }


def target_groups() -> Facts:
    return {row["key"]: _entry(row, place) for place, row in enumerate(_rows("target_groups"))}


def _entry(row: dict[str, str], place: int) -> dict[str, Any]:
    return {"names": {"de": row["name_de"], "en": row["name_en"]}, "position": place + 1}


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
