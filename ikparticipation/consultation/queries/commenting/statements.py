"""What organisations draft together, and what they have released."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from ikparticipation.accounts.models import User
from ikparticipation.consultation.models import Comment, CommentStatus, Round, Statement
from ikparticipation.consultation.queries.visible import PROPOSED, WORDS
from ikparticipation.db import AnyRow
from ikparticipation.drafts.models import Document, Passage, Version
from ikparticipation.organisations.models import Membership, Organisation

_IS_DRAFT = Comment.status == CommentStatus.DRAFT


def _lines() -> Select[*tuple[Any, ...]]:
    """Return what lists of an organisation's comments have: words, place, author."""
    last = aliased(Passage)
    return (
        select(
            Comment.id,
            Comment.organisation_id,
            Comment.kind,
            WORDS,
            PROPOSED,
            Comment.quote,
            Comment.status,
            Comment.submitted_at,
            Comment.receipt_code,
            Comment.version,
            Comment.parent_id,
            User.name.label("author"),
            Passage.key,
            Passage.position,
            last.position.label("end_position"),
        )
        .join(User, User.id == Comment.author_id)
        .outerjoin(Passage, Passage.id == Comment.passage_id)
        .outerjoin(last, last.id == Comment.end_passage_id)
        .order_by(Passage.position, Comment.start, Comment.submitted_at, Comment.id)
    )


def drafts_of(
    session: Session, round_id: UUID, organisation_ids: Sequence[UUID]
) -> Sequence[AnyRow]:
    """Return what these organisations have drafted in a round, in the order of the text."""
    query = _lines().where(
        Comment.round_id == round_id, Comment.organisation_id.in_(organisation_ids), _IS_DRAFT
    )
    return session.execute(query).all()


def comments_in(session: Session, statement_id: UUID) -> Sequence[AnyRow]:
    """Return the comments of a statement, in the order of the text."""
    return session.execute(_lines().where(Comment.statement_id == statement_id)).all()


def statements_in(
    session: Session, round_id: UUID, organisation_ids: Sequence[UUID]
) -> Sequence[AnyRow]:
    """Return what these organisations have released in a round, newest first."""
    query = (
        select(
            Statement.id,
            Statement.organisation_id,
            Statement.released_at,
            Statement.receipt_code,
            func.count(Comment.id).label("comments"),
        )
        .outerjoin(Comment, Comment.statement_id == Statement.id)
        .where(Statement.round_id == round_id, Statement.organisation_id.in_(organisation_ids))
        .group_by(
            Statement.id,
            Statement.organisation_id,
            Statement.released_at,
            Statement.receipt_code,
        )
        .order_by(Statement.released_at.desc())
    )
    return session.execute(query).all()


def unreleased_drafts(session: Session, user: User, at: datetime) -> Sequence[AnyRow]:
    """Return where drafts of this person's organisations wait while the round is open.

    `round_id`, `closes_at`, `title`, `number`, `slug`, `organisation`, `role` of the person in it
    and `drafts`; the round that closes first stands first. For "Meine Aufgaben".
    """
    query = (
        select(
            Round.id.label("round_id"),
            Round.closes_at,
            Version.title,
            Version.number,
            Document.slug,
            Organisation.name.label("organisation"),
            Membership.role,
            func.count(Comment.id).label("drafts"),
        )
        .select_from(Membership)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .join(Comment, Comment.organisation_id == Organisation.id)
        .join(Round, Round.id == Comment.round_id)
        .join(Version, Version.id == Round.version_id)
        .join(Document, Document.id == Version.document_id)
        .where(Membership.user_id == user.id, _IS_DRAFT, Round.opens_at <= at, Round.closes_at > at)
        .group_by(
            Round.id,
            Round.closes_at,
            Version.title,
            Version.number,
            Document.slug,
            Organisation.id,
            Organisation.name,
            Membership.role,
        )
        .order_by(Round.closes_at, Organisation.name)
    )
    return session.execute(query).all()
