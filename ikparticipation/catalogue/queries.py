"""What there is to choose from, as light rows in the order of the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from sqlalchemy import JSON, cast, literal, null, select, union_all
from sqlalchemy.orm import Session

from ikparticipation.catalogue.models import (
    FieldOfAction,
    Language,
    Municipality,
    TargetGroup,
    Unit,
)
from ikparticipation.text import SOURCE_LANGUAGE, pick

_LISTS = (FieldOfAction, Language, TargetGroup, Unit)


@dataclass(frozen=True)
class Choice:
    """One entry of a list. `key` is what is stored elsewhere: the key, or the AGS."""

    key: str
    names: Mapping[str, str]
    retired: bool = False

    def name(self, language: str) -> str:
        return pick(self.names, language)


@dataclass(frozen=True)
class Catalogue:
    """All lists, key → entry, in the order of the page, with what is retired.

    Old answers need the retired ones' names; a form shows `offered(…)`.
    """

    fields: Mapping[str, Choice]
    languages: Mapping[str, Choice]
    target_groups: Mapping[str, Choice]
    units: Mapping[str, Choice]
    municipalities: Mapping[str, Choice]


@dataclass(frozen=True)
class MunicipalityRow:
    ags: str
    name: str
    association: str
    """Verbandsgemeinde, or empty."""
    population: int
    area_km2: float
    postcode: str


def offered(entries: Mapping[str, Choice]) -> list[Choice]:
    """Return what a form lets people choose today."""
    return [entry for entry in entries.values() if not entry.retired]


_ENTRIES = union_all(
    *(
        select(
            literal(kind.__tablename__),
            kind.key,
            kind.names,
            literal(""),
            kind.retired_at.is_not(None),
            kind.position,
            literal(""),
        )
        for kind in _LISTS
    ),
    select(
        literal(Municipality.__tablename__),
        Municipality.ags,
        cast(null(), JSON),
        Municipality.name,
        Municipality.retired_at.is_not(None),
        literal(0),
        Municipality.sort_key,
    ),
)
"""Put together once: that costs more than running it."""


def catalogue(session: Session) -> Catalogue:
    """Return all lists by one statement."""
    lists: dict[str, list[tuple[tuple[int, str], Choice]]] = {}
    for kind, key, names, name, retired, *place in session.execute(_ENTRIES):
        choice = Choice(key, names or {SOURCE_LANGUAGE: name}, bool(retired))
        lists.setdefault(kind, []).append((tuple(place), choice))

    def ordered(name: str) -> dict[str, Choice]:
        entries = sorted(lists.get(name, []), key=itemgetter(0))
        return {choice.key: choice for _, choice in entries}

    return Catalogue(
        fields=ordered(FieldOfAction.__tablename__),
        languages=ordered(Language.__tablename__),
        target_groups=ordered(TargetGroup.__tablename__),
        units=ordered(Unit.__tablename__),
        municipalities=ordered(Municipality.__tablename__),
    )


def fields(session: Session) -> list[Choice]:
    return _current(session, FieldOfAction)


def languages(session: Session) -> list[Choice]:
    return _current(session, Language)


def target_groups(session: Session) -> list[Choice]:
    return _current(session, TargetGroup)


def units(session: Session) -> list[Choice]:
    return _current(session, Unit)


def municipalities(session: Session) -> Sequence[MunicipalityRow]:
    """Return the municipalities of today, A to Z as German reads."""
    columns = (
        Municipality.ags,
        Municipality.name,
        Municipality.association,
        Municipality.population,
        Municipality.area_km2,
        Municipality.postcode,
    )
    query = select(Municipality.sort_key, *columns).where(Municipality.retired_at.is_(None))
    rows = sorted(session.execute(query), key=itemgetter(0))
    return [MunicipalityRow(*row[1:]) for row in rows]


def _current(
    session: Session, kind: type[FieldOfAction | Language | TargetGroup | Unit]
) -> list[Choice]:
    query = (
        select(kind.key, kind.names)
        .where(kind.retired_at.is_(None))
        .order_by(kind.position, kind.key)
    )
    return [Choice(key, names) for key, names in session.execute(query)]
