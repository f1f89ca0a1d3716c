"""What readers doubt: for the organisation, and for staff."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import StaffRole, User
from ikparticipation.db import AnyRow
from ikparticipation.inventory.models import DoubtOutcome, Offer, OfferDoubt
from ikparticipation.organisations.models import Membership, Organisation

SHOWN = 50
IS_OPEN = OfferDoubt.settled_at.is_(None)
NEEDS_CORRECTION = and_(
    OfferDoubt.outcome == DoubtOutcome.CHANGED,
    OfferDoubt.corrected_at.is_(None),
)
"""The organisation, or staff, said that something has changed; the directory has the old words."""
_RANK = OfferDoubt.settled_at.is_not(None)


def steering(session: Session) -> Sequence[User]:
    """Return who has to ask an organisation that nobody represents."""
    roles = (StaffRole.STEERING, StaffRole.ADMINISTRATOR)
    query = select(User).where(User.staff_role.in_(roles), User.disabled_at.is_(None))
    return session.scalars(query.order_by(User.email)).all()


def doubts_of(session: Session, user: User) -> Sequence[AnyRow]:
    """Return what is said about offers of this person's organisations: open ones first."""
    own = select(Membership.organisation_id).where(Membership.user_id == user.id)
    return _doubts(session, OfferDoubt.organisation_id.in_(own))


def open_doubts(session: Session) -> Sequence[AnyRow]:
    """Return what staff may have to see to: open doubts, and changes that are not in yet."""
    return _doubts(session, or_(IS_OPEN, NEEDS_CORRECTION))


def settled_doubts(session: Session) -> Sequence[AnyRow]:
    """Return the doubts settled last."""
    return _doubts(session, and_(~IS_OPEN, ~NEEDS_CORRECTION))


def asks_doubts(user: User | None = None) -> Select[*tuple[Any, ...]]:
    """Return the statement that tells since when doubts wait, and how many.

    Those about offers of one person's organisations; without a person what waits for staff.
    """
    query = select(
        func.min(OfferDoubt.said_at).label("oldest_at"), func.count(OfferDoubt.id).label("number")
    )
    if user is None:
        return query.where(or_(IS_OPEN, NEEDS_CORRECTION))
    own = select(Membership.organisation_id).where(Membership.user_id == user.id)
    return query.where(IS_OPEN, OfferDoubt.organisation_id.in_(own))


def doubt_of(session: Session, doubt_id: UUID) -> AnyRow | None:
    return next(iter(_doubts(session, OfferDoubt.id == doubt_id)), None)


def _doubts(session: Session, condition: ColumnElement[bool]) -> Sequence[AnyRow]:
    """Return doubts with what is in the directory now, and where it can be changed."""
    wave = (
        select(Offer.wave_id)
        .where(
            Offer.lasting_id == OfferDoubt.lasting_id,
            Offer.organisation_id == OfferDoubt.organisation_id,
            Offer.current.is_(True),
        )
        .order_by(Offer.confirmed_at.desc())
        .limit(1)
        .correlate(OfferDoubt)
        .scalar_subquery()
    )
    query = (
        select(
            OfferDoubt,
            Organisation.name.label("organisation"),
            User.name.label("settled_by"),
            wave.label("wave_id"),
        )
        .join(Organisation, Organisation.id == OfferDoubt.organisation_id)
        .outerjoin(User, User.id == OfferDoubt.settled_by_id)
        .where(condition)
        .order_by(_RANK, OfferDoubt.settled_at.desc(), OfferDoubt.said_at, OfferDoubt.id)
        .limit(SHOWN)
    )
    return session.execute(query).all()
