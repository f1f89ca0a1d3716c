"""Which documents, versions and passages there are."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.db import AnyRow
from ikparticipation.drafts.models import Decision, Document, Passage, Version


def documents(session: Session) -> Sequence[AnyRow]:
    """Return all documents for staff, last saved first, each with its newest version.

    `is_changed`: the working text differs from the newest version; true without one.
    `decided_by` and `decided_on` tell who adopted the newest version; None if nobody has.
    """
    newest = (
        select(Version.document_id, func.max(Version.number).label("number"))
        .group_by(Version.document_id)
        .subquery()
    )
    query = (
        select(
            Document.id,
            Document.slug,
            Document.kind,
            Document.title,
            Document.saved_at,
            User.name.label("saved_by"),
            Version.id.label("version_id"),
            Version.number,
            Version.published_at,
            (Version.source.is_distinct_from(Document.working_text)).label("is_changed"),
            (Document.working_text == "").label("is_empty"),
            Decision.body.label("decided_by"),
            Decision.decided_on,
        )
        .join(User, User.id == Document.saved_by_id)
        .outerjoin(newest, newest.c.document_id == Document.id)
        .outerjoin(
            Version, (Version.document_id == Document.id) & (Version.number == newest.c.number)
        )
        .outerjoin(Decision, Decision.version_id == Version.id)
        .order_by(Document.saved_at.desc())
    )
    return session.execute(query).all()


def latest_version(session: Session, document: Document) -> Version | None:
    return session.scalar(
        select(Version)
        .where(Version.document_id == document.id)
        .order_by(Version.number.desc())
        .limit(1)
    )


def passages_of(session: Session, version_id: UUID) -> Sequence[AnyRow]:
    """Return the passages of a version in the order of the text."""
    query = (
        select(
            Passage.id,
            Passage.position,
            Passage.key,
            Passage.kind,
            Passage.level,
            Passage.marker,
            Passage.text,
            Passage.html,
        )
        .where(Passage.version_id == version_id)
        .order_by(Passage.position)
    )
    return session.execute(query).all()


def used_keys(session: Session, document: Document) -> Sequence[str]:
    """Return every key that a passage of the document has ever had."""
    return session.scalars(
        select(Passage.key)
        .join(Passage.version)
        .where(Version.document_id == document.id)
        .distinct()
    ).all()
