"""How much waits for staff, over all queues."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ikparticipation.consultation.models import Comment, Round
from ikparticipation.consultation.queries.answering.queue import (
    COUNTS,
    IN_ORDER,
    IS_DRAFT,
    WAITS,
    counting,
    draft,
)
from ikparticipation.consultation.queries.moderating.queue import IS_WAITING, SINCE
from ikparticipation.drafts.models import Passage, Version


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """How much waits. `unanswered` counts what nobody has begun to answer."""

    undecided: int
    """New comments, and those about which an author or a reader asks for another look."""
    oldest_undecided_at: datetime | None
    unanswered: int
    drafted: int
    oldest_unanswered_at: datetime | None
    """Of the comments without a released answer, also if one is drafted."""


def waiting(session: Session) -> Waiting:
    """Return what the overview of the administration shows, in one statement."""
    undecided = select(func.count(Comment.id)).where(IS_WAITING).scalar_subquery()
    oldest = select(func.min(SINCE)).where(IS_WAITING).scalar_subquery()
    answers = (
        select(Comment.submitted_at, draft.id.label("answer"))
        .outerjoin(draft, IS_DRAFT)
        .outerjoin(counting, COUNTS)
        .where(WAITS)
        .subquery()
    )
    total = select(func.count()).select_from(answers).scalar_subquery()
    drafted = select(func.count(answers.c.answer)).scalar_subquery()
    first = select(func.min(answers.c.submitted_at)).scalar_subquery()
    row = session.execute(select(undecided, oldest, total, drafted, first)).one()
    return Waiting(
        undecided=row[0],
        oldest_undecided_at=row[1],
        unanswered=row[2] - row[3],
        drafted=row[3],
        oldest_unanswered_at=row[4],
    )


def first_unanswered(session: Session) -> UUID | None:
    """Return the first comment of the queue that nobody has begun to answer."""
    query = (
        select(Comment.id)
        .join(Round, Round.id == Comment.round_id)
        .join(Version, Version.id == Round.version_id)
        .outerjoin(Passage, Passage.id == Comment.passage_id)
        .outerjoin(draft, IS_DRAFT)
        .outerjoin(counting, COUNTS)
        .where(WAITS, draft.id.is_(None))
        .order_by(*IN_ORDER)
        .limit(1)
    )
    return session.scalar(query)
