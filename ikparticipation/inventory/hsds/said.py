"""What the standard says of services and who provides them, in the terms of the inventory."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place of a service; `number` ties hours to it."""

    number: int
    address: str = ""
    """As it was written, on one line."""
    ags: str = ""
    longitude: float | None = None
    latitude: float | None = None
    languages: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Hours:
    """One rule of RFC 5545; minutes since midnight, German time."""

    rrule: str
    opens: int
    closes: int
    number: int | None = None
    """Of the place; None: at all of them."""
    valid_from: date | None = None
    valid_until: date | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Provider:
    """An organisation. Texts are empty where nothing is known or nothing may be told."""

    id: UUID
    name: str
    description: str = ""
    kind: str = ""
    legal_form: str = ""
    ags: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""
    parent_id: UUID | None = None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Service:
    """An offer: catalogue keys and names of closed lists as they are stored."""

    id: UUID
    provider: Provider
    name: str
    confirmed_at: datetime | None
    """When it was confirmed or changed last; None: a file does not tell."""
    assured: bool = True
    """Its organisation said so; a file that was only changed that day does not say that."""
    status: str = "active"
    description: str = ""
    kind: str = ""
    access: str = ""
    costs: str = ""
    hours_text: str = ""
    places_text: str = ""
    languages_note: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    formats: tuple[str, ...] = ()
    funding: tuple[str, ...] = ()
    funding_until: date | None = None
    capacity: int | None = None
    capacity_available: int | None = None
    capacity_unit: str = ""
    county_wide: bool = False
    municipalities: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    hours: tuple[Hours, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Town:
    """A municipality."""

    name: str
    postcode: str


@dataclass(frozen=True, kw_only=True)
class Names:
    """The words behind the keys, in German, and where the site is."""

    site: str
    """Scheme and host, without a slash at the end."""
    county: str
    towns: Mapping[str, Town]
    """AGS → municipality."""
    lists: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Taxonomy (`taxonomies.TAXONOMIES`) → key → word; that of municipalities is made of them."""

    def __post_init__(self) -> None:
        towns = {ags: town.name for ags, town in self.towns.items()}
        object.__setattr__(self, "lists", {**self.lists, "municipality": towns})
