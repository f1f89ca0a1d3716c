"""What follows from events about surveys."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, joinedload

from ikparticipation import clock, mail
from ikparticipation.accounts.models import User
from ikparticipation.accounts.services import issue_link
from ikparticipation.audit import AuditEvent
from ikparticipation.organisations.models import MemberRole, Membership
from ikparticipation.settings import Settings
from ikparticipation.surveys import mails
from ikparticipation.surveys.models import Response, ResponseRevision, WaveInvitation

LINK_DAYS = 14


def mail_invitation(session: Session, event: AuditEvent, settings: Settings) -> None:
    """Mail all who represent the organisation; `event` is ORGANISATION_INVITED."""
    invitation = _invitation(session, event.subject_id)
    for user in representatives(session, invitation.organisation_id):
        token, expires_at = _link(session, user, invitation)
        message = mails.invitation(
            user, invitation, token=token, expires_at=expires_at, settings=settings
        )
        mail.queue(session, message, key=f"wave invitation {event.id}:{user.id}")


def mail_reminder(session: Session, event: AuditEvent, settings: Settings) -> None:
    """Mail the invitation again with new links; `event` is INVITATION_REPEATED.

    Whoever has answered in the meantime is left in peace.
    """
    invitation = _invitation(session, event.subject_id)
    here = (
        Response.wave_id == invitation.wave_id,
        Response.organisation_id == invitation.organisation_id,
    )
    if session.scalar(select(exists().where(*here, Response.submitted_at.is_not(None)))):
        return
    started = bool(session.scalar(select(exists().where(*here))))
    for user in representatives(session, invitation.organisation_id):
        token, expires_at = _link(session, user, invitation)
        message = mails.reminder(
            user,
            invitation,
            started=started,
            token=token,
            expires_at=expires_at,
            settings=settings,
        )
        mail.queue(session, message, key=f"wave reminder {event.id}:{user.id}")


def mail_receipt(session: Session, event: AuditEvent, settings: Settings) -> None:
    """Mail the receipt to all who represent the organisation; `event` is RESPONSE_SUBMITTED."""
    revision = session.scalars(
        select(ResponseRevision)
        .where(ResponseRevision.id == event.subject_id)
        .options(
            joinedload(ResponseRevision.response).joinedload(Response.wave),
            joinedload(ResponseRevision.response).joinedload(Response.organisation),
        )
    ).one()
    sender = session.get_one(User, revision.submitted_by_id)
    for user in representatives(session, revision.response.organisation_id):
        message = mails.receipt(user, revision, submitted_by=sender.name, settings=settings)
        mail.queue(session, message, key=f"receipt {event.id}:{user.id}")


def _invitation(session: Session, invitation_id: UUID) -> WaveInvitation:
    return session.scalars(
        select(WaveInvitation)
        .where(WaveInvitation.id == invitation_id)
        .options(joinedload(WaveInvitation.wave), joinedload(WaveInvitation.organisation))
    ).one()


def representatives(session: Session, organisation_id: UUID) -> Sequence[User]:
    return session.scalars(
        select(User)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.organisation_id == organisation_id,
            Membership.role == MemberRole.REPRESENTATIVE,
            User.disabled_at.is_(None),
        )
        .order_by(User.email)
    ).all()


def _link(session: Session, user: User, invitation: WaveInvitation) -> tuple[str, datetime]:
    """Return the token of a new link to the questionnaire, and until when it works."""
    now = clock.now()
    path = mails.questionnaire_path(invitation)
    token = issue_link(session, user, leads_to=path, at=now, days=LINK_DAYS)
    return token, now + timedelta(days=LINK_DAYS)
