"""The register of organisations, and the people who act for them."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ikparticipation.accounts.models import User
from ikparticipation.db import Base
from ikparticipation.organisations.names import Level
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


class LegalForm(StrEnum):
    """Legal forms of German associations and carriers; empty in the column: not known."""

    REGISTERED_ASSOCIATION = "ev"
    ASSOCIATION = "association"
    GMBH = "gmbh"
    GGMBH = "ggmbh"
    UG = "ug"
    COOPERATIVE = "eg"
    FOUNDATION = "foundation"
    PUBLIC_BODY = "public_body"
    PUBLIC_INSTITUTION = "public_institution"
    CHURCH = "church"
    INITIATIVE = "initiative"


LEGAL_FORM_NAMES = {
    LegalForm.REGISTERED_ASSOCIATION: N_("eingetragener Verein (e. V.)"),
    LegalForm.ASSOCIATION: N_("nicht eingetragener Verein"),
    LegalForm.GMBH: N_("GmbH"),
    LegalForm.GGMBH: N_("gemeinnützige GmbH"),
    LegalForm.UG: N_("Unternehmergesellschaft"),
    LegalForm.COOPERATIVE: N_("eingetragene Genossenschaft"),
    LegalForm.FOUNDATION: N_("Stiftung"),
    LegalForm.PUBLIC_BODY: N_("Körperschaft des öffentlichen Rechts"),
    LegalForm.PUBLIC_INSTITUTION: N_("Anstalt des öffentlichen Rechts"),
    LegalForm.CHURCH: N_("Kirche oder Religionsgemeinschaft"),
    LegalForm.INITIATIVE: N_("Initiative ohne Rechtsform"),
}

LEVEL_NAMES = {
    Level.FEDERAL: N_("Bundesverband"),
    Level.STATE: N_("Landesverband (LV)"),
    Level.DISTRICT: N_("Bezirksverband"),
    Level.COUNTY: N_("Kreisverband (KV)"),
    Level.TOWN: N_("Ortsverband (OV)"),
}


class OrganisationStatus(StrEnum):
    """Whether it is at work. What it said and did stays whatever it is."""

    ACTIVE = "active"
    RESTING = "resting"
    DISSOLVED = "dissolved"
    MERGED = "merged"
    """A second entry of the same organisation; `merged_into_id` is the one that goes on."""


STATUS_NAMES = {
    OrganisationStatus.ACTIVE: N_("aktiv"),
    OrganisationStatus.RESTING: N_("ruht"),
    OrganisationStatus.DISSOLVED: N_("aufgelöst"),
    OrganisationStatus.MERGED: N_("zusammengeführt"),
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
    """An actor inside or outside the administration, with or without an account.

    Where its entry comes from stands in `origin_*`: a file and its row, or a person and a reason.
    """

    __tablename__ = "organisation"
    __table_args__ = (
        CheckConstraint(
            "origin_file <> '' OR (origin_person_id IS NOT NULL AND origin_reason <> '')",
            "has_origin",
        ),
        CheckConstraint("(status = 'merged') = (merged_into_id IS NOT NULL)", "merged_into_one"),
        CheckConstraint("umbrella_id <> id AND merged_into_id <> id", "no_loop"),
    )

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
    legal_form: Mapped[LegalForm | None] = mapped_column(default=None)
    level: Mapped[Level | None] = mapped_column(default=None)
    """Where it stands in its umbrella body; None: in none, or not known."""
    umbrella_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("organisation.id"), default=None, index=True
    )
    """The body it belongs to directly, one level up."""
    contact_public: Mapped[bool] = mapped_column(default=True)
    """Whether mail and telephone may stand on the public page; the website always may."""
    status: Mapped[OrganisationStatus] = mapped_column(default=OrganisationStatus.ACTIVE)
    merged_into_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("organisation.id"), default=None, index=True
    )
    origin_file: Mapped[str] = mapped_column(default="")
    origin_row: Mapped[int | None] = mapped_column(default=None)
    origin_person_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("user_account.id"), default=None, index=True
    )
    origin_reason: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}


AT_WORK = Organisation.status.in_((OrganisationStatus.ACTIVE, OrganisationStatus.RESTING))
"""Whom one can ask: neither dissolved, nor a second entry that was merged into another."""


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
