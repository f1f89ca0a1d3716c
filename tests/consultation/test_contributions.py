"""What came by letter, by telephone or in a meeting, and was typed in by the staff."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.consultation import services
from ikparticipation.consultation.models import Channel, CommentKind, CommentStatus
from ikparticipation.consultation.period import day_of
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.mail import OutgoingMail
from tests import make, make_drafts
from tests.consultation.commenting import comments

TODAY = day_of(clock.now())
DAY = timedelta(days=1)


def enter(session, in_round, **given):
    defaults = {
        "author": given.get("author") or make.moderator(session),
        "in_round": in_round,
        "passage": None,
        "span": None,
        "kind": CommentKind.REMARK,
        "text": "Am Telefon gesagt.",
        "channel": Channel.TELEPHONE,
        "received_on": TODAY,
        "sender": "Frau Beispiel",
        "at": clock.now(),
    }
    return services.submit_comment(session, **defaults | given)


def test_it_waits_like_any_other_and_the_trail_says_who_entered_it(session, work):
    comment = enter(session, make_drafts.open_round(session))

    work()
    assert (comment.status, comment.channel) == (CommentStatus.SUBMITTED, Channel.TELEPHONE)
    event = session.scalars(select(AuditEvent).where(AuditEvent.subject_id == comment.id)).one()
    assert (event.action, event.actor_id) == (Action.COMMENT_ENTERED, comment.author.id)
    assert session.scalars(select(OutgoingMail)).all() == []


def test_who_entered_it_gets_no_mail_about_what_comes_of_it(session, work):
    comment = enter(session, make_drafts.open_round(session))
    services.publish_comment(
        session, comment, moderator=make.moderator(session), at=clock.now(), seen=comment.version
    )

    work()

    assert session.scalars(select(OutgoingMail)).all() == []


@pytest.mark.parametrize(
    ("received", "accepted"),
    [
        (-2 * DAY, True),  # on the first day
        (-3 * DAY, False),  # before the round
        (-DAY, True),  # on the last day, entered afterwards
        (timedelta(0), False),  # too late
        (DAY, False),  # not yet
    ],
)
def test_it_counts_if_it_came_in_time(session, received, accepted):
    now = clock.now()
    in_round = make_drafts.open_round(
        session, opens_at=now - 2 * DAY, closes_at=now - DAY + timedelta(microseconds=1)
    )

    if accepted:
        enter(session, in_round, received_on=TODAY + received)
    else:
        with pytest.raises(ConflictError):
            enter(session, in_round, received_on=TODAY + received)


@pytest.mark.parametrize("who", [make.user, make.member])
def test_only_staff_enter_what_others_said(session, who):
    with pytest.raises(NotAllowedError):
        enter(session, make_drafts.open_round(session), author=who(session))


@pytest.mark.parametrize("missing", [{"sender": ""}, {"received_on": None}])
def test_it_has_a_sender_and_a_day(session, missing):
    with pytest.raises(InvalidError):
        enter(session, make_drafts.open_round(session), **missing)


@pytest.fixture
def in_round(session):
    version = make_drafts.version(session, slug="leitlinien")
    return make_drafts.open_round(session, of=version)


@pytest.fixture
def client(session, as_user):
    return as_user(make.moderator(session))


def typed(**given):
    defaults = {
        "submission_id": str(uuid4()),
        "channel": "letter",
        "received_on": TODAY,
        "organisation": "",
        "sender": "Frau Beispiel",
        "kind": "remark",
        "text": "Aus dem Brief",
        "place": "0-21",
        "replacement": "",
    }
    return defaults | given


def test_a_letter_is_entered_at_its_passage(session, client, in_round, as_user):
    here = f"/verwaltung/runden/{in_round.id}/beitrag"
    organisation = make.organisation(session, name="Turnverein Beispiel")
    assert "Auf den ganzen Text" in client.get(here).text
    page = client.get(f"{here}/p2")
    assert "Turnverein Beispiel" in page.text

    data = typed(organisation="turnverein  beispiel", sender="")
    answer = client.post(f"{here}/p2", data=data, follow_redirects=True)
    client.post(f"{here}/p2", data=data)

    assert "Der Beitrag ist eingetragen." in answer.text
    found = comments(session)
    assert len(found) == 1
    comment = found[0]
    assert (comment.quote, comment.organisation_id) == ("Sprache öffnet Türen.", organisation.id)
    services.publish_comment(
        session, comment, moderator=make.moderator(session), at=clock.now(), seen=comment.version
    )
    session.commit()
    for address in ("/entwuerfe/leitlinien/1", f"/kommentare/{comment.id}"):
        assert "als Brief eingegangen" in as_user().get(address).text


def test_the_senders_name_is_for_the_staff_only(session, client, in_round, as_user):
    address = f"/verwaltung/runden/{in_round.id}/beitrag/ganzer-text"

    page = client.post(address, data=typed(), follow_redirects=True)

    assert "Frau Beispiel" in page.text
    comment = comments(session)[0]
    services.publish_comment(
        session, comment, moderator=make.moderator(session), at=clock.now(), seen=comment.version
    )
    session.commit()
    public = as_user().get(f"/kommentare/{comment.id}").text
    assert "Frau Beispiel" not in public
    assert "Privatperson" in public


@pytest.mark.parametrize(
    ("given", "status", "said"),
    [
        ({"sender": ""}, 422, "entweder eine Organisation oder einen Namen"),
        ({"organisation": "X"}, 422, "entweder eine Organisation oder einen Namen"),
        ({"organisation": "Gibt es nicht", "sender": ""}, 422, "steht nicht genau einmal"),
        ({"channel": "pigeon"}, 422, "Bitte wählen Sie, wie der Beitrag kam."),
        ({"received_on": ""}, 422, "Bitte geben Sie an, wann der Beitrag kam."),
        ({"received_on": TODAY + DAY}, 409, "kann zurzeit nicht kommentiert werden"),
        ({"place": "3-9999"}, 422, "Diese Stelle gibt es hier nicht."),
        ({"words": "Sport"}, 422, "Diese Wörter stehen so nicht"),
    ],
)
def test_what_does_not_fit_comes_back(session, client, in_round, given, status, said):
    address = f"/verwaltung/runden/{in_round.id}/beitrag/p2"

    answer = client.post(address, data=typed(text="Mühsam abgetippt") | given)

    assert (answer.status_code, said in answer.text) == (status, True)
    assert "Mühsam abgetippt" in answer.text
    assert comments(session) == []


@pytest.mark.parametrize("key", ["p99", "%00", "p1'--"])
def test_a_passage_that_is_none_is_not_found(client, in_round, key):
    assert client.get(f"/verwaltung/runden/{in_round.id}/beitrag/{key}").status_code == 404
