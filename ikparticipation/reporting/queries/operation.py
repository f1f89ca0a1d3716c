"""What an administrator looks at: background work, the outbox, who did what."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import AuditEvent, EventState
from ikparticipation.db import AnyRow
from ikparticipation.mail import MailState, OutgoingMail

PAGE = 50


def event_counts(session: Session) -> Mapping[EventState, int]:
    """Return how many events there are in each state; a state without any is 0."""
    rows = session.execute(select(AuditEvent.state, func.count()).group_by(AuditEvent.state))
    return dict.fromkeys(EventState, 0) | dict(rows.all())


def mail_counts(session: Session) -> Mapping[MailState, int]:
    rows = session.execute(select(OutgoingMail.state, func.count()).group_by(OutgoingMail.state))
    return dict.fromkeys(MailState, 0) | dict(rows.all())


def events(session: Session, state: EventState | None, *, page: int) -> Sequence[AnyRow]:
    """Return one page of the trail, newest first: what happened, when, who, how far it is."""
    query = (
        select(
            AuditEvent.id,
            AuditEvent.action,
            AuditEvent.at,
            AuditEvent.state,
            AuditEvent.tries,
            AuditEvent.error,
            User.name.label("actor"),
        )
        .outerjoin(User, User.id == AuditEvent.actor_id)
        .order_by(AuditEvent.at.desc(), AuditEvent.id)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    return session.execute(query.where(AuditEvent.state == state) if state else query).all()


def mails(session: Session, state: MailState | None, *, page: int) -> Sequence[AnyRow]:
    """Return one page of the outbox, newest first, without the bodies."""
    query = (
        select(
            OutgoingMail.id,
            OutgoingMail.to,
            OutgoingMail.subject,
            OutgoingMail.written_at,
            OutgoingMail.state,
            OutgoingMail.tries,
            OutgoingMail.error,
        )
        .order_by(OutgoingMail.written_at.desc(), OutgoingMail.id)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    return session.execute(query.where(OutgoingMail.state == state) if state else query).all()
