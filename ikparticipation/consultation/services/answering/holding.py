"""Holding comments and their answers, so that of two who act at once one comes second.

Everybody holds the comments first, in the order of their ids, then their answers, then the rounds.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from ikparticipation.consultation.models import (
    Comment,
    CommentStatus,
    Disposition,
    Outcome,
    Round,
)


class Words(NamedTuple):
    """What an answer says."""

    outcome: Outcome
    reason: str
    deferred_until: datetime | None


def words_of(answer: Disposition) -> Words:
    return Words(answer.outcome, answer.reason, answer.deferred_until)


@dataclass(frozen=True)
class Held:
    """A comment that nobody else answers until this act is done, and what is answered to it."""

    comment: Comment
    draft: Disposition | None
    counting: Disposition | None

    @property
    def takes_an_answer(self) -> bool:
        published = self.comment.status is CommentStatus.PUBLISHED
        return published and self.comment.parent_id is None

    @property
    def is_answered(self) -> bool:
        """For good."""
        return self.counting is not None and self.counting.outcome is not Outcome.DEFERRED

    @property
    def said(self) -> Words | None:
        return words_of(self.draft) if self.draft else None


def hold(session: Session, which: ColumnElement[bool]) -> list[Held]:
    """Return comments and their answers as they are stored now, held in one order for everybody."""
    fresh = {"populate_existing": True}
    comments = select(Comment).where(which).order_by(Comment.id).with_for_update()
    held = session.scalars(comments.execution_options(**fresh)).all()
    answers = (
        select(Disposition)
        .where(
            Disposition.comment_id.in_([comment.id for comment in held]),
            Disposition.superseded_at.is_(None),
        )
        .order_by(Disposition.comment_id, Disposition.id)
        .with_for_update()
    )
    drafts: dict[UUID, Disposition] = {}
    counting: dict[UUID, Disposition] = {}
    for answer in session.scalars(answers.execution_options(**fresh)):
        kind = drafts if answer.released_at is None else counting
        kind[answer.comment_id] = answer
    return [Held(each, drafts.get(each.id), counting.get(each.id)) for each in held]


def hold_rounds(session: Session, answers: Iterable[Disposition]) -> None:
    """Hold the rounds whose pages change, in one order for everybody."""
    rounds = select(Comment.round_id).where(Comment.id.in_([a.comment_id for a in answers]))
    session.execute(
        select(Round.id).where(Round.id.in_(rounds)).order_by(Round.id).with_for_update()
    )
