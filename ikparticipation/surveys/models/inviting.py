"""What happens between asking an organisation and its answer: mails, calls, other persons."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ikparticipation.db import Base
from ikparticipation.organisations.models import Organisation
from ikparticipation.surveys.models.waves import WaveInvitation


class InvitationMail(Base):
    """One invitation or reminder to one person."""

    __tablename__ = "invitation_mail"
    __table_args__ = (
        Index("ix_invitation_mail_invitation_id_sent_for", "invitation_id", "sent_for"),
    )

    invitation_id: Mapped[UUID] = mapped_column(ForeignKey("wave_invitation.id"), init=False)
    invitation: Mapped[WaveInvitation] = relationship()
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    mail_id: Mapped[UUID] = mapped_column(ForeignKey("outgoing_mail.id"), index=True)
    sent_for: Mapped[datetime]
    """`WaveInvitation.last_mail_at` when it was written: what failed before that is past."""
    token_hash: Mapped[str] = mapped_column(unique=True)
    """SHA-256 of the token of „Nicht die richtige Person“; that of the sign-in is another."""
    leads_to: Mapped[str]
    """Where its sign-in link leads; links that replace it lead there, too."""


class ContactStatus(StrEnum):
    """What became of a person somebody named. Stored as text; never rename one."""

    OPEN = "open"
    TAKEN = "taken"
    """Represents the organisation now."""
    DROPPED = "dropped"


class ContactProposal(Base):
    """Somebody else who should answer for the organisation. Opens nothing by itself."""

    __tablename__ = "contact_proposal"
    __table_args__ = (
        CheckConstraint("(status = 'open') = (decided_at IS NULL)", "decided_has_time"),
    )

    invitation_id: Mapped[UUID] = mapped_column(
        ForeignKey("wave_invitation.id"), init=False, index=True
    )
    invitation: Mapped[WaveInvitation] = relationship()
    name: Mapped[str]
    email: Mapped[str]
    proposed_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    """Who got the mail, or was signed in."""
    proposed_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="de")
    status: Mapped[ContactStatus] = mapped_column(default=ContactStatus.OPEN)
    decided_at: Mapped[datetime | None] = mapped_column(default=None)
    decided_by_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("user_account.id"), default=None, index=True
    )


class CallNote(Base):
    """What came of a telephone call about an invitation."""

    __tablename__ = "call_note"

    invitation_id: Mapped[UUID] = mapped_column(
        ForeignKey("wave_invitation.id"), init=False, index=True
    )
    invitation: Mapped[WaveInvitation] = relationship()
    called_at: Mapped[datetime]
    called_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    words: Mapped[str]


class SurveyOptOut(Base):
    """An organisation that does not want to be asked any more, until somebody lifts it."""

    __tablename__ = "survey_opt_out"
    __table_args__ = (
        Index(
            "uq_survey_opt_out_in_force",
            "organisation_id",
            unique=True,
            postgresql_where=text("lifted_at IS NULL"),
            sqlite_where=text("lifted_at IS NULL"),
        ),
        Index("ix_survey_opt_out_organisation_id", "organisation_id"),
        CheckConstraint("(lifted_at IS NULL) = (lift_reason = '')", "lifted_has_reason"),
    )

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), init=False)
    organisation: Mapped[Organisation] = relationship()
    wished_at: Mapped[datetime]
    wished_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    reason: Mapped[str] = mapped_column(default="")
    lifted_at: Mapped[datetime | None] = mapped_column(default=None)
    lifted_by_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("user_account.id"), default=None, index=True
    )
    lift_reason: Mapped[str] = mapped_column(default="")
