"""Who is in the register, and who acts for whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Session, joinedload

from ikparticipation.accounts.models import User
from ikparticipation.catalogue.models import Municipality
from ikparticipation.db import rows
from ikparticipation.organisations.models import (
    Kind,
    Membership,
    Organisation,
    OrganisationField,
    OrganisationName,
    OrganisationStatus,
)
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
    field: str = ""
    umbrella_id: UUID | None = None
    status: OrganisationStatus | None = None
    """None: all that are entries of their own."""
    has_account: bool | None = None
    public: bool | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        found = named_like(self.words)
        for column, value in (
            (Organisation.kind, self.kind),
            (Organisation.ags, self.ags or None),
            (Organisation.umbrella_id, self.umbrella_id),
            (Organisation.status, self.status),
            (Organisation.public, self.public),
        ):
            if value is not None:
                found.append(column == value)
        if self.status is None:
            found.append(Organisation.status != OrganisationStatus.MERGED)
        if self.field:
            found.append(works_in(self.field))
        if self.has_account is not None:
            member = exists().where(Membership.organisation_id == Organisation.id)
            found.append(member if self.has_account else ~member)
        return found


def named_like(words: str) -> list[ColumnElement[bool]]:
    """Return conditions on `Organisation`: all words stand in its name, or in one other name.

    Other names are looked through as they are compared, so „e. V.“ is not found there.
    """
    typed = sort_key(words).split()[:MOST_WORDS]
    if not typed:
        return []
    own = and_(*(Organisation.sort_key.contains(word, autoescape=True) for word in typed))
    compared = normalise(words).split()[:MOST_WORDS]
    if not compared:
        return [own]
    other = exists().where(
        OrganisationName.organisation_id == Organisation.id,
        *(OrganisationName.normal_name.contains(word, autoescape=True) for word in compared),
    )
    return [or_(own, other)]


def works_in(field: str) -> ColumnElement[bool]:
    """Return the condition on `Organisation` that it works in this field of action."""
    return exists().where(
        OrganisationField.organisation_id == Organisation.id, OrganisationField.field == field
    )


@dataclass(frozen=True)
class RegisterPage:
    """Fifty organisations.

    `id`, `name`, `kind`, `place`, `public`, `example`, `status`, `level`, `members`.
    """

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
            Organisation.status,
            Organisation.level,
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
    """Return organisations with a name that differs only in spelling, present, former or short.

    `id`, `name`, `kind`, `place`.
    """
    normal_name = normalise(name)
    other = select(OrganisationName.organisation_id).where(
        OrganisationName.normal_name == normal_name
    )
    query = (
        select(
            Organisation.id,
            Organisation.name,
            Organisation.kind,
            Municipality.name.label("place"),
        )
        .outerjoin(Municipality, Municipality.ags == Organisation.ags)
        .where(or_(Organisation.normal_name == normal_name, Organisation.id.in_(other)))
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
