"""The abbreviations by which names of organisations are compared: shipped, and the county's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.db import rows
from ikparticipation.organisations.models import Abbreviation
from ikparticipation.organisations.names import SHIPPED, Table
from ikparticipation.organisations.names.abbreviations import county_table
from ikparticipation.text import sort_key


class Use(StrEnum):
    """What became of an abbreviation here."""

    SHIPPED = "shipped"
    CHANGED = "changed"
    """Shipped with another meaning."""
    OFF = "off"
    OWN = "own"


@dataclass(frozen=True)
class Line:
    """One abbreviation as the page lists it; `meaning` is what counts here and now."""

    short: str
    meaning: str
    shipped: str
    """Its shipped meaning; empty: the county's own."""
    use: Use
    changed_at: datetime | None = None
    changed_by: str = ""


def names_table(session: Session) -> Table:
    """Return the table with which names are read here: one small statement.

    It is the same object as long as no abbreviation changes, so what was made with it can be kept.
    """
    query = select(Abbreviation.short, Abbreviation.meaning).order_by(Abbreviation.short)
    return county_table(tuple((row.short, row.meaning) for row in rows(session, query)))


def abbreviations(session: Session) -> Sequence[Line]:
    """Return all that are known, also those switched off, A to Z."""
    query = select(Abbreviation, User.name).join(User, User.id == Abbreviation.changed_by_id)
    own = {entry.short: (entry, name) for entry, name in session.execute(query)}
    lines = [
        Line(short, meaning, meaning, Use.SHIPPED)
        for short, meaning in SHIPPED.short.items()
        if short not in own
    ]
    for entry, name in own.values():
        shipped = SHIPPED.short.get(entry.short, "")
        use = Use.OFF if not entry.meaning else Use.CHANGED if shipped else Use.OWN
        meaning = entry.meaning or shipped
        lines.append(Line(entry.short, meaning, shipped, use, entry.changed_at, name))
    return sorted(lines, key=lambda line: sort_key(line.short))
