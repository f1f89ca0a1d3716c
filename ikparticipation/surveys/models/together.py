"""How the members of an organisation share the work on one response."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ikparticipation.db import Base


class SectionAssignment(Base):
    """Who has taken a section. It is no lock: the others may still fill it in.

    It counts as long as the person is a member of the organisation without interruption.
    """

    __tablename__ = "section_assignment"
    __table_args__ = (
        UniqueConstraint("wave_id", "organisation_id", "section"),
        Index("ix_section_assignment_user_id", "user_id"),
    )

    wave_id: Mapped[UUID] = mapped_column(ForeignKey("wave.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    section: Mapped[str]
    """Name of a section of the questionnaire."""
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    """Who assigned it; the person themselves if they took it."""
    at: Mapped[datetime]


class SubmissionWish(Base):
    """That somebody asked those who represent the organisation to submit: the last time."""

    __tablename__ = "submission_wish"
    __table_args__ = (UniqueConstraint("response_id"),)

    response_id: Mapped[UUID] = mapped_column(ForeignKey("response.id"))
    by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    at: Mapped[datetime]
