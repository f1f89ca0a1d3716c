"""The description of the interface, in OpenAPI 3.1: what is served, no more and no less."""

from collections.abc import Mapping
from typing import Any, Final

Document = dict[str, Any]

VERSION = "3.0"
PROFILE = "https://docs.openreferral.org/en/3.0/hsds/schema_reference.html"
SCHEMAS = "https://raw.githubusercontent.com/openreferral/specification/3.0/schema/"
"""Where the official schemas stand; the documents of this interface keep to them."""
PER_PAGE, MOST_PER_PAGE, MOST_MINIMAL, LAST_PAGE = 50, 200, 10_000, 1_000_000

_PARAMETERS: Final[Mapping[str, tuple[str, Document]]] = {
    "search": ("Words that must all occur, in any spelling", {"type": "string"}),
    "page": (
        "Which page, from 1",
        {"type": "integer", "minimum": 1, "maximum": LAST_PAGE, "default": 1},
    ),
    "per_page": (
        "Entries a page",
        {"type": "integer", "minimum": 1, "maximum": MOST_PER_PAGE, "default": PER_PAGE},
    ),
    "format": ("Only `json` is served", {"type": "string", "enum": ["json"]}),
    "taxonomy_term_id": ("Has this taxonomy term", {"type": "string", "format": "uuid"}),
    "taxonomy_id": ("Has any term of this taxonomy", {"type": "string", "format": "uuid"}),
    "organization_id": ("Is of this organisation", {"type": "string", "format": "uuid"}),
    "modified_after": (
        "Was confirmed at this moment or later",
        {"type": "string", "format": "date-time"},
    ),
    "minimal": (
        f"Only `id` and `modified_date`, up to {MOST_MINIMAL} a page",
        {"type": "boolean", "default": False},
    ),
    "full": ("Everything that belongs to an entry", {"type": "boolean", "default": False}),
    "full_service": (
        "The services of an organisation in full, not only `id`, `name` and `status`",
        {"type": "boolean", "default": False},
    ),
    "parent_id": ("Terms below this one; our lists are flat", {"type": "string", "format": "uuid"}),
    "top_only": ("Only terms at the top: all of ours", {"type": "boolean", "default": False}),
}
PATHS: Final[Mapping[str, tuple[str, tuple[str, ...], tuple[str, ...]]]] = {
    "/services": (
        "Services",
        ("compiled/service_list.json", "compiled/service.json"),
        ("search", "page", "per_page", "format", "taxonomy_term_id", "taxonomy_id",
         "organization_id", "modified_after", "minimal", "full"),
    ),
    "/services/{id}": ("One service", ("compiled/service.json",), ()),
    "/organizations": (
        "Organisations",
        ("compiled/organization_list.json", "compiled/organization.json"),
        ("search", "page", "per_page", "format", "taxonomy_term_id", "taxonomy_id", "full",
         "full_service"),
    ),
    "/organizations/{id}": ("One organisation", ("compiled/organization.json",), ("full_service",)),
    "/service_at_locations": (
        "Services at their places",
        ("compiled/service_at_location_list.json", "compiled/service_at_location.json"),
        ("search", "page", "per_page", "format", "taxonomy_term_id", "taxonomy_id",
         "organization_id", "modified_after", "full"),
    ),
    "/service_at_locations/{id}": (
        "One service at one of its places",
        ("compiled/service_at_location.json",),
        (),
    ),
    "/taxonomies": ("Our lists", ("taxonomy.json",), ("search", "page", "per_page", "format")),
    "/taxonomies/{id}": ("One list", ("taxonomy.json",), ()),
    "/taxonomy_terms": (
        "What is in our lists",
        ("taxonomy_term.json",),
        ("search", "page", "per_page", "format", "taxonomy_id", "top_only", "parent_id"),
    ),
    "/taxonomy_terms/{id}": ("One entry of a list", ("taxonomy_term.json",), ()),
}  # fmt: skip
"""Path → what it is, schemas of its entries, parameters."""


def document(*, base: str, title: str, license_address: str) -> Document:
    """Return the description; `base`: address of the interface, without a slash at the end."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": title,
            "version": VERSION,
            **({"license": {"name": "Lizenz", "url": license_address}} if license_address else {}),
        },
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "servers": [{"url": base}],
        "paths": {"/": {"get": _about()}, **{path: _path(path) for path in PATHS}},
        "components": {"schemas": {"Page": _PAGE, "Error": _ERROR, "Minimal": _MINIMAL}},
    }


def _about() -> Document:
    properties = {
        "version": {"type": "string"},
        "profile": {"type": "string", "format": "uri"},
        "openapi_url": {"type": "string", "format": "uri"},
    }
    schema = {"type": "object", "properties": properties, "required": list(properties)}
    return {
        "operationId": "about",
        "summary": "What this interface is",
        "responses": {"200": _json("About this interface", schema)},
    }


def _path(path: str) -> Document:
    title, schemas, parameters = PATHS[path]
    found = {"$ref": SCHEMAS + schemas[-1]}
    if "{id}" not in path:
        entries = [{"$ref": SCHEMAS + schema} for schema in schemas]
        if "minimal" in parameters:
            entries.append({"$ref": "#/components/schemas/Minimal"})
        found = _page_of({"anyOf": entries})
    responses = {"200": _json(title, found), "400": _json("A parameter is wrong", _ERROR_REF)}
    if "{id}" in path:
        responses["404"] = _json("There is no such entry", _ERROR_REF)
    return {
        "get": {
            "operationId": path.strip("/").replace("/{id}", "_by_id"),
            "summary": title,
            "parameters": [
                *([_BY_ID] if "{id}" in path else []),
                *(_parameter(name) for name in parameters),
            ],
            "responses": responses,
        }
    }


def _parameter(name: str) -> Document:
    words, schema = _PARAMETERS[name]
    return {"name": name, "in": "query", "description": words, "schema": schema}


def _json(words: str, schema: Document) -> Document:
    return {"description": words, "content": {"application/json": {"schema": schema}}}


def _page_of(entry: Document) -> Document:
    contents = {"contents": {"type": "array", "items": entry}}
    page = {"$ref": "#/components/schemas/Page"}
    return {"type": "object", "properties": contents, "required": ["contents"], "allOf": [page]}


_BY_ID = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
_ERROR_REF = {"$ref": "#/components/schemas/Error"}
_NUMBERS = ("total_items", "total_pages", "page_number", "size")
_FLAGS = ("first_page", "last_page", "empty")
_PAGE = {
    "type": "object",
    "properties": {
        **{name: {"type": "integer", "minimum": 0} for name in _NUMBERS},
        **{name: {"type": "boolean"} for name in _FLAGS},
    },
    "required": [*_NUMBERS, *_FLAGS],
}
_ERROR = {
    "type": "object",
    "properties": {"status": {"type": "integer"}, "message": {"type": "string"}},
    "required": ["status", "message"],
}
_MINIMAL = {
    "type": "object",
    "properties": {
        "id": {"type": "string", "format": "uuid"},
        "modified_date": {"type": "string", "format": "date-time"},
    },
    "required": ["id", "modified_date"],
    "additionalProperties": False,
}
