"""Published versions and their rounds, as the public pages show them.

Statements of the most visited pages are put together once: that costs more than running them.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session, contains_eager, load_only

from ikparticipation.consultation.models import Comment, Disposition, Round
from ikparticipation.consultation.queries.visible import IS_ANSWERED, IS_PUBLISHED
from ikparticipation.db import AnyRow, rows
from ikparticipation.drafts.models import Document, Passage, Version


def published_versions(session: Session) -> Sequence[AnyRow]:
    """Return all versions with their rounds and figures: documents by title, newest first.

    `comments` counts published comments, `answered` those with a released answer.
    """
    figures = (
        select(
            Comment.round_id,
            func.count(Comment.id).label("comments"),
            func.count(Disposition.id).label("answered"),
        )
        .outerjoin(Disposition, IS_ANSWERED)
        .where(IS_PUBLISHED)
        .group_by(Comment.round_id)
        .subquery()
    )
    query = (
        select(
            Version.id,
            Document.slug,
            Document.kind,
            Version.number,
            Version.title,
            Version.published_at,
            Round.id.label("round_id"),
            Round.opens_at,
            Round.closes_at,
            Round.moderation,
            func.coalesce(figures.c.comments, 0).label("comments"),
            func.coalesce(figures.c.answered, 0).label("answered"),
        )
        .join(Document, Document.id == Version.document_id)
        .outerjoin(Round, Round.version_id == Version.id)
        .outerjoin(figures, figures.c.round_id == Round.id)
        .order_by(Document.title, Document.id, Version.number.desc())
    )
    return session.execute(query).all()


@cache
def _versions_of() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Version.id,
            Document.slug,
            Version.number,
            Version.title,
            Version.published_at,
            Round.id.label("round_id"),
            Round.opens_at,
            Round.closes_at,
            Round.moderation,
        )
        .join(Document, Document.id == Version.document_id)
        .outerjoin(Round, Round.version_id == Version.id)
        .where(Document.slug == bindparam("slug"))
        .order_by(Version.number.desc())
    )


def versions_of(session: Session, slug: str) -> Sequence[AnyRow]:
    """Return all versions of a document with their rounds, newest first."""
    return rows(session, _versions_of(), {"slug": slug})


@cache
def _place_at() -> Select[Passage, Round]:
    return (
        select(Passage, Round)
        .join(Passage.version)
        .join(Version.document)
        .join(Round, Round.version_id == Version.id)
        .where(
            Document.slug == bindparam("slug"),
            Version.number == bindparam("number"),
            Passage.key == bindparam("key"),
        )
        .options(
            contains_eager(Passage.version)
            .contains_eager(Version.document)
            .options(load_only(Document.slug))
        )
    )


def place_at(session: Session, slug: str, number: int, key: str) -> tuple[Passage, Round] | None:
    """Return the passage at an address and the round it can be commented in.

    None also for a passage of a version that has no round.
    """
    address = {"slug": slug, "number": number, "key": key}
    found = session.execute(_place_at(), address).one_or_none()
    return (found[0], found[1]) if found else None
