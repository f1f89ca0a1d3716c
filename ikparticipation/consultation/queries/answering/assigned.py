"""Who of the administration is to draft which answer, and by when."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.consultation.blackening import black_out
from ikparticipation.consultation.models import Assignment, Comment, CommentKind, Round
from ikparticipation.consultation.queries.answering.queue import (
    COUNTS,
    IS_DRAFT,
    NEEDS_ANSWER,
    counting,
    draft,
)
from ikparticipation.consultation.queries.visible import IS_PUBLISHED
from ikparticipation.db import AnyRow
from ikparticipation.drafts.models import Passage, Version
from ikparticipation.organisations.models import Kind, Membership, Organisation

DRAFTING = (Kind.FACHDIENST, Kind.BEHOERDE)
"""Organisations that belong to the administration: only they are asked to draft answers."""


def offices(session: Session) -> Sequence[AnyRow]:
    """Return `id` and `name` of the organisations that can be asked to draft answers."""
    query = (
        select(Organisation.id, Organisation.name)
        .where(Organisation.kind.in_(DRAFTING))
        .order_by(Organisation.sort_key)
    )
    return session.execute(query).all()


def assignment_of(session: Session, comment_id: UUID) -> AnyRow | None:
    """Return who is to draft the answer: `organisation_id`, `organisation`, `due_on`, `note`."""
    query = (
        select(
            Assignment.organisation_id,
            Organisation.name.label("organisation"),
            Assignment.due_on,
            Assignment.note,
            Assignment.assigned_at,
        )
        .join(Organisation, Organisation.id == Assignment.organisation_id)
        .where(Assignment.comment_id == comment_id)
    )
    return session.execute(query).one_or_none()


def _is_for(user: User) -> ColumnElement[bool]:
    mine = select(Membership.organisation_id).where(Membership.user_id == user.id)
    return Assignment.organisation_id.in_(mine)


def assigned_among(session: Session, user: User, comment_ids: Collection[UUID]) -> set[UUID]:
    """Return which of these comments were given to a person to answer, for their organisation."""
    query = select(Assignment.comment_id).where(
        Assignment.comment_id.in_(comment_ids), _is_for(user)
    )
    return set(session.scalars(query))


def is_assigned(session: Session, user: User, comment_id: UUID) -> bool:
    """Tell whether a person is to draft the answer to this comment, for their organisation.

    Only while it is published: an office does not read what was declined or withdrawn.
    """
    query = (
        select(Assignment.id)
        .join(Comment, Comment.id == Assignment.comment_id)
        .where(Comment.id == comment_id, _is_for(user), IS_PUBLISHED)
    )
    return session.scalar(query) is not None


class Assigned(NamedTuple):
    """A comment whose answer an office is asked to draft."""

    id: UUID
    text: str
    """As everybody reads it, with personal data blackened."""
    kind: CommentKind
    due_on: date
    note: str
    office: str
    title: str
    number: int
    position: int | None
    is_drafted: bool


def assigned_to(session: Session, user: User, *, limit: int = 100) -> list[Assigned]:
    """Return the comments whose answers this person is asked to draft, the first due first.

    As long as no final answer is released.
    """
    query = (
        select(
            Comment.id,
            Comment.text,
            Comment.blackened,
            Comment.kind,
            Assignment.due_on,
            Assignment.note,
            Organisation.name.label("office"),
            Version.title,
            Version.number,
            Passage.position,
            draft.id.is_not(None).label("is_drafted"),
        )
        .select_from(Assignment)
        .join(Comment, Comment.id == Assignment.comment_id)
        .join(Round, Round.id == Comment.round_id)
        .join(Version, Version.id == Round.version_id)
        .join(Organisation, Organisation.id == Assignment.organisation_id)
        .outerjoin(Passage, Passage.id == Comment.passage_id)
        .outerjoin(draft, IS_DRAFT)
        .outerjoin(counting, COUNTS)
        .where(_is_for(user), NEEDS_ANSWER)
        .order_by(Assignment.due_on, Version.number, Passage.position, Comment.id)
        .limit(limit)
    )
    return [
        Assigned(row.id, black_out(row.text, row.blackened), *row[3:])
        for row in session.execute(query)
    ]
