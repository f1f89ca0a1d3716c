"""Which accounts there are."""

import hashlib
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, or_, select
from sqlalchemy.orm import Session, joinedload

from ikparticipation.accounts.models import SignInLink, User


def plain_email(email: str) -> str:
    """Return an address as it is stored and compared."""
    return email.strip().lower()


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def user_by_email(session: Session, email: str) -> User | None:
    return session.scalar(select(User).where(User.email == plain_email(email)))


def link_by_token(session: Session, token: str) -> SignInLink | None:
    """Return the link with its user, also when it is used or expired."""
    return session.scalar(
        select(SignInLink)
        .where(SignInLink.token_hash == token_hash(token))
        .options(joinedload(SignInLink.user))
    )


def staff(session: Session) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return the accounts of the administration, and all locked ones, in order of their names."""
    query = (
        select(
            User.id,
            User.name,
            User.email,
            User.staff_role,
            User.created_at,
            User.signed_in_at,
            User.disabled_at,
        )
        .where(or_(User.staff_role.is_not(None), User.disabled_at.is_not(None)))
        .order_by(User.name, User.email)
    )
    return session.execute(query).all()
