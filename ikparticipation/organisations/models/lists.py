"""Lists of organisations that somebody uploaded, until they are taken into the register."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ikparticipation.db import Base
from ikparticipation.organisations.lists import Verdict


class Decision(StrEnum):
    """What a person says about a line of a list that is in doubt."""

    THIS = "this"
    NEW = "new"
    LEAVE = "leave"


class ListImport(Base):
    """A list of organisations that somebody uploaded, kept for a day from upload to report.

    Nothing of it is in the register before `done_at`.
    """

    __tablename__ = "list_import"

    file_name: Mapped[str]
    created_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(index=True)
    leads_to: Mapped[str] = mapped_column(default="")
    """Page of this site to which the report leads; it gets the id as `liste`. Empty: none."""
    ignored: Mapped[list[str]] = mapped_column(default_factory=list)
    """Headings of columns that meant nothing."""
    done_at: Mapped[datetime | None] = mapped_column(default=None)
    report: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    """Counts by what was done, see `services.lists`; empty until it is done."""


class ListLine(Base):
    """A line of an uploaded list, with what it means for the register and what was decided."""

    __tablename__ = "list_line"
    __table_args__ = (
        UniqueConstraint("list_import_id", "row"),
        Index("ix_list_line_list_import_id_verdict", "list_import_id", "verdict"),
        CheckConstraint("decision <> 'this' OR organisation_id IS NOT NULL", "this_has_one"),
    )

    list_import_id: Mapped[UUID] = mapped_column(ForeignKey("list_import.id"))
    row: Mapped[int]
    verdict: Mapped[Verdict]
    told: Mapped[dict[str, Any]]
    """The line as it was read; empty as soon as the list is done, unless it was stopped."""
    candidates: Mapped[list[Any]] = mapped_column(JSON)
    """[organisation id, score, reasons] of each, the likeliest first."""
    decision: Mapped[Decision | None] = mapped_column(default=None)
    organisation_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("organisation.id"), default=None, index=True
    )
    """Who is meant: known, decided, or registered from this line."""
