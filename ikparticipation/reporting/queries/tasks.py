"""What a person has sent: comments, and the surveys of their organisations."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from operator import attrgetter
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Uuid,
    bindparam,
    cast,
    func,
    null,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.consultation.models import Channel, Comment, Disposition, Round
from ikparticipation.consultation.queries.visible import IS_ANSWERED, WORDS
from ikparticipation.db import AnyRow
from ikparticipation.drafts.models import Passage, Version
from ikparticipation.inventory.queries.mentions import Waiting, asks_open_mentions
from ikparticipation.inventory.queries.offers.doubts import asks_doubts
from ikparticipation.inventory.queries.partners import open_questions_of
from ikparticipation.organisations.models import Membership, Organisation
from ikparticipation.surveys.models import Response, Wave


def submitted_answers(
    session: Session, user: User, *, limit: int, offset: int = 0
) -> Sequence[AnyRow]:
    """Return the newest submitted responses of this person's organisations.

    `wave_id`, `titles`, `organisation_id`, `organisation`, `submitted_at`.
    """
    query = _submitted().limit(limit).offset(offset)
    return session.execute(query, {"user_id": user.id}).all()


Waits = tuple[int, datetime | None]
"""How many wait, and since when the oldest."""


def answers_and_questions(
    session: Session, user: User, *, limit: int
) -> tuple[Sequence[AnyRow], Sequence[AnyRow], Waits]:
    """Return `submitted_answers`, and what `inventory.queries.partners.open_questions` counts.

    Last, how many doubts about offers are open (`inventory.queries.offers.doubts`).

    By one statement: the page of tasks asks many things.
    """
    answers, questions = _submitted().limit(limit).subquery(), open_questions_of().subquery()
    query = union_all(
        select(
            *(answers.c[name] for name in ("wave_id", "titles", "organisation_id")),
            answers.c.organisation,
            answers.c.submitted_at,
            null().label("number"),
        ),
        select(
            *(questions.c[name] for name in ("wave_id", "titles", "organisation_id")),
            questions.c.organisation,
            null(),
            questions.c.number,
        ),
        select(
            *(cast(null(), answers.c[name].type) for name in ("wave_id", "titles")),
            cast(null(), answers.c.organisation_id.type),
            null(),
            *asks_doubts(user).subquery().c,
        ),
    )
    found = session.execute(query, {"user_id": user.id}).all()
    sent = [row for row in found if row.number is None]
    (doubts,) = (row for row in found if row.organisation_id is None)
    return (
        sorted(sent, key=attrgetter("submitted_at"), reverse=True),
        [row for row in found if row.number is not None and row.organisation_id],
        (doubts.number, doubts.submitted_at),
    )


def inventory_queues(session: Session) -> tuple[Waiting, Waits]:
    """Return the open mentions, and what readers doubt, by one statement."""
    mentions, said = asks_open_mentions().subquery(), asks_doubts().subquery()
    query = select(*mentions.c, *said.c).join_from(mentions, said, true())
    number, oldest, said_at, doubts = session.execute(query).one()
    return Waiting(number, oldest), (doubts, said_at)


@cache
def _submitted() -> Select[*tuple[Any, ...]]:
    return (
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
        .where(
            Membership.user_id == bindparam("user_id", type_=Uuid()),
            Response.submitted_at.is_not(None),
        )
        .order_by(Response.submitted_at.desc(), Response.id)
    )


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
