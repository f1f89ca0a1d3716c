"""Comments that are answered together: those of a group, and those that could be one."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session, aliased

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.consultation import similar
from ikparticipation.consultation.blackening import black_out
from ikparticipation.consultation.models import (
    Comment,
    CommentGroup,
    CommentKind,
    CommentStatus,
    Round,
)
from ikparticipation.consultation.queries.visible import (
    IS_PUBLISHED,
    PROPOSED,
    WORDS,
    audience_of,
    reading,
    visible_to,
)
from ikparticipation.consultation.similar import Proposal, Said
from ikparticipation.db import AnyRow
from ikparticipation.drafts.models import Document, Passage, Version
from ikparticipation.organisations.models import Organisation

MOST_LISTED = 100
_IS_GROUPABLE = Comment.status.in_(
    [CommentStatus.SUBMITTED, CommentStatus.PUBLISHED]
) & Comment.parent_id.is_(None)
_END = aliased(Passage)


class Member(NamedTuple):
    """A comment of a group, as everybody may read it."""

    id: UUID
    kind: CommentKind
    text: str
    replacement: str | None
    quote: str
    organisation: str | None
    position: int | None
    key: str | None
    """Of its first passage; None: it is about the whole text."""


def group_members(session: Session, group_id: UUID, *, reader: User | None) -> list[Member]:
    """Return the published comments of a group that this reader may see, the first one first.

    Blackened words are black for everybody here.
    """
    query = (
        _listed()
        .where(Comment.group_id == group_id, IS_PUBLISHED, visible_to(audience_of(reader)))
        .order_by(Comment.submitted_at, Comment.id)
    )
    found = [row._asdict() for row in session.execute(query, reading(reader))]
    return [
        Member(**{name: row[name] for name in Member._fields})._replace(
            text=black_out(row["text"], row["blackened"])
        )
        for row in found
    ]


def _listed(*columns: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Comment.id,
            Comment.kind,
            WORDS,
            PROPOSED,
            Comment.blackened,
            Comment.quote,
            Comment.status,
            Comment.submitted_at,
            Comment.group_id,
            Organisation.name.label("organisation"),
            Passage.position,
            Passage.key,
            Version.title,
            Version.number,
            Document.slug,
            *columns,
        )
        .select_from(Comment)
        .join(Round, Round.id == Comment.round_id)
        .join(Version, Version.id == Round.version_id)
        .join(Document, Document.id == Version.document_id)
        .outerjoin(Passage, Passage.id == Comment.passage_id)
        .outerjoin(Organisation, Organisation.id == Comment.organisation_id)
    )


def groups_in(session: Session, round_id: UUID) -> Sequence[AnyRow]:
    """Return the members of all groups of a round for staff, group by group."""
    query = (
        _listed(CommentGroup.formed_at, User.name.label("formed_by"))
        .join(CommentGroup, CommentGroup.id == Comment.group_id)
        .join(User, User.id == CommentGroup.formed_by_id)
        .where(Comment.round_id == round_id)
        .order_by(CommentGroup.formed_at, CommentGroup.id, Comment.submitted_at, Comment.id)
    )
    return session.execute(query).all()


def members_of(session: Session, group_id: UUID) -> Sequence[AnyRow]:
    """Return all members of a group for staff, whatever became of them."""
    query = _listed().where(Comment.group_id == group_id)
    return session.execute(query.order_by(Comment.submitted_at, Comment.id)).all()


def candidates_for(session: Session, group: CommentGroup) -> Sequence[AnyRow]:
    """Return comments without a group at the places of a group, which may belong to it."""
    member = aliased(Comment)
    places = select(func.coalesce(member.passage_id, member.round_id)).where(
        member.group_id == group.id
    )
    near = func.coalesce(Comment.passage_id, Comment.round_id).in_(places)
    query = (
        _listed()
        .where(Comment.round_id == group.round_id, Comment.group_id.is_(None), _IS_GROUPABLE, near)
        .order_by(Comment.submitted_at, Comment.id)
        .limit(MOST_LISTED)
    )
    return session.execute(query).all()


def comments_by_id(session: Session, ids: Sequence[UUID]) -> dict[UUID, AnyRow]:
    """Return comments for staff to look at side by side."""
    return {row.id: row for row in session.execute(_listed().where(Comment.id.in_(ids)))}


def proposed_groups(session: Session, round_id: UUID) -> list[Proposal]:
    """Return which comments of a round could be a group, the largest first.

    Left out are comments that are in one, and those somebody took out of one or kept apart.
    """
    kept_apart = exists().where(
        AuditEvent.subject_id == Comment.id, AuditEvent.action == Action.COMMENT_SPLIT_OFF
    )
    query = (
        select(
            Comment.id,
            Comment.kind,
            Comment.text,
            Comment.replacement,
            Passage.position,
            _END.position.label("last"),
            Comment.start,
            Comment.end,
        )
        .outerjoin(Passage, Passage.id == Comment.passage_id)
        .outerjoin(_END, _END.id == Comment.end_passage_id)
        .where(Comment.round_id == round_id, Comment.group_id.is_(None), _IS_GROUPABLE, ~kept_apart)
        .order_by(Comment.submitted_at, Comment.id)
    )
    return similar.proposals([_said(row) for row in session.execute(query)]).proposals


def _said(row: AnyRow) -> Said:
    first = row.position or 0
    return Said(
        id=row.id,
        text=row.text,
        replacement=row.replacement or "",
        approves=row.kind is CommentKind.APPROVAL,
        first=first,
        last=row.last or first,
        start=row.start,
        end=row.end,
    )
