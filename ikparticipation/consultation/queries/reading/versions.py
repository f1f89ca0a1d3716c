"""Published versions and their rounds, as the public pages show them.

Statements of the most visited pages are put together once: that costs more than running them.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, exists, func, select
from sqlalchemy.orm import Session, contains_eager, load_only

from ikparticipation.accounts.models import User
from ikparticipation.consultation.models import Comment, Disposition, Round
from ikparticipation.consultation.queries.visible import (
    IS_ANSWERED,
    IS_PUBLISHED,
    Audience,
    audience_of,
    reading,
    round_visible_to,
    takes_part,
)
from ikparticipation.db import AnyRow, rows
from ikparticipation.drafts.models import Decision, Document, Passage, Translation, Version


def published_versions(session: Session, *, reader: User | None = None) -> Sequence[AnyRow]:
    """Return the versions this reader may see, with figures: documents by title, newest first.

    `comments` counts published comments, `answered` those with a released answer.
    """
    figures = (
        select(
            Comment.round_id,
            func.count(Comment.id).label("comments"),
            func.count(Disposition.id).label("answered"),
        )
        .outerjoin(Disposition, IS_ANSWERED)
        .where(IS_PUBLISHED, Comment.parent_id.is_(None))
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
            Decision.decided_on,
            func.coalesce(figures.c.comments, 0).label("comments"),
            func.coalesce(figures.c.answered, 0).label("answered"),
        )
        .join(Document, Document.id == Version.document_id)
        .outerjoin(Round, Round.version_id == Version.id)
        .outerjoin(figures, figures.c.round_id == Round.id)
        .outerjoin(Decision, Decision.version_id == Version.id)
        .where(round_visible_to(audience_of(reader)))
        .order_by(Document.title, Document.id, Version.number.desc())
    )
    return session.execute(query, reading(reader)).all()


@cache
def _versions_of(audience: Audience) -> Select[*tuple[Any, ...]]:
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
            Round.circle,
            Round.sealed,
            Round.stamp,
            takes_part(audience).label("takes_part"),
            Decision.body.label("decided_by"),
            Decision.decided_on,
            Decision.reference,
            exists()
            .where(Passage.version_id == Version.id, Translation.passage_id == Passage.id)
            .label("is_translated"),
        )
        .join(Document, Document.id == Version.document_id)
        .outerjoin(Round, Round.version_id == Version.id)
        .outerjoin(Decision, Decision.version_id == Version.id)
        .where(Document.slug == bindparam("slug"), round_visible_to(audience))
        .order_by(Version.number.desc())
    )


def versions_of(session: Session, slug: str, *, reader: User | None = None) -> Sequence[AnyRow]:
    """Return the versions of a document that this reader may see, with rounds, newest first.

    With the decision by which a version was adopted, if it was. `takes_part`: the reader acts for
    an organisation that may comment.
    """
    facts = {"slug": slug, **reading(reader)}
    return rows(session, _versions_of(audience_of(reader)), facts)


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
