import smtplib
from datetime import timedelta
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.mail import MailState, Message, OutgoingMail, queue
from ikparticipation.mail import services as mail
from tests import services

SENDER = "beteiligung@example.org"


def letter(to="kontakt@example.org", **given):
    return Message(
        **{"to": to, "subject": "Grüße", "body": "Hier entlang: /anmelden/geheim\n"} | given
    )


def stored(session, **given):
    row = queue(session, letter(**given), key=f"k{clock.now()}")
    session.commit()
    return row


def claimed(session, **given):
    row = stored(session, **given)
    assert list(mail.claim_due(session, at=clock.now())) == [row.id]
    session.commit()
    session.refresh(row)
    return row


class Inbox:
    def __init__(self):
        self.mails = []

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - aiosmtpd's name
        self.mails.append(envelope)
        return "250 OK"


@pytest.fixture
def inbox():
    inbox = Inbox()
    port = services.free_port()
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    inbox.url = f"smtp://127.0.0.1:{port}"
    yield inbox
    controller.stop()


def test_a_mail_with_the_same_key_is_stored_once(session):
    queue(session, letter(), key="invitation:1")
    queue(session, letter(), key="invitation:1")
    session.commit()

    assert len(session.scalars(select(OutgoingMail)).all()) == 1


def test_a_real_server_receives_what_was_written(session, inbox):
    row = claimed(session)

    mail.send(session, row, mail.smtp(inbox.url), sender=SENDER)
    session.commit()

    assert row.state is MailState.SENT
    (received,) = inbox.mails
    assert (received.mail_from, received.rcpt_tos) == (SENDER, ["kontakt@example.org"])
    assert b"Hier entlang" in received.content


def test_what_opens_a_door_is_blacked_out_once_it_is_sent(session, inbox):
    row = claimed(session, secret="geheim")

    mail.send(session, row, mail.smtp(inbox.url), sender=SENDER)
    session.commit()

    assert "geheim" not in row.body
    assert row.secret is None
    assert b"geheim" in inbox.mails[0].content


def test_a_server_that_is_away_gets_it_later(session):
    row = claimed(session)

    mail.send(session, row, mail.smtp("smtp://127.0.0.1:1"), sender=SENDER)
    session.commit()

    assert row.state is MailState.QUEUED
    assert "ConnectionRefusedError" in row.error
    assert list(mail.claim_due(session, at=clock.now())) == []
    assert list(mail.claim_due(session, at=clock.now() + timedelta(hours=1))) == [row.id]


def test_it_is_given_up_after_the_last_try(session):
    def refuse(_email: EmailMessage) -> None:
        raise smtplib.SMTPRecipientsRefused({})

    row = claimed(session)
    row.tries = mail.MOST_TRIES

    mail.send(session, row, refuse, sender=SENDER)
    session.commit()

    assert row.state is MailState.FAILED


def test_without_a_mail_server_it_is_kept_to_be_read(session):
    row = claimed(session, secret="geheim")

    mail.send(session, row, None, sender=SENDER)
    session.commit()

    assert row.state is MailState.KEPT
    assert "geheim" in row.body


def test_a_claimed_mail_is_not_claimed_twice_but_comes_back_after_the_lease(session):
    row = claimed(session)

    assert list(mail.claim_due(session, at=clock.now())) == []
    assert list(mail.claim_due(session, at=clock.now() + mail.LEASE)) == [row.id]


def test_nobody_adds_headers_through_a_subject(session, inbox):
    row = claimed(session, subject="Hallo\nBcc: alle@example.org")

    mail.send(session, row, mail.smtp(inbox.url), sender=SENDER)

    assert row.state is MailState.QUEUED
    assert inbox.mails == []
