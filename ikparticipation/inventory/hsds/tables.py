"""The tables of the tabular data package: what is in them, and nested documents from and to them.

Columns are those that an inventory can fill; the standard lets the others be left out.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

Document = dict[str, Any]
Tables = dict[str, dict[str, Document]]
"""Table → id → row."""


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table. Types are those of Table Schema."""

    path: str
    columns: Mapping[str, str]
    required: tuple[str, ...]
    many: Mapping[str, tuple[str, str]]
    """Property of the nested document → table, and its column that points back here."""
    one: Mapping[str, tuple[str, str]]
    """Property → table, and the column here that points there."""


def _table(
    path: str,
    columns: str,
    required: str = "",
    many: str = "",
    one: str = "",
) -> Table:
    """Return a table from words: `column:type`; `property=table.column`."""
    typed = (word.partition(":") for word in f"id {columns}".split())
    return Table(
        path=path,
        columns={name: kind or "string" for name, _, kind in typed},
        required=("id", *required.split()),
        many=_links(many),
        one=_links(one),
    )


def _links(words: str) -> dict[str, tuple[str, str]]:
    parts = (word.replace("=", ".").split(".") for word in words.split())
    return {name: (table, column) for name, table, column in parts}


_OWNED = "attributes=attribute.link_id metadata=metadata.resource_id"

TABLES: Final[Mapping[str, Table]] = {
    "organization": _table(
        "organizations.csv",
        "name description email website legal_status uri parent_organization_id",
        "name description",
        f"phones=phone.organization_id {_OWNED}",
    ),
    "service": _table(
        "services.csv",
        "organization_id name description url email status interpretation_services "
        "application_process fees_description eligibility_description assured_date:date "
        "last_modified:datetime",
        "organization_id name status",
        "phones=phone.service_id schedules=schedule.service_id "
        "service_areas=service_area.service_id "
        "service_at_locations=service_at_location.service_id languages=language.service_id "
        "funding=funding.service_id cost_options=cost_option.service_id "
        f"capacities=service_capacity.service_id {_OWNED}",
        "organization=organization.organization_id",
    ),
    "attribute": _table(
        "attributes.csv",
        "link_id taxonomy_term_id link_type link_entity value",
        "link_id taxonomy_term_id link_entity",
        one="taxonomy_term=taxonomy_term.taxonomy_term_id",
    ),
    "service_at_location": _table(
        "service_at_location.csv",
        "service_id location_id description",
        "service_id location_id",
        f"schedules=schedule.service_at_location_id {_OWNED}",
        "location=location.location_id",
    ),
    "location": _table(
        "locations.csv",
        "location_type name latitude:number longitude:number",
        "location_type",
        f"languages=language.location_id addresses=address.location_id {_OWNED}",
    ),
    "phone": _table("phones.csv", "service_id organization_id number type", "number"),
    "address": _table(
        "addresses.csv",
        "location_id address_1 city state_province postal_code country address_type",
        "address_1 city state_province postal_code country address_type",
    ),
    "schedule": _table(
        "schedules.csv",
        "service_id service_at_location_id valid_from:date valid_to:date dtstart:date "
        "timezone:number count:number wkst freq interval:number byday byweekno bymonthday "
        "description opens_at:time closes_at:time notes",
    ),
    "funding": _table("funding.csv", "service_id source"),
    "service_area": _table("service_areas.csv", "service_id name", many=_OWNED),
    "language": _table("languages.csv", "service_id location_id name code"),
    "taxonomy_term": _table(
        "taxonomy_terms.csv",
        "code name description taxonomy language taxonomy_id",
        "name description",
        one="taxonomy_detail=taxonomy.taxonomy_id",
    ),
    "metadata": _table(
        "metadata.csv",
        "resource_id resource_type last_action_date:date last_action_type field_name "
        "previous_value replacement_value updated_by",
        "resource_id resource_type last_action_date last_action_type field_name "
        "previous_value replacement_value updated_by",
    ),
    "cost_option": _table(
        "cost_options.csv", "service_id option currency amount:number", "service_id"
    ),
    "taxonomy": _table("taxonomies.csv", "name description", "name description"),
    "service_capacity": _table(
        "service_capacity.csv",
        "service_id unit_id available:number maximum:number updated:datetime",
        "service_id unit_id available updated",
        one="unit=unit.unit_id",
    ),
    "unit": _table("units.csv", "name identifier", "name"),
}
_ENTITY = {"link_id": "link_entity", "resource_id": "resource_type"}
"""Columns that point to any table → the column that says to which."""
_SHARED = frozenset({"organization", "taxonomy_term", "taxonomy", "unit"})
"""Tables whose rows belong to many; they stand once."""


