"""What follows from events about organisations."""

from datetime import timedelta

from sqlalchemy.orm import Session

from ikparticipation import clock, mail
from ikparticipation.accounts.models import User
from ikparticipation.accounts.services import HOME, issue_link
from ikparticipation.audit import AuditEvent
from ikparticipation.organisations import mails
from ikparticipation.organisations.models import Membership
from ikparticipation.settings import Settings

INVITATION_DAYS = 14


def mail_member_invitation(session: Session, event: AuditEvent, settings: Settings) -> None:
    """Send the new member a link; `event` is MEMBER_INVITED, its subject the membership.

    Nothing is sent if the membership has ended meanwhile.
    """
    membership = session.get(Membership, event.subject_id)
    if membership is None:
        return
    inviter = session.get(User, event.actor_id) if event.actor_id else None
    now, user = clock.now(), membership.user
    message = mails.member_invitation(
        membership,
        inviter=inviter.name if inviter else None,
        token=issue_link(session, user, leads_to=HOME, at=now, days=INVITATION_DAYS),
        expires_at=now + timedelta(days=INVITATION_DAYS),
        settings=settings,
    )
    mail.queue(session, message, key=f"member invitation {event.id}:{user.id}")
