"""What a person has sent: comments, and the surveys of their organisations."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.consultation.models import Channel, Comment, Disposition, Round
from ikparticipation.consultation.queries.visible import IS_ANSWERED, WORDS
from ikparticipation.db import AnyRow
from ikparticipation.drafts.models import Passage, Version
from ikparticipation.organisations.models import Membership, Organisation
from ikparticipation.surveys.models import Response, Wave


def submitted_answers(
    session: Session, user: User, *, limit: int, offset: int = 0
) -> Sequence[AnyRow]:
    """Return the newest submitted responses of this person's organisations.

    `wave_id`, `titles`, `organisation_id`, `organisation`, `submitted_at`.
    """
    query = (
        select(
            Wave.id.label("wave_id"),
            Wave.titles,
            Organisation.id.label("organisation_id"),
            Organisation.name.label("organisation"),
            Response.submitted_at,
        )
        .join(Response, Response.wave_id == Wave.id)
        .join(Organisation, Organisation.id == Response.organisation_id)
        .join(Membership, Membership.organisation_id == Organisation.id)
        .where(Membership.user_id == user.id, Response.submitted_at.is_not(None))
        .order_by(Response.submitted_at.desc(), Response.id)
        .limit(limit)
        .offset(offset)
    )
    return session.execute(query).all()


def count_submitted_answers(session: Session, user: User) -> int:
    query = (
        select(func.count(Response.id))
        .join(Membership, Membership.organisation_id == Response.organisation_id)
        .where(Membership.user_id == user.id, Response.submitted_at.is_not(None))
    )
    return session.scalar(query) or 0


def _is_by(user: User) -> ColumnElement[bool]:
    """Not what staff entered for others."""
    return (Comment.author_id == user.id) & (Comment.channel == Channel.WEB)


def comments_by(session: Session, user: User, *, limit: int, offset: int = 0) -> Sequence[AnyRow]:
    """Return what this person has written, drafts too, newest first, with state and answer."""
    query = (
        select(
            Comment.id,
            WORDS,
            Comment.status,
            Comment.submitted_at,
            Disposition.outcome,
            Disposition.reason,
            Disposition.released_at,
            Passage.position,
            Version.title,
        )
        .select_from(Comment)
        .join(Round, Round.id == Comment.round_id)
        .join(Version, Version.id == Round.version_id)
        .outerjoin(Passage, Passage.id == Comment.passage_id)
        .outerjoin(Disposition, IS_ANSWERED)
        .where(_is_by(user))
        .order_by(Comment.submitted_at.desc(), Comment.id)
        .limit(limit)
        .offset(offset)
    )
    return session.execute(query).all()


def count_comments_by(session: Session, user: User) -> int:
    return session.scalar(select(func.count(Comment.id)).where(_is_by(user))) or 0
