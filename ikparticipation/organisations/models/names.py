"""What persons decided about names: who is meant, who is somebody else, what is one entry.

Nothing here is decided by a program, and each decision can be taken back: the row stays and says
when and by whom.
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from ikparticipation.db import Base

_HOLDS = text("undone_at IS NULL")


class NameKind(StrEnum):
    """Why an organisation has a second name."""

    SHORT = "short"
    ALTERNATIVE = "alternative"
    FORMER = "former"


class OrganisationName(Base):
    """Another name of an organisation: whoever writes it means this one."""

    __tablename__ = "organisation_name"
    __table_args__ = (
        UniqueConstraint("organisation_id", "normal_name"),
        CheckConstraint("file <> '' OR (person_id IS NOT NULL AND reason <> '')", "has_origin"),
    )

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    name: Mapped[str]
    normal_name: Mapped[str] = mapped_column(index=True)
    kind: Mapped[NameKind]
    added_at: Mapped[datetime]
    file: Mapped[str] = mapped_column(default="")
    """File and row it comes from, else a person and a reason."""
    person_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("user_account.id"), default=None, index=True
    )
    reason: Mapped[str] = mapped_column(default="")


class Outcome(StrEnum):
    """What a person says about a name that was written in an answer."""

    SAME = "same"
    """It is this organisation, wherever the name is written."""
    APART = "apart"
    """It is not this organisation, however alike the names are; it is not proposed again."""
    LEFT = "left"
    """It is nobody of the register, and stays a mention."""


class NameDecision(Base):
    """A decision about one spelling (`names.normalise`), in all answers, past and future.

    At most one SAME or LEFT holds for a spelling, and one APART for each organisation.
    """

    __tablename__ = "name_decision"
    __table_args__ = (
        CheckConstraint("(outcome = 'left') = (organisation_id IS NULL)", "names_one"),
        CheckConstraint("(undone_at IS NULL) = (undone_by_id IS NULL)", "undone_by_someone"),
        CheckConstraint("reason <> ''", "has_reason"),
        Index(
            "uq_name_decision_settled",
            "normal_name",
            unique=True,
            postgresql_where=text("undone_at IS NULL AND outcome <> 'apart'"),
            sqlite_where=text("undone_at IS NULL AND outcome <> 'apart'"),
        ),
        Index(
            "uq_name_decision_apart",
            "normal_name",
            "organisation_id",
            unique=True,
            postgresql_where=text("undone_at IS NULL AND outcome = 'apart'"),
            sqlite_where=text("undone_at IS NULL AND outcome = 'apart'"),
        ),
    )

    normal_name: Mapped[str]
    name: Mapped[str]
    """As it was written where the decision was taken."""
    outcome: Mapped[Outcome]
    organisation_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("organisation.id"), default=None, index=True
    )
    reason: Mapped[str]
    decided_at: Mapped[datetime]
    decided_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    undone_at: Mapped[datetime | None] = mapped_column(default=None)
    undone_by_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("user_account.id"), default=None, index=True
    )


class Merge(Base):
    """Two entries of the register are one organisation: `kept` goes on, `gone` only points to it.

    What belonged to `gone` belongs to `kept`; `MergeMove` says row by row what moved, so that it
    can go back to where it was. What came later stays with `kept`.
    """

    __tablename__ = "organisation_merge"
    __table_args__ = (
        CheckConstraint("kept_id <> gone_id", "two"),
        CheckConstraint("reason <> ''", "has_reason"),
        CheckConstraint("(undone_at IS NULL) = (undone_by_id IS NULL)", "undone_by_someone"),
        Index(
            "uq_organisation_merge_gone_id",
            "gone_id",
            unique=True,
            postgresql_where=_HOLDS,
            sqlite_where=_HOLDS,
        ),
    )

    kept_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    gone_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    gone_status: Mapped[str]
    """`Organisation.status` of `gone` before."""
    reason: Mapped[str]
    merged_at: Mapped[datetime]
    merged_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    undone_at: Mapped[datetime | None] = mapped_column(default=None)
    undone_by_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("user_account.id"), default=None, index=True
    )


class MergeMove(Base):
    """One value that a merge changed from `gone` to `kept`."""

    __tablename__ = "organisation_merge_move"
    __table_args__ = (UniqueConstraint("merge_id", "table_name", "column_name", "row_id"),)

    merge_id: Mapped[UUID] = mapped_column(ForeignKey("organisation_merge.id"))
    table_name: Mapped[str]
    column_name: Mapped[str]
    row_id: Mapped[UUID]


class ApartPair(Base):
    """Two entries that look alike and are two organisations: they are not proposed again."""

    __tablename__ = "organisation_apart"
    __table_args__ = (
        CheckConstraint("one_id < other_id", "in_order"),
        CheckConstraint("reason <> ''", "has_reason"),
        CheckConstraint("(undone_at IS NULL) = (undone_by_id IS NULL)", "undone_by_someone"),
        Index(
            "uq_organisation_apart_one_id_other_id",
            "one_id",
            "other_id",
            unique=True,
            postgresql_where=_HOLDS,
            sqlite_where=_HOLDS,
        ),
    )

    one_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    other_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    reason: Mapped[str]
    decided_at: Mapped[datetime]
    decided_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    undone_at: Mapped[datetime | None] = mapped_column(default=None)
    undone_by_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("user_account.id"), default=None, index=True
    )


class Abbreviation(Base):
    """What the county adds to, or takes from, the shipped table of abbreviations (`names.SHIPPED`).

    Both as `names.normalise` writes them. An empty `meaning` switches a shipped one off.
    """

    __tablename__ = "abbreviation"

    short: Mapped[str] = mapped_column(unique=True)
    meaning: Mapped[str]
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
