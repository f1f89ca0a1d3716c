"""Who takes part: people, how they sign in, and what they may do for the county."""

import secrets
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ikparticipation.db import Base
from ikparticipation.text import N_


class StaffRole(StrEnum):
    """What a member of the administration does here. Each role may do what those below it may."""

    ADMINISTRATOR = "administrator"
    STEERING = "steering"
    MODERATOR = "moderator"


STAFF_ROLE_NAMES = {
    StaffRole.ADMINISTRATOR: N_("Administration"),
    StaffRole.STEERING: N_("Steuerung"),
    StaffRole.MODERATOR: N_("Moderation"),
}


def new_session_key() -> str:
    return secrets.token_hex(16)


class User(Base):
    """A person. What they do for an organisation stands in `organisations.Membership`."""

    __tablename__ = "user_account"
    __table_args__ = (CheckConstraint("email = lower(email)", "email_is_lower_case"),)

    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    language: Mapped[str] = mapped_column(default="de")
    staff_role: Mapped[StaffRole | None] = mapped_column(default=None)
    password_hash: Mapped[str | None] = mapped_column(default=None)
    """Argon2id. None: this person signs in by links only."""
    session_key: Mapped[str] = mapped_column(default_factory=new_session_key)
    """Stands in every session cookie; a new key signs the person out everywhere."""
    created_at: Mapped[datetime]
    signed_in_at: Mapped[datetime | None] = mapped_column(default=None)
    """The last time, by password or link. None: the invitation still waits."""
    disabled_at: Mapped[datetime | None] = mapped_column(default=None)

    # What Flask-Login asks for.
    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        return self.disabled_at is None

    def get_id(self) -> str:
        return f"{self.id}.{self.session_key}"


class SignInLink(Base):
    """A single-use link sent by mail. Only the hash of its token is stored."""

    __tablename__ = "sign_in_link"
    __table_args__ = (CheckConstraint("expires_at > created_at", "expires_after_creation"),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), init=False, index=True)
    user: Mapped[User] = relationship()
    token_hash: Mapped[str] = mapped_column(unique=True)
    """SHA-256 in hex; the token has 256 random bits, so a slow hash would add nothing."""
    leads_to: Mapped[str]
    """Path on this site that is opened after signing in."""
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None] = mapped_column(default=None)
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)
    """When it was made useless without anybody having used it: the account was locked, or all
    sessions ended."""

    def is_open(self, at: datetime) -> bool:
        return self.used_at is None and self.withdrawn_at is None and self.expires_at > at
