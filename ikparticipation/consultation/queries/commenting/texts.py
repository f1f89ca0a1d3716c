"""What the forms for comments need to know about a text."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session, contains_eager, load_only
from sqlalchemy.orm.attributes import set_committed_value

from ikparticipation.accounts.models import User
from ikparticipation.consultation.models import Round
from ikparticipation.db import AnyRow, columns_of, known, rows, values_of
from ikparticipation.drafts.models import Document, Passage, Version
from ikparticipation.organisations.models import Membership, Organisation


@cache
def _round_at() -> Select[Round]:
    return (
        select(Round)
        .join(Round.version)
        .join(Version.document)
        .where(Document.slug == bindparam("slug"), Version.number == bindparam("number"))
        .options(
            contains_eager(Round.version)
            .contains_eager(Version.document)
            .options(load_only(Document.slug))
        )
    )


def round_at(session: Session, slug: str, number: int) -> Round | None:
    """Return the round in which the version at an address can be commented."""
    return session.scalar(_round_at(), {"slug": slug, "number": number})


@cache
def _following() -> Select[*tuple[Any, ...]]:
    return (
        select(Passage.key, Passage.position, Passage.text)
        .where(
            Passage.version_id == bindparam("version_id"),
            Passage.position > bindparam("position"),
        )
        .order_by(Passage.position)
        .limit(bindparam("most"))
    )


def following(session: Session, passage: Passage, most: int) -> Sequence[AnyRow]:
    """Return the passages after this one, as many as a comment can go on for."""
    facts = {"version_id": passage.version_id, "position": passage.position, "most": most}
    return rows(session, _following(), facts)


_MEMBERSHIP, _ORGANISATION = columns_of(Membership), columns_of(Organisation)


@cache
def _speaking() -> Select[*tuple[Any, ...]]:
    return (
        select(*_MEMBERSHIP, *_ORGANISATION)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(
            Membership.user_id == bindparam("user_id"),
            Membership.organisation_id == bindparam("organisation_id"),
        )
    )


def speaking_for(session: Session, user: User, organisation_id: UUID) -> Membership | None:
    """Return the membership by which somebody can speak for an organisation, read with it."""
    facts = {"user_id": user.id, "organisation_id": organisation_id}
    found = rows(session, _speaking(), facts)
    if not found:
        return None
    values = values_of(_ORGANISATION, found[0][len(_MEMBERSHIP) :])
    membership = known(session, Membership, values_of(_MEMBERSHIP, found[0]))
    set_committed_value(membership, "organisation", known(session, Organisation, values))
    return membership


def passage_of(session: Session, in_round: Round, key: str) -> Passage | None:
    return session.scalar(
        select(Passage).where(Passage.version_id == in_round.version_id, Passage.key == key)
    )


def passages_in(session: Session, in_round: Round) -> Sequence[AnyRow]:
    """Return the passages that can be commented: `key`, `position`, `text`."""
    query = (
        select(Passage.key, Passage.position, Passage.text)
        .where(Passage.version_id == in_round.version_id)
        .order_by(Passage.position)
    )
    return session.execute(query).all()
