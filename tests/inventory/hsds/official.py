"""The official schemas of the standard, rebuilt from their structural facts (`schemas/facts.csv`).

Names of properties, types, formats, what is required, closed lists and references are those of the
official files; see `schemas/SOURCES.md`.
"""

import csv
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from ikparticipation.inventory.hsds.openapi import SCHEMAS

FACTS = Path(__file__).parent / "schemas" / "facts.csv"


FORMATS = FormatChecker()


@FORMATS.checks("date-time", raises=ValueError)
def _is_moment(value: object) -> bool:
    """The library has this check, and the next, only with further packages."""
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


@FORMATS.checks("uri", raises=ValueError)
def _is_address(value: object) -> bool:
    if not isinstance(value, str):
        return True
    parts = urlsplit(value)
    return bool(parts.scheme and parts.netloc) and value.isascii() and " " not in value


@cache
def facts() -> dict[str, dict[str, dict[str, str]]]:
    """Table → property → what the standard says of it."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    with FACTS.open(newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["table"], {})[row["name"]] = row
    return found


def _property(fact: dict[str, str]) -> dict[str, Any]:
    if fact["many"]:
        return {"type": "array", "items": {"$ref": f"{SCHEMAS}{fact['many']}.json"}}
    if fact["one"]:
        return {"$ref": f"{SCHEMAS}{fact['one']}.json"}
    schema: dict[str, Any] = {"type": fact["type"]}
    if fact["format"]:
        schema["format"] = fact["format"]
    if fact["enum"]:
        schema["enum"] = fact["enum"].split("|")
    return schema


def schema(table: str, *, lists: bool = True, closed: bool = False) -> dict[str, Any]:
    """The schema of a table; without `lists` as a listing has it; `closed`: nothing else."""
    rows = facts()[table]
    found = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": {
            name: _property(fact) for name, fact in rows.items() if lists or not fact["many"]
        },
        "required": [name for name, fact in rows.items() if fact["required"]],
    }
    return found | ({"additionalProperties": False} if closed else {})


def _resources(*, closed: bool) -> Iterable[tuple[str, Resource[Any]]]:
    for table in facts():
        single = DRAFT202012.create_resource(schema(table, closed=closed))
        yield f"{SCHEMAS}{table}.json", single
        yield f"{SCHEMAS}compiled/{table}.json", single
        listing = schema(table, lists=False, closed=closed)
        yield f"{SCHEMAS}compiled/{table}_list.json", DRAFT202012.create_resource(listing)


@cache
def registry(*, closed: bool = False) -> Registry[Any]:
    return Registry().with_resources(_resources(closed=closed))


def validator(document_schema: dict[str, Any], *, closed: bool = False) -> Draft202012Validator:
    return Draft202012Validator(
        document_schema, registry=registry(closed=closed), format_checker=FORMATS
    )


def errors(table: str, document: Any, *, closed: bool = False) -> list[str]:
    """What the official schema of a table says against a document; formats are checked too."""
    ref = {"$ref": f"{SCHEMAS}compiled/{table}.json"}
    found = validator(ref, closed=closed).iter_errors(document)
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in found]
