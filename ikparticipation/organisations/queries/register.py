"""Who is in the register, and who acts for whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, bindparam, func, select
from sqlalchemy.orm import Session, joinedload

from ikparticipation.accounts.models import User
from ikparticipation.catalogue.models import Municipality
from ikparticipation.db import rows
from ikparticipation.organisations.models import Kind, Membership, Organisation
from ikparticipation.organisations.names import normalise
from ikparticipation.text import sort_key

PAGE = 50
MOST_WORDS = 8

Rows = Sequence[Row[*tuple[Any, ...]]]


@dataclass(frozen=True)
class Filter:
    """What the register is searched for; empty: everything."""

    words: str = ""
    kind: Kind | None = None
    ags: str = ""

    def conditions(self) -> list[ColumnElement[bool]]:
        words = sort_key(self.words).split()[:MOST_WORDS]
        found = [Organisation.sort_key.contains(word, autoescape=True) for word in words]
        if self.kind is not None:
            found.append(Organisation.kind == self.kind)
        if self.ags:
            found.append(Organisation.ags == self.ags)
        return found


@dataclass(frozen=True)
class RegisterPage:
    """Fifty organisations with `id`, `name`, `kind`, `place`, `public`, `example`, `members`."""

    rows: Rows
    total: int
    page: int
    pages: int


def register(session: Session, wanted: Filter, *, page: int) -> RegisterPage:
    """Return one page of the register, A to Z as German reads; past the end it is the last."""
    conditions = wanted.conditions()
    total = session.scalar(select(func.count(Organisation.id)).where(*conditions)) or 0
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    members = (
        select(func.count(Membership.id))
        .where(Membership.organisation_id == Organisation.id)
        .scalar_subquery()
    )
    query = (
        select(
            Organisation.id,
            Organisation.name,
            Organisation.kind,
            Municipality.name.label("place"),
            Organisation.public,
            Organisation.example,
            members.label("members"),
        )
        .outerjoin(Municipality, Municipality.ags == Organisation.ags)
        .where(*conditions)
        .order_by(Organisation.sort_key, Organisation.name)
        .offset((page - 1) * PAGE)
        .limit(PAGE)
    )
    return RegisterPage(session.execute(query).all(), total, page, pages)


def same_name(session: Session, name: str, *, besides: UUID | None = None) -> Rows:
    """Return organisations whose name differs only in spelling: `id`, `name`, `kind`, `place`."""
    query = (
        select(
            Organisation.id,
            Organisation.name,
            Organisation.kind,
            Municipality.name.label("place"),
        )
        .outerjoin(Municipality, Municipality.ags == Organisation.ags)
        .where(Organisation.normal_name == normalise(name))
        .order_by(Organisation.sort_key)
    )
    return [row for row in session.execute(query) if row.id != besides]


@cache
def _names() -> Select[*tuple[Any, ...]]:
    return (
        select(Organisation.id, Organisation.name)
        .where(Organisation.id.in_(bindparam("ids", expanding=True)))
        .order_by(Organisation.sort_key)
    )


def names(session: Session, ids: Iterable[UUID]) -> Rows:
    """Return `id` and `name` of these organisations, A to Z."""
    wanted = list(ids)
    return rows(session, _names(), {"ids": wanted}) if wanted else []


def places(session: Session, organisations: Iterable[Organisation]) -> dict[str | None, str]:
    """Return AGS → name of the municipalities in which these organisations sit."""
    wanted = {organisation.ags for organisation in organisations}
    found = session.execute(
        select(Municipality.ags, Municipality.name).where(Municipality.ags.in_(wanted))
    )
    return {row.ags: row.name for row in found}


def members(session: Session, organisation_ids: Iterable[UUID]) -> Rows:
    """Return who acts for these organisations, representatives first, then by name.

    `id` (of the membership), `organisation_id`, `user_id`, `name`, `email`, `role`, `since`,
    `signed_in_at`, `disabled_at`.
    """
    query = (
        select(
            Membership.id,
            Membership.organisation_id,
            Membership.user_id,
            User.name,
            User.email,
            Membership.role,
            Membership.since,
            User.signed_in_at,
            User.disabled_at,
        )
        .join(Membership.user)
        .where(Membership.organisation_id.in_(list(organisation_ids)))
        .order_by(Membership.role.desc(), User.name)
    )
    return session.execute(query).all()


def memberships(session: Session, user: User) -> Sequence[Membership]:
    """Return for whom this person acts, with the organisations, in order of their names."""
    found = session.scalars(_memberships_of(), {"user_id": user.id}).all()
    return sorted(found, key=lambda m: m.organisation.sort_key)


@cache
def _memberships_of() -> Select[Membership]:
    """Return the statement, put together once: that costs as much as running it."""
    return (
        select(Membership)
        .where(Membership.user_id == bindparam("user_id"))
        .options(joinedload(Membership.organisation, innerjoin=True))
    )


def membership_of(session: Session, user: User, organisation_id: UUID) -> Membership | None:
    return session.scalar(
        select(Membership)
        .where(Membership.user_id == user.id, Membership.organisation_id == organisation_id)
        .options(joinedload(Membership.organisation))
    )


def resolve(session: Session, names: Iterable[str]) -> dict[str, UUID]:
    """Return which names mean exactly one organisation of the register; others are left out.

    Names are compared by `normalise()`; a name that two organisations share stays open.
    """
    plain = {name: normalise(name) for name in names}
    wanted = {name for name in plain.values() if name}
    same = session.execute(
        select(Organisation.normal_name, Organisation.id).where(
            Organisation.normal_name.in_(wanted)
        )
    )
    found: dict[str, list[UUID]] = {}
    for normal_name, organisation_id in same:
        found.setdefault(normal_name, []).append(organisation_id)
    return {
        name: found[normal][0] for name, normal in plain.items() if len(found.get(normal, ())) == 1
    }
