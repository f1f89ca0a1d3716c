"""Storing a mail once, and sending what is due.

SMTP cannot say whether a mail arrived when the connection breaks after the last dot: such a mail
is sent again. Everything else is exactly once.
"""

import smtplib
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from urllib.parse import unquote, urlsplit
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ikparticipation import clock
from ikparticipation.mail.messages import Message
from ikparticipation.mail.models import MailState, OutgoingMail

BLACKENED = "████████"
MOST_TRIES = 8
FIRST_PAUSE = timedelta(minutes=1)
LEASE = timedelta(minutes=5)
BATCH = 50

Deliver = Callable[[EmailMessage], None]


def queue(session: Session, message: Message, *, key: str) -> OutgoingMail | None:
    """Store a mail for sending. None if one with this key is stored already."""
    if session.scalar(select(OutgoingMail.id).where(OutgoingMail.key == key)) is not None:
        return None
    now = clock.now()
    mail = OutgoingMail(
        key=key,
        to=message.to,
        subject=message.subject,
        body=message.body,
        secret=message.secret,
        written_at=now,
        due_at=now,
    )
    session.add(mail)
    return mail


def claim_due(session: Session, *, at: datetime) -> Sequence[UUID]:
    """Take the mails that are due, for the length of a lease. The caller commits at once."""
    waiting = OutgoingMail.state.in_([MailState.QUEUED, MailState.SENDING])
    due = (
        select(OutgoingMail.id)
        .where(waiting, OutgoingMail.due_at <= at)
        .order_by(OutgoingMail.written_at)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    found = session.scalars(due).all()
    session.execute(
        update(OutgoingMail)
        .where(OutgoingMail.id.in_(found))
        .values(state=MailState.SENDING, tries=OutgoingMail.tries + 1, due_at=at + LEASE)
    )
    return found


def send(session: Session, mail: OutgoingMail, deliver: Deliver | None, *, sender: str) -> None:
    """Send one claimed mail and note what came of it. Without `deliver` it is kept to be read."""
    now = clock.now()
    if deliver is None:
        mail.state = MailState.KEPT
        return
    try:
        deliver(_as_email(mail, sender))
    except (smtplib.SMTPException, OSError, ValueError) as error:
        given_up = mail.tries >= MOST_TRIES
        mail.state = MailState.FAILED if given_up else MailState.QUEUED
        mail.due_at = now + FIRST_PAUSE * 2**mail.tries
        mail.error = f"{type(error).__name__}: {error}"[:500]
        return
    mail.state, mail.sent_at, mail.error = MailState.SENT, now, None
    if mail.secret:
        mail.body, mail.secret = blackened(mail.body, mail.secret), None
    session.flush()


def blackened(body: str, secret: str) -> str:
    """Return a body without its secrets; several stand in `secret` with spaces between."""
    for part in secret.split():
        body = body.replace(part, BLACKENED)
    return body


def _as_email(mail: OutgoingMail, sender: str) -> EmailMessage:
    email = EmailMessage()
    email["From"], email["To"], email["Subject"] = sender, mail.to, mail.subject
    email["Date"] = format_datetime(mail.written_at)
    email["Message-ID"] = make_msgid(mail.id.hex, domain=sender.rpartition("@")[2] or "localhost")
    email["Auto-Submitted"] = "auto-generated"
    email.set_content(mail.body)
    return email


def smtp(url: str) -> Deliver:
    """Return what hands a mail to the server at `smtp[s]://user:password@host:port`.

    `smtp://` upgrades to TLS where the server offers it; one connection per mail.
    """
    parts = urlsplit(url)

    def deliver(email: EmailMessage) -> None:
        kind = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
        with kind(parts.hostname or "localhost", parts.port or 0, timeout=20) as server:
            server.ehlo()
            if parts.scheme == "smtp" and server.has_extn("starttls"):
                server.starttls()
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            server.send_message(email)

    return deliver
