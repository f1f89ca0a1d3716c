"""The register of organisations, and the people who act for them."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ikparticipation.accounts.models import User
from ikparticipation.db import Base
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
