"""Rounds of consultation, and who was asked to take part."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Connection,
    ForeignKey,
    UniqueConstraint,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from ikparticipation.db import Base
from ikparticipation.drafts.models import Version
from ikparticipation.organisations.models import Organisation


class Moderation(StrEnum):
    """When a comment is seen by others: after a moderator's look, or at once."""

    PRE = "pre"
    POST = "post"


class Circle(StrEnum):
    """Who takes part in a round."""

    EVERYONE = "everyone"
    """All can read the version and comment on it."""
    INVITED = "invited"
    """All can read it; members of invited organisations comment."""
    CLOSED = "closed"
    """Members of invited organisations read it and comment; for others it is not there."""


class Round(Base):
    """A period in which a version is open for comments."""

    __tablename__ = "round"
    __table_args__ = (
        UniqueConstraint("version_id"),
        CheckConstraint("closes_at > opens_at", "closes_after_opening"),
    )

    version_id: Mapped[UUID] = mapped_column(ForeignKey("document_version.id"), init=False)
    version: Mapped[Version] = relationship()
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    """The first moment at which it is closed again; normally a midnight in Berlin."""
    moderation: Mapped[Moderation] = mapped_column(default=Moderation.PRE)
    circle: Mapped[Circle] = mapped_column(default=Circle.EVERYONE)
    sealed: Mapped[bool] = mapped_column(default=False)
    """Until its end nobody but its author, their organisation and the staff reads a comment."""

    stamp: Mapped[int] = mapped_column(default=0)
    """Grows with everything that changes what is read of its comments: what a page has made of
    them can be kept under it, and never be out of date."""

    def is_open(self, at: datetime) -> bool:
        return self.opens_at <= at < self.closes_at

    def is_sealed(self, at: datetime) -> bool:
        return self.sealed and at < self.closes_at


def freshen(connection: Connection | Session, round_id: ColumnElement[UUID] | UUID) -> None:
    """Let the pages of a round be made anew; for those who write past the models.

    Comments, supports and answers do it by themselves when an object is stored or changed.
    """
    connection.execute(
        update(Round)
        .where(Round.id == round_id)
        .values(stamp=Round.stamp + 1)
        .execution_options(synchronize_session=False)
    )


class RoundInvitation(Base):
    """An organisation that was asked to take part in a round."""

    __tablename__ = "round_invitation"
    __table_args__ = (UniqueConstraint("round_id", "organisation_id"),)

    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id"), init=False)
    organisation_id: Mapped[UUID] = mapped_column(
        ForeignKey("organisation.id"), init=False, index=True
    )
    round: Mapped[Round] = relationship()
    organisation: Mapped[Organisation] = relationship()
    invited_at: Mapped[datetime]
    invited_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
