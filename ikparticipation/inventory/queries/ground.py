"""What derivation knows of the county: its municipalities at a time, and how things are called."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import JSON, cast, literal, null, select, union_all
from sqlalchemy.orm import Session

from ikparticipation.catalogue.models import Language, Municipality
from ikparticipation.db import UTCDateTime, rows
from ikparticipation.inventory.whereabouts import Gazetteer
from ikparticipation.text import SOURCE_LANGUAGE

_GROUND = union_all(
    select(
        literal(Municipality.__tablename__),
        Municipality.ags,
        Municipality.name,
        cast(null(), JSON),
        Municipality.retired_at,
    ),
    select(
        literal(Language.__tablename__),
        Language.key,
        literal(""),
        Language.names,
        cast(null(), UTCDateTime()),
    ),
)
"""Put together once: that costs more than running it."""


@dataclass(frozen=True)
class Ground:
    towns: tuple[tuple[str, datetime | None], ...]
    """AGS and when it was given up, in the order of the AGS."""
    gazetteer: Gazetteer

    def municipalities(self, at: datetime) -> tuple[str, ...]:
        """Return the AGS that the county had when something was said, in their order."""
        return tuple(ags for ags, retired in self.towns if retired is None or retired > at)


def ground(session: Session) -> Ground:
    """Return what is known of the county, by one statement."""
    found = sorted(rows(session, _GROUND), key=lambda row: row[1])
    towns = [row for row in found if row[0] == Municipality.__tablename__]
    tongues = [row for row in found if row[0] == Language.__tablename__]
    return Ground(
        tuple((ags, retired) for _, ags, _, _, retired in towns),
        _gazetteer(
            tuple((ags, name) for _, ags, name, *_ in towns),
            tuple((key, names[SOURCE_LANGUAGE]) for _, key, _, names, _ in tongues),
        ),
    )


@lru_cache(maxsize=8)
def _gazetteer(
    municipalities: tuple[tuple[str, str], ...], languages: tuple[tuple[str, str], ...]
) -> Gazetteer:
    return Gazetteer(dict(municipalities), dict(languages))
