"""What stands around one comment: replies, organisations that support it, its earlier words."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.consultation.models import Comment, CommentRevision, Round, Support
from ikparticipation.consultation.queries.reading.comments import Card, cards_of
from ikparticipation.consultation.queries.visible import (
    IS_TOMBSTONE,
    audience_of,
    reading,
    visible_to,
)
from ikparticipation.db import AnyRow
from ikparticipation.organisations.models import Organisation

MOST_REPLIES = 200


def replies_to(session: Session, comment_id: UUID, *, reader: User | None) -> list[Card]:
    """Return the replies that this reader may see, oldest first."""
    ids = session.scalars(
        select(Comment.id)
        .join(Round, Round.id == Comment.round_id)
        .where(Comment.parent_id == comment_id, visible_to(audience_of(reader)))
        .order_by(Comment.submitted_at, Comment.id)
        .limit(MOST_REPLIES),
        reading(reader),
    ).all()
    found = {card.id: card for card in cards_of(session, ids, reader=reader)}
    return [found[each] for each in ids if each in found]


def supporters_of(session: Session, comment_id: UUID) -> Sequence[AnyRow]:
    """Return the organisations behind a comment: `id`, `name`, `supported_at`; A to Z."""
    query = (
        select(Organisation.id, Organisation.name, Support.supported_at)
        .join(Support, Support.organisation_id == Organisation.id)
        .where(Support.comment_id == comment_id)
        .order_by(Organisation.sort_key, Organisation.name)
    )
    return session.execute(query).all()


def revisions_of(session: Session, comment_id: UUID) -> Sequence[CommentRevision]:
    """Return the words before each correction, the first words first; none of what is gone."""
    query = (
        select(CommentRevision)
        .join(Comment, Comment.id == CommentRevision.comment_id)
        .where(Comment.id == comment_id, ~IS_TOMBSTONE)
        .order_by(CommentRevision.number)
    )
    return session.scalars(query).all()