def flattened(kind: str, document: Document) -> Iterator[tuple[str, Document]]:
    """Return the rows of a nested document, each with its table, those it points to first."""
    table, row = TABLES[kind], dict[str, Any]()
    for name, (other, column) in table.one.items():
        if name in document:
            row[column] = document[name]["id"]
            yield from flattened(other, document[name])
    row |= {name: document[name] for name in table.columns if name in document}
    yield kind, row
    for name, (other, column) in table.many.items():
        for child in document.get(name, ()):
            back = {column: document["id"]}
            if column in _ENTITY:
                back[_ENTITY[column]] = kind
            yield from flattened(other, child | back)


def nested(kind: str, tables: Tables) -> list[Document]:
    """Return the nested documents of a table; a row that points to nothing goes without it."""
    owned: dict[tuple[str, str], dict[str, list[Document]]] = {}
    for parent in TABLES.values():
        for other, column in parent.many.values():
            owned.setdefault((other, column), {})
    for (other, column), children in owned.items():
        for row in tables.get(other, {}).values():
            if row.get(column):
                children.setdefault(str(row[column]), []).append(row)
    return [_nest(kind, row, tables, owned) for row in tables.get(kind, {}).values()]


def _nest(
    kind: str,
    row: Document,
    tables: Tables,
    owned: Mapping[tuple[str, str], Mapping[str, Iterable[Document]]],
) -> Document:
    found = {name: value for name, value in row.items() if value not in (None, "")}
    table = TABLES[kind]
    for name, (other, column) in table.one.items():
        pointed = tables.get(other, {}).get(str(row.get(column) or ""))
        if pointed is not None:
            found[name] = _nest(other, pointed, tables, owned)
    for name, (other, column) in table.many.items():
        children = owned[other, column].get(str(row.get("id") or ""), ())
        mine = [child for child in children if child.get(_ENTITY.get(column, ""), kind) == kind]
        if mine:
            found[name] = [_nest(other, child, tables, owned) for child in mine]
    return found


def is_shared(kind: str) -> bool:
    return kind in _SHARED


def descriptor(*, title: str, license_address: str) -> Document:
    """Return `datapackage.json`."""
    return {
        "name": "human_services_data",
        "title": title,
        "profile": "tabular-data-package",
        "version": "3.1",
        **({"licenses": [{"path": license_address}]} if license_address else {}),
        "resources": [_resource(name, table) for name, table in TABLES.items()],
    }


def _resource(name: str, table: Table) -> Document:
    return {
        "name": name,
        "path": table.path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "profile": "tabular-data-resource",
        "schema": {
            "fields": [_field(column, kind, table) for column, kind in table.columns.items()],
            "primaryKey": "id",
            "foreignKeys": [
                {"fields": column, "reference": {"resource": other, "fields": "id"}}
                for column, other in _pointing(name, table)
            ],
        },
    }


def _field(column: str, kind: str, table: Table) -> Document:
    rules: Document = {"required": True} if column in table.required else {}
    if column == "id":
        rules["unique"] = True
    return {"name": column, "type": kind} | ({"constraints": rules} if rules else {})


def _pointing(name: str, table: Table) -> Iterator[tuple[str, str]]:
    yield from ((column, other) for other, column in table.one.values())
    for parent, other in TABLES.items():
        for target, column in other.many.values():
            if target == name and column not in _ENTITY:
                yield column, parent
