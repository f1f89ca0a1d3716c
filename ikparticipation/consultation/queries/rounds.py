"""Which versions are open for comments, and which could be opened."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, exists, func, select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.consultation.models import Comment, Round, RoundInvitation
from ikparticipation.consultation.queries.visible import (
    IS_PUBLISHED,
    Audience,
    audience_of,
    reading,
    round_visible_to,
)
from ikparticipation.db import AnyRow, rows
from ikparticipation.drafts.models import Document, Version

_COMMENTS = (
    select(func.count())
    .select_from(Comment)
    .where(Comment.round_id == Round.id, IS_PUBLISHED, Comment.parent_id.is_(None))
    .correlate(Round)
    .scalar_subquery()
    .label("comments")
)
_INVITED = (
    select(func.count(RoundInvitation.id))
    .where(RoundInvitation.round_id == Round.id)
    .correlate(Round)
    .scalar_subquery()
    .label("invited")
)


@cache
def _open_rounds(audience: Audience, *, counted: bool) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Round.id,
            Round.opens_at,
            Round.closes_at,
            Document.slug,
            Version.number,
            Version.title,
            _COMMENTS if counted else Round.stamp,
        )
        .join(Version, Version.id == Round.version_id)
        .join(Document, Document.id == Version.document_id)
        .where(
            Round.opens_at <= bindparam("at"),
            Round.closes_at > bindparam("at"),
            round_visible_to(audience),
        )
        .order_by(Round.closes_at, Round.id)
    )


def open_rounds(
    session: Session, at: datetime, *, reader: User | None = None, counted: bool = True
) -> Sequence[AnyRow]:
    """Return what can be read and commented on now, the next to close first.

    With the number of its `comments`; not `counted`: with the `stamp` under which the caller
    keeps that number, because counting thousands takes longer than all the rest of a page.
    """
    return rows(session, _open_rounds(audience_of(reader), counted=counted), reading(reader, at))


@cache
def _published_in() -> Select[*tuple[Any, ...]]:
    return (
        select(Comment.round_id, func.count(Comment.id).label("comments"))
        .where(
            Comment.round_id.in_(bindparam("rounds", expanding=True)),
            IS_PUBLISHED,
            Comment.parent_id.is_(None),
        )
        .group_by(Comment.round_id)
    )


def published_in(session: Session, rounds: Iterable[UUID]) -> Mapping[UUID, int]:
    """Return how many comments of these rounds can be read, replies not counted; 0 is left out."""
    found = rows(session, _published_in(), {"rounds": list(rounds)})
    return {row.round_id: row.comments for row in found}


def all_rounds(session: Session) -> Sequence[AnyRow]:
    """Return every round for staff, the last to close first."""
    query = (
        select(
            Round.id,
            Round.opens_at,
            Round.closes_at,
            Round.moderation,
            Round.circle,
            Round.sealed,
            _INVITED,
            Document.slug,
            Version.number,
            Version.title,
            _COMMENTS,
        )
        .join(Version, Version.id == Round.version_id)
        .join(Document, Document.id == Version.document_id)
        .order_by(Round.closes_at.desc(), Round.id)
    )
    return session.execute(query).all()


def versions_without_round(session: Session) -> Sequence[AnyRow]:
    """Return the newest version of each document, if it has no round yet."""
    newest = (
        select(Version.document_id, func.max(Version.number).label("number"))
        .group_by(Version.document_id)
        .subquery()
    )
    query = (
        select(Version.id, Version.title, Version.number, Version.published_at, Document.slug)
        .join(Document, Document.id == Version.document_id)
        .join(
            newest,
            (newest.c.document_id == Version.document_id) & (newest.c.number == Version.number),
        )
        .where(~exists().where(Round.version_id == Version.id))
        .order_by(Version.published_at.desc())
    )
    return session.execute(query).all()
