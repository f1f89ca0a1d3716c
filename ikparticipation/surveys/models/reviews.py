"""What is asked back about answers, and what the administration corrects in them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ikparticipation.db import Base
from ikparticipation.surveys.models.responses import Response


class Inquiry(Base):
    """A question back about one answer. It is told when the response is returned."""

    __tablename__ = "response_inquiry"

    response_id: Mapped[UUID] = mapped_column(ForeignKey("response.id"), init=False, index=True)
    response: Mapped[Response] = relationship()
    number: Mapped[int]
    """The revision it was asked about."""
    question: Mapped[str] = mapped_column(default="")
    """Name of the question; blank: about the response as a whole."""
    row_id: Mapped[str] = mapped_column(default="")
    """The row in which the question stands; blank outside of rows."""
    asked_at: Mapped[datetime]
    settled_at: Mapped[datetime | None] = mapped_column(default=None)
    settled_by_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("user_account.id"), default=None, index=True
    )


class InquiryEntry(Base):
    """What was said in the thread of an inquiry, the question itself first. Never changed."""

    __tablename__ = "response_inquiry_entry"

    inquiry_id: Mapped[UUID] = mapped_column(
        ForeignKey("response_inquiry.id"), init=False, index=True
    )
    inquiry: Mapped[Inquiry] = relationship()
    words: Mapped[str]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    by_staff: Mapped[bool]
    """Whether the administration speaks; else the organisation."""
    at: Mapped[datetime]


class Correction(Base):
    """A layer on an answer: what the organisation said stays; this is what counts instead.

    It holds as long as the organisation's answer is the `original` one, and it is not withdrawn.
    """

    __tablename__ = "response_correction"
    __table_args__ = (
        CheckConstraint("reason <> ''", "has_reason"),
        CheckConstraint("(objected_at IS NULL) = (objection = '')", "objection_has_time"),
        CheckConstraint("(upheld_at IS NULL) = (upheld_reason = '')", "upheld_has_reason"),
    )

    response_id: Mapped[UUID] = mapped_column(ForeignKey("response.id"), init=False, index=True)
    response: Mapped[Response] = relationship()
    number: Mapped[int]
    """The revision it was made on."""
    question: Mapped[str]
    row_id: Mapped[str] = mapped_column(default="")
    original: Mapped[Any] = mapped_column(JSON(none_as_null=False))
    """The value in the revision; null: not answered."""
    value: Mapped[Any] = mapped_column(JSON(none_as_null=False))
    """The corrected value; null: nothing is counted as answered."""
    reason: Mapped[str]
    corrected_at: Mapped[datetime]
    corrected_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)
    withdrawn_by_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("user_account.id"), default=None, index=True
    )
    objection: Mapped[str] = mapped_column(default="")
    """Why the organisation does not agree."""
    objected_at: Mapped[datetime | None] = mapped_column(default=None)
    objected_by_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("user_account.id"), default=None, index=True
    )
    upheld_reason: Mapped[str] = mapped_column(default="")
    """Why it stands in spite of the objection."""
    upheld_at: Mapped[datetime | None] = mapped_column(default=None)

    @property
    def is_disputed(self) -> bool:
        """Whether an objection waits for an answer."""
        open_ = self.withdrawn_at is None and self.upheld_at is None
        return open_ and self.objected_at is not None
