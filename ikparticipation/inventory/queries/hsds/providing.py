"""Organisations that agreed to be public."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ikparticipation.db import AnyRow
from ikparticipation.inventory.hsds.said import Provider
from ikparticipation.inventory.queries.hsds.rows import organisations, provider_of
from ikparticipation.inventory.queries.hsds.wanted import PUBLIC_PROVIDER, Wanted, providing
from ikparticipation.organisations.models import Organisation, OrganisationField


def count_providers(session: Session, words: str, wanted: Wanted) -> int:
    query = select(func.count(Organisation.id)).where(*providing(words, wanted))
    return session.scalar(query) or 0


def providers(
    session: Session, words: str, wanted: Wanted, *, limit: int, offset: int = 0
) -> list[Provider]:
    """Return public organisations, A to Z, with their fields of action."""
    query = organisations().where(*providing(words, wanted))
    return _with_fields(session, session.execute(query.limit(limit).offset(offset)).all())


def provider(session: Session, organisation_id: UUID) -> Provider | None:
    query = organisations().where(PUBLIC_PROVIDER, Organisation.id == organisation_id)
    found = _with_fields(session, session.execute(query).all())
    return found[0] if found else None


def _with_fields(session: Session, rows: Sequence[AnyRow]) -> list[Provider]:
    query = select(OrganisationField.organisation_id, OrganisationField.field).where(
        OrganisationField.organisation_id.in_([row.provider_id for row in rows])
    )
    fields: dict[UUID, list[str]] = defaultdict(list)
    for organisation_id, key in session.execute(query):
        fields[organisation_id].append(key)
    return [provider_of(row, fields[row.provider_id]) for row in rows]
