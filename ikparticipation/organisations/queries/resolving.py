"""Whom a written name means: a function of the register and of what persons decided, no more."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import BindParameter, bindparam, func, literal, select, union_all
from sqlalchemy.orm import Session, aliased

from ikparticipation.db import AnyRow
from ikparticipation.organisations.models import (
    NameDecision,
    Organisation,
    OrganisationName,
    Outcome,
)
from ikparticipation.organisations.names import normalise

_DECIDED, _NAME, _OTHER = "decided", "name", "other"
_normal: BindParameter[Sequence[str]] = bindparam("normal", expanding=True)
_meant = aliased(Organisation)
_entry = func.coalesce(_meant.merged_into_id, _meant.id)
"""A merged entry answers as the one it was merged into."""

_KNOWN = union_all(
    select(
        literal(_DECIDED).label("how"),
        NameDecision.normal_name,
        literal("").label("name"),
        _entry.label("organisation_id"),
    )
    .outerjoin(_meant, _meant.id == NameDecision.organisation_id)
    .where(
        NameDecision.undone_at.is_(None),
        NameDecision.outcome != Outcome.APART,
        NameDecision.normal_name.in_(_normal),
    ),
    select(literal(_NAME), _meant.normal_name, _meant.name, _entry).where(
        _meant.normal_name.in_(_normal)
    ),
    select(literal(_OTHER), OrganisationName.normal_name, OrganisationName.name, _entry)
    .join(_meant, _meant.id == OrganisationName.organisation_id)
    .where(OrganisationName.normal_name.in_(_normal)),
)
"""Put together once: that costs more than running it."""


def resolve(session: Session, names: Iterable[str]) -> dict[str, UUID]:
    """Return which written names mean one organisation of the register; others are left out.

    In this order: what a person decided about the name (that it is nobody, too); the one
    organisation that is called exactly so; the one that has it, in any spelling
    (`names.normalise`), as its name or as another name. What several share stays open.
    """
    plain = {name: normalise(name) for name in names}
    wanted = sorted({name for name in plain.values() if name})
    if not wanted:
        return {}
    known: dict[str, list[AnyRow]] = defaultdict(list)
    for row in session.execute(_KNOWN, {"normal": wanted}):
        known[row.normal_name].append(row)
    meant = {name: _one(name, known[normal]) for name, normal in plain.items() if normal}
    return {name: organisation_id for name, organisation_id in meant.items() if organisation_id}


def _one(name: str, known: Sequence[AnyRow]) -> UUID | None:
    decided: list[UUID | None] = [row.organisation_id for row in known if row.how == _DECIDED]
    if decided:
        return decided[0]
    exactly: set[UUID] = {
        row.organisation_id for row in known if row.how == _NAME and row.name == name
    }
    spelled: set[UUID] = {row.organisation_id for row in known}
    for found in (exactly, spelled):
        if len(found) == 1:
            return next(iter(found))
    return None
