"""How much waits for staff, over all queues."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ikparticipation.consultation.models import Comment
from ikparticipation.consultation.queries.answering.queue import (
    COUNTS,
    IS_DRAFT,
    WAITS,
    counting,
    draft,
)
from ikparticipation.consultation.queries.moderating.queue import IS_WAITING, SINCE


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """How much waits. `unanswered` counts what nobody has begun to answer."""

    undecided: int
    """New comments, and those about which an author or a reader asks for another look."""
    oldest_undecided_at: datetime | None
    unanswered: int
    drafted: int


def waiting(session: Session) -> Waiting:
    """Return what the overview of the administration shows, in one statement."""
    undecided = select(func.count(Comment.id)).where(IS_WAITING).scalar_subquery()
    oldest = select(func.min(SINCE)).where(IS_WAITING).scalar_subquery()
    answers = (
        select(Comment.id, draft.id.label("answer"))
        .outerjoin(draft, IS_DRAFT)
        .outerjoin(counting, COUNTS)
        .where(WAITS)
        .subquery()
    )
    total = select(func.count()).select_from(answers).scalar_subquery()
    drafted = select(func.count(answers.c.answer)).scalar_subquery()
    row = session.execute(select(undecided, oldest, total, drafted)).one()
    return Waiting(
        undecided=row[0], oldest_undecided_at=row[1], unanswered=row[2] - row[3], drafted=row[3]
    )
