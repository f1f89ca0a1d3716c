"""The lists everybody chooses from. An entry is retired, never deleted: old answers keep it."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ikparticipation.db import Base
from ikparticipation.text import pick


class _Entry(Base):
    """One entry: a lasting key, a name in each language, a place in the list."""

    __abstract__ = True

    key: Mapped[str] = mapped_column(unique=True)
    names: Mapped[dict[str, str]]
    """Language → name, at least `de` and `en`."""
    position: Mapped[int]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)

    def name(self, language: str) -> str:
        return pick(self.names, language)


class FieldOfAction(_Entry):
    __tablename__ = "field_of_action"


class Language(_Entry):
    """`key` is the ISO 639-1 code."""

    __tablename__ = "language"

    own_name: Mapped[str]
    direction: Mapped[str] = mapped_column(default="ltr")


class TargetGroup(_Entry):
    __tablename__ = "target_group"


class Unit(_Entry):
    """A unit of the administration (Fachdienst)."""

    __tablename__ = "unit"


class Municipality(Base):
    """A municipality of the county, as of the territorial status its source names."""

    __tablename__ = "municipality"
    __table_args__ = (CheckConstraint("length(ags) = 8", "ags_has_8_digits"),)

    ags: Mapped[str] = mapped_column(unique=True)
    """Amtlicher Gemeindeschlüssel, 8 digits."""
    ars: Mapped[str] = mapped_column(unique=True)
    """Amtlicher Regionalschlüssel, 12 digits."""
    name: Mapped[str]
    """As people say it: „Haldensleben“."""
    official_name: Mapped[str]
    sort_key: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    association: Mapped[str]
    """Verbandsgemeinde; empty for a municipality that belongs to none."""
    population: Mapped[int]
    population_date: Mapped[datetime]
    """Stichtag of `population`."""
    area_km2: Mapped[float]
    postcode: Mapped[str]
    longitude: Mapped[float]
    latitude: Mapped[float]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)
