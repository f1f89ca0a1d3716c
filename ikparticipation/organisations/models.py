"""The register of organisations, and the people who act for them."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ikparticipation.accounts.models import User
from ikparticipation.db import Base
from ikparticipation.organisations.lists import Verdict
from ikparticipation.text import N_


class Kind(StrEnum):
    VEREIN = "verein"
    VERBAND = "verband"
    TRAEGER = "traeger"
    EINRICHTUNG = "einrichtung"
    BEHOERDE = "behoerde"
    FACHDIENST = "fachdienst"


KIND_NAMES = {
    Kind.VEREIN: N_("Verein"),
    Kind.VERBAND: N_("Verband"),
    Kind.TRAEGER: N_("Träger"),
    Kind.EINRICHTUNG: N_("Einrichtung"),
    Kind.BEHOERDE: N_("Behörde"),
    Kind.FACHDIENST: N_("Fachdienst"),
}


class MemberRole(StrEnum):
    """A contributor fills in and drafts; a representative also submits and releases."""

    REPRESENTATIVE = "representative"
    CONTRIBUTOR = "contributor"


MEMBER_ROLE_NAMES = {
    MemberRole.REPRESENTATIVE: N_("Vertretung"),
    MemberRole.CONTRIBUTOR: N_("Mitarbeit"),
}


class Organisation(Base):
    """An actor inside or outside the administration, with or without an account."""

    __tablename__ = "organisation"

    name: Mapped[str] = mapped_column(unique=True)
    sort_key: Mapped[str] = mapped_column(index=True)
    normal_name: Mapped[str] = mapped_column(index=True)
    """`names.normalise(name)`: finds spellings of the same name; not unique on purpose."""
    kind: Mapped[Kind]
    ags: Mapped[str | None] = mapped_column(ForeignKey("municipality.ags"), index=True)
    description: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    website: Mapped[str] = mapped_column(default="")
    public: Mapped[bool] = mapped_column(default=True)
    """Whether the organisation agreed to have a public page."""
    example: Mapped[bool] = mapped_column(default=False)
    """Invented, for the demo county."""
    registered_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}


class OrganisationField(Base):
    """A field of action in which an organisation works."""

    __tablename__ = "organisation_field"
    __table_args__ = (UniqueConstraint("organisation_id", "field"),)

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    field: Mapped[str] = mapped_column(ForeignKey("field_of_action.key"), index=True)


class Membership(Base):
    """A person who acts for an organisation."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("user_id", "organisation_id"),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), init=False)
    organisation_id: Mapped[UUID] = mapped_column(
        ForeignKey("organisation.id"), init=False, index=True
    )
    user: Mapped[User] = relationship()
    organisation: Mapped[Organisation] = relationship()
    role: Mapped[MemberRole]
    since: Mapped[datetime]


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
