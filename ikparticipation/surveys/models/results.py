"""Counted answers: kept up to date with each response, so that no page reads all of them."""

from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Column, ForeignKey, Integer, Table, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ikparticipation.db import Base
from ikparticipation.surveys.models.responses import Response

result_counter = Table(
    "result_counter",
    Base.metadata,
    Column("wave_id", ForeignKey("wave.id"), primary_key=True),
    Column("standing", Text, primary_key=True),
    Column("slice", Text, primary_key=True),
    Column("question", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("n", Integer, nullable=False),
)
"""The counter table of `results.slices`: the sum of all contributions. A line may be 0."""


class ResultContribution(Base):
    """What one response adds to the counters, exactly as it was added."""

    __tablename__ = "result_contribution"

    response_id: Mapped[UUID] = mapped_column(ForeignKey("response.id"), init=False, unique=True)
    response: Mapped[Response] = relationship()
    accepted_number: Mapped[int | None] = mapped_column(default=None)
    """Which revision is in the figures of `Standing.ACCEPTED`; None: none."""
    newest_number: Mapped[int | None] = mapped_column(default=None)
    """Which revision is in the figures of `Standing.NEWEST`; None: none, it was refused."""
    slices: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    """Where it counts: as the organisation was when this state was first counted."""
    contributions: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    """Standing → `results.Contribution` as JSON."""
