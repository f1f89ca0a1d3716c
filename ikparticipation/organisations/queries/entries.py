"""One entry of the register with all that belongs to it, and where each part comes from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import JSON, Text, cast, func, literal, null, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.catalogue.models import FieldOfAction, Municipality
from ikparticipation.db import AnyRow
from ikparticipation.organisations.models import (
    Kind,
    NameKind,
    Organisation,
    OrganisationField,
    OrganisationName,
    OrganisationStatus,
)
from ikparticipation.organisations.names import normalise
from ikparticipation.organisations.queries.register import Rows
from ikparticipation.text import pick

MOST_EVENTS = 50
MOST_BODIES = 500
"""Offered while one types the name of an umbrella body; any other name may be typed as well."""


@dataclass(frozen=True)
class Entered:
    """An organisation with the names of what its columns point to; empty: to nothing."""

    organisation: Organisation
    place: str
    umbrella: str
    merged_into: str
    origin_person: str


def entered(session: Session, organisation_id: UUID) -> Entered | None:
    umbrella, kept = aliased(Organisation), aliased(Organisation)
    query = (
        select(
            Organisation,
            func.coalesce(Municipality.name, ""),
            func.coalesce(umbrella.name, ""),
            func.coalesce(kept.name, ""),
            func.coalesce(User.name, ""),
        )
        .outerjoin(Municipality, Municipality.ags == Organisation.ags)
        .outerjoin(umbrella, umbrella.id == Organisation.umbrella_id)
        .outerjoin(kept, kept.id == Organisation.merged_into_id)
        .outerjoin(User, User.id == Organisation.origin_person_id)
        .where(Organisation.id == organisation_id)
    )
    row = session.execute(query).first()
    return Entered(*row) if row else None


def standing_of(session: Session, ids: Iterable[UUID]) -> dict[UUID, AnyRow]:
    """Return `place` and `umbrella` (names, or None) of these organisations by id."""
    above = aliased(Organisation)
    query = (
        select(Organisation.id, Municipality.name.label("place"), above.name.label("umbrella"))
        .outerjoin(Municipality, Municipality.ags == Organisation.ags)
        .outerjoin(above, above.id == Organisation.umbrella_id)
        .where(Organisation.id.in_(list(ids)))
    )
    return {row.id: row for row in session.execute(query)}


def fields_of(session: Session, organisation_id: UUID) -> set[str]:
    """Return the keys of the fields of action in which the organisation works."""
    query = select(OrganisationField.field).where(
        OrganisationField.organisation_id == organisation_id
    )
    return set(session.scalars(query))


def field_names(session: Session, ids: Iterable[UUID], language: str) -> dict[UUID, list[str]]:
    """Return the fields of action of these organisations in words, in the order of the list."""
    query = (
        select(OrganisationField.organisation_id, FieldOfAction.names)
        .join(FieldOfAction, FieldOfAction.key == OrganisationField.field)
        .where(OrganisationField.organisation_id.in_(list(ids)))
        .order_by(FieldOfAction.position)
    )
    found: dict[UUID, list[str]] = {}
    for organisation_id, names in session.execute(query):
        found.setdefault(organisation_id, []).append(pick(names, language))
    return found


def other_names(session: Session, ids: Iterable[UUID]) -> Rows:
    """Return the other names of these organisations, the newest first.

    `id`, `organisation_id`, `name`, `kind`, `added_at`, `file`, `reason`, `person`.
    """
    query = (
        select(
            OrganisationName.id,
            OrganisationName.organisation_id,
            OrganisationName.name,
            OrganisationName.kind,
            OrganisationName.added_at,
            OrganisationName.file,
            OrganisationName.reason,
            User.name.label("person"),
        )
        .outerjoin(User, User.id == OrganisationName.person_id)
        .where(OrganisationName.organisation_id.in_(list(ids)))
        .order_by(OrganisationName.added_at.desc(), OrganisationName.normal_name)
    )
    return session.execute(query).all()


@dataclass(frozen=True)
class Name:
    name: str
    kind: NameKind


def names_and_fields(
    session: Session, organisation_id: UUID, language: str
) -> tuple[list[Name], list[str]]:
    """Return the other names of an organisation and its fields of action, by one statement."""
    names = select(
        OrganisationName.name,
        cast(OrganisationName.kind, Text).label("kind"),
        cast(null(), JSON).label("names"),
        literal(0).label("position"),
    ).where(OrganisationName.organisation_id == organisation_id)
    fields = (
        select(literal(""), literal(""), FieldOfAction.names, FieldOfAction.position)
        .join(OrganisationField, OrganisationField.field == FieldOfAction.key)
        .where(OrganisationField.organisation_id == organisation_id)
    )
    found = sorted(
        session.execute(union_all(names, fields)), key=lambda row: (row.position, row.name)
    )
    return (
        [Name(row.name, NameKind(row.kind)) for row in found if row.kind],
        [pick(row.names, language) for row in found if not row.kind],
    )


def belonging_to(session: Session, umbrella_id: UUID) -> Rows:
    """Return the bodies that belong to this one directly: `id`, `name`, `level`, `place`, `status`.

    A to Z.
    """
    query = (
        select(
            Organisation.id,
            Organisation.name,
            Organisation.level,
            Organisation.status,
            Municipality.name.label("place"),
        )
        .outerjoin(Municipality, Municipality.ags == Organisation.ags)
        .where(Organisation.umbrella_id == umbrella_id)
        .order_by(Organisation.sort_key)
    )
    return session.execute(query).all()


def umbrellas(session: Session) -> Rows:
    """Return `id` and `name` of all to which somebody belongs, A to Z."""
    above = select(Organisation.umbrella_id).where(Organisation.umbrella_id.is_not(None))
    query = (
        select(Organisation.id, Organisation.name)
        .where(Organisation.id.in_(above))
        .order_by(Organisation.sort_key)
    )
    return session.execute(query).all()


def bodies(session: Session) -> Sequence[str]:
    """Return the names of those that may well be an umbrella body, A to Z."""
    query = (
        select(Organisation.name)
        .where(
            or_(Organisation.kind == Kind.VERBAND, Organisation.level.is_not(None)),
            Organisation.status != OrganisationStatus.MERGED,
        )
        .order_by(Organisation.sort_key)
        .limit(MOST_BODIES)
    )
    return session.scalars(query).all()


def meant_by(session: Session, name: str) -> Rows:
    """Return whom a person means who types this name: `id` and `name`.

    One that has exactly this name, else all that have it in another spelling or as another name.
    """
    normal_name = normalise(name)
    other = select(OrganisationName.organisation_id).where(
        OrganisationName.normal_name == normal_name
    )
    query = (
        select(Organisation.id, Organisation.name)
        .where(
            or_(Organisation.normal_name == normal_name, Organisation.id.in_(other)),
            Organisation.status != OrganisationStatus.MERGED,
        )
        .order_by(Organisation.sort_key)
    )
    found = session.execute(query).all()
    return [row for row in found if row.name == name.strip()] or found


def history_of(session: Session, subject_id: UUID, actions: Iterable[Action]) -> Rows:
    """Return what happened to the entry, the newest first: `at`, `action`, `facts`, `person`."""
    query = (
        select(AuditEvent.at, AuditEvent.action, AuditEvent.facts, User.name.label("person"))
        .outerjoin(User, User.id == AuditEvent.actor_id)
        .where(AuditEvent.subject_id == subject_id, AuditEvent.action.in_(list(actions)))
        .order_by(AuditEvent.at.desc(), AuditEvent.id)
        .limit(MOST_EVENTS)
    )
    return session.execute(query).all()
