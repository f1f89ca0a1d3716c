"""Asking to change answers once more after the wave has ended."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ikparticipation.db import Base
from ikparticipation.surveys.models.responses import Response


class ReopeningStatus(StrEnum):
    """Stored as text; never rename one."""

    ASKED = "asked"
    GRANTED = "granted"
    DECLINED = "declined"


class ReopeningRequest(Base):
    """„Bitte noch einmal öffnen“: why, and what was decided. Only one is open at a time."""

    __tablename__ = "reopening_request"
    __table_args__ = (
        CheckConstraint("reason <> ''", "has_reason"),
        CheckConstraint(
            "(status = 'asked') = (decided_at IS NULL) AND "
            "(status = 'asked') = (decided_by_id IS NULL)",
            "decided_has_time",
        ),
        CheckConstraint("(status = 'granted') = (until IS NOT NULL)", "granted_has_end"),
        CheckConstraint("status <> 'declined' OR answer <> ''", "declined_has_reason"),
        Index("ix_reopening_request_response_id", "response_id"),
        Index(
            "uq_reopening_request_open",
            "response_id",
            unique=True,
            postgresql_where=text("status = 'asked'"),
            sqlite_where=text("status = 'asked'"),
        ),
    )

    response_id: Mapped[UUID] = mapped_column(ForeignKey("response.id"), init=False)
    response: Mapped[Response] = relationship()
    reason: Mapped[str]
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    asked_at: Mapped[datetime]
    status: Mapped[ReopeningStatus] = mapped_column(default=ReopeningStatus.ASKED)
    until: Mapped[datetime | None] = mapped_column(default=None)
    """Granted: until when the answers may change."""
    answer: Mapped[str] = mapped_column(default="")
    """What the administration said to it."""
    decided_at: Mapped[datetime | None] = mapped_column(default=None)
    decided_by_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("user_account.id"), default=None, index=True
    )
