"""Who was asked to take part in a round."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, exists, select
from sqlalchemy.orm import Session

from ikparticipation.consultation.models import RoundInvitation
from ikparticipation.db import AnyRow, rows
from ikparticipation.organisations.models import AT_WORK, Membership, Organisation
from ikparticipation.text import sort_key

MOST_FOUND = 100
MOST_WORDS = 8


@cache
def _is_invited() -> Select[*tuple[Any, ...]]:
    return select(RoundInvitation.id).where(
        RoundInvitation.round_id == bindparam("round_id"),
        RoundInvitation.organisation_id == bindparam("organisation_id"),
    )


@cache
def _acts_for_an_invited() -> Select[*tuple[Any, ...]]:
    return (
        select(RoundInvitation.id)
        .join(Membership, Membership.organisation_id == RoundInvitation.organisation_id)
        .where(
            RoundInvitation.round_id == bindparam("round_id"),
            Membership.user_id == bindparam("user_id"),
        )
        .limit(1)
    )


def is_invited(session: Session, round_id: UUID, organisation_id: UUID) -> bool:
    facts = {"round_id": round_id, "organisation_id": organisation_id}
    return bool(rows(session, _is_invited(), facts))


def acts_for_an_invited(session: Session, round_id: UUID, user_id: UUID) -> bool:
    """Tell whether this person is a member of an organisation that was asked."""
    return bool(rows(session, _acts_for_an_invited(), {"round_id": round_id, "user_id": user_id}))


def invited(session: Session, round_id: UUID) -> Sequence[AnyRow]:
    """Return the organisations that were asked: `id`, `name`, `invited_at`; A to Z."""
    query = (
        select(Organisation.id, Organisation.name, RoundInvitation.invited_at)
        .join(RoundInvitation, RoundInvitation.organisation_id == Organisation.id)
        .where(RoundInvitation.round_id == round_id)
        .order_by(Organisation.sort_key, Organisation.name)
    )
    return session.execute(query).all()


def not_invited(session: Session, round_id: UUID, words: str = "") -> Sequence[AnyRow]:
    """Return organisations of the register that can still be asked: `id`, `name`; at most 100."""
    asked = exists().where(
        RoundInvitation.round_id == round_id,
        RoundInvitation.organisation_id == Organisation.id,
    )
    query = (
        select(Organisation.id, Organisation.name)
        .where(~asked, AT_WORK)
        .order_by(Organisation.sort_key, Organisation.name)
        .limit(MOST_FOUND)
    )
    for word in sort_key(words).split()[:MOST_WORDS]:
        query = query.where(Organisation.sort_key.contains(word, autoescape=True))
    return session.execute(query).all()
