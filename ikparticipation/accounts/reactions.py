"""What follows from events about accounts."""

from datetime import timedelta

from sqlalchemy.orm import Session

from ikparticipation import clock, mail
from ikparticipation.accounts import mails
from ikparticipation.accounts.models import User
from ikparticipation.accounts.services import HOME, issue_link
from ikparticipation.audit import AuditEvent
from ikparticipation.settings import Settings

INVITATION_DAYS = 14
FRESH_LINK_DAYS = 1


def mail_staff_invitation(session: Session, event: AuditEvent, settings: Settings) -> None:
    """Send the invited person a link; `event` is USER_INVITED, its subject the user."""
    user = session.get_one(User, event.subject_id)
    inviter = session.get(User, event.actor_id) if event.actor_id else None
    now = clock.now()
    token = issue_link(session, user, leads_to=HOME, at=now, days=INVITATION_DAYS)
    message = mails.staff_invitation(
        user,
        inviter=inviter.name if inviter else None,
        token=token,
        expires_at=now + timedelta(days=INVITATION_DAYS),
        settings=settings,
    )
    mail.queue(session, message, key=f"staff invitation {event.id}:{user.id}")


def mail_fresh_link(session: Session, event: AuditEvent, settings: Settings) -> None:
    """Send a link that leads where the person wanted to go; `event` is LINK_REQUESTED."""
    user = session.get_one(User, event.subject_id)
    now = clock.now()
    token = issue_link(
        session, user, leads_to=event.facts["leads_to"], at=now, days=FRESH_LINK_DAYS
    )
    expires_at = now + timedelta(days=FRESH_LINK_DAYS)
    message = mails.fresh_link(user, token=token, expires_at=expires_at, settings=settings)
    mail.queue(session, message, key=f"fresh link {event.id}:{user.id}")


def mail_password_notice(session: Session, event: AuditEvent, settings: Settings) -> None:
    """Tell the owner that the password changed; `event` is PASSWORD_SET."""
    user = session.get_one(User, event.subject_id)
    removed = bool(event.facts["removed"])
    message = mails.password_changed(user, removed=removed, at=event.at, settings=settings)
    mail.queue(session, message, key=f"password notice {event.id}:{user.id}")
