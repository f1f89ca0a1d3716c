"""What follows from events about surveys."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypedDict
from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session, joinedload

from ikparticipation import clock, mail
from ikparticipation.accounts.models import User
from ikparticipation.accounts.queries import token_hash
from ikparticipation.accounts.services import issue_link
from ikparticipation.audit import AuditEvent
from ikparticipation.organisations.models import MemberRole, Membership
from ikparticipation.settings import Settings
from ikparticipation.surveys.mails import inviting as mails
from ikparticipation.surveys.models import (
    Channel,
    InvitationMail,
    Participation,
    Response,
    ResponseRevision,
    WaveInvitation,
)

LINK_DAYS = 14


def mail_invitation(session: Session, event: AuditEvent, settings: Settings) -> None:
    """Mail all who represent the organisation; `event` is ORGANISATION_INVITED."""
    invitation = _invitation(session, event.subject_id)
    for user in representatives(session, invitation.organisation_id):
        links = _links(session, user, invitation)
        message = mails.invitation(user, invitation, **links.given(), settings=settings)
        stored = mail.queue(session, message, key=f"wave invitation {event.id}:{user.id}")
        _keep(session, links, stored, user, invitation)


def mail_reminder(session: Session, event: AuditEvent, settings: Settings) -> None:
    """Mail the invitation again with new links; `event` is INVITATION_REPEATED.

    Whoever has answered or declined in the meantime is left in peace.
    """
    invitation = _invitation(session, event.subject_id)
    here = (
        Response.wave_id == invitation.wave_id,
        Response.organisation_id == invitation.organisation_id,
    )
    seat = (
        Participation.wave_id == invitation.wave_id,
        Participation.organisation_id == invitation.organisation_id,
    )
    answered = or_(
        exists().where(*here, Response.submitted_at.is_not(None)),
        exists().where(*seat, Participation.took_part_on.is_not(None)),
    )
    if invitation.declined_at is not None or session.scalar(select(answered)):
        return
    begun = or_(exists().where(*here), exists().where(*seat))
    started = bool(session.scalar(select(begun)))
    for user in representatives(session, invitation.organisation_id):
        links = _links(session, user, invitation)
        message = mails.reminder(
            user, invitation, started=started, **links.given(), settings=settings
        )
        stored = mail.queue(session, message, key=f"wave reminder {event.id}:{user.id}")
        _keep(session, links, stored, user, invitation)


def mail_receipt(session: Session, event: AuditEvent, settings: Settings) -> None:
    """Mail the receipt to all who represent the organisation; `event` is RESPONSE_SUBMITTED.

    Of what staff entered tells `entering.mail_entry`.
    """
    revision = session.scalars(
        select(ResponseRevision)
        .where(ResponseRevision.id == event.subject_id)
        .options(
            joinedload(ResponseRevision.response).joinedload(Response.wave),
            joinedload(ResponseRevision.response).joinedload(Response.organisation),
        )
    ).one()
    if revision.channel is not Channel.ONLINE:
        return
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


class _Given(TypedDict):
    token: str
    other: str
    expires_at: datetime


@dataclass(frozen=True)
class _Links:
    """The two links of one mail: one signs in, one says „Nicht die richtige Person“."""

    token: str
    other: str
    expires_at: datetime
    leads_to: str

    def given(self) -> _Given:
        return {"token": self.token, "other": self.other, "expires_at": self.expires_at}


def _links(session: Session, user: User, invitation: WaveInvitation) -> _Links:
    now = clock.now()
    path = mails.questionnaire_path(invitation)
    token = issue_link(session, user, leads_to=path, at=now, days=LINK_DAYS)
    other = secrets.token_urlsafe(32)
    return _Links(token, other, now + timedelta(days=LINK_DAYS), path)


def _keep(
    session: Session,
    links: _Links,
    stored: mail.OutgoingMail | None,
    user: User,
    invitation: WaveInvitation,
) -> None:
    """Note which mail went to whom; None: it was stored when this ran before."""
    if stored is None:
        return
    session.flush()
    kept = InvitationMail(
        invitation=invitation,
        user_id=user.id,
        mail_id=stored.id,
        sent_for=invitation.last_mail_at,
        token_hash=token_hash(links.other),
        leads_to=links.leads_to,
    )
    session.add(kept)
