"""For administrators: what happened, what failed, and which mails were written."""

from datetime import timedelta
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup

from ikparticipation import clock
from ikparticipation.audit import Action, EventState, record
from ikparticipation.audit.models import MOST_TRIES
from ikparticipation.mail import MailState, OutgoingMail
from ikparticipation.mail.services import BLACKENED
from ikparticipation.reporting import labels
from ikparticipation.reporting.policies import shows_secret
from tests import make
from tests.conftest import make_settings

TOKEN = "s3cr3t-t0ken"
BODY = f"Guten Tag,\n\nhttps://example.org/anmelden/{TOKEN}\n"


@pytest.fixture
def read(as_user, session):
    administrator = make.administrator(session)

    def get(path, user=administrator, status=200):
        answer = as_user(user).get(path)
        assert answer.status_code == status
        return BeautifulSoup(answer.text, "html.parser")

    return get


def event(session, state=EventState.DONE, **given):
    now = clock.now()
    stored = record(
        session, given.pop("action", Action.USER_CHANGED), make.user(session), actor_id=None
    )
    stored.state = state
    stored.handled_at = now if state is EventState.DONE else None
    if state is EventState.FAILED:
        stored.tries, stored.error = MOST_TRIES, "ValueError: so nicht"
    for name, value in given.items():
        setattr(stored, name, value)
    session.commit()
    return stored


def mail(session, state=MailState.QUEUED, **given):
    now = clock.now()
    defaults = {
        "key": str(uuid4()),
        "to": "frau.muster@example.org",
        "subject": "Ihre Einladung",
        "body": BODY,
        "secret": None if state is MailState.SENT else TOKEN,
        "written_at": now,
        "due_at": now,
        "state": state,
        "sent_at": now if state is MailState.SENT else None,
    }
    return make.store(session, OutgoingMail(**defaults | given))


def test_the_trail_tells_what_happened_who_did_it_and_how_far_it_is(session, read):
    actor = make.steering(session, name="Frau Steuer")
    event(session, action=Action.WAVE_OPENED, actor_id=actor.id)
    event(session, EventState.FAILED, action=Action.RESPONSE_SUBMITTED)

    rows = [
        " ".join(row.get_text(" ").split())
        for row in read("/verwaltung/betrieb/").select("tbody tr")
    ]

    assert len(rows) == 2
    assert "Welle angelegt Frau Steuer erledigt" in rows[1]
    assert "Antwort abgesendet das System gescheitert ValueError: so nicht" in rows[0]


def test_the_trail_filters_by_state(session, read):
    for state in EventState:
        event(session, state)

    tree = read("/verwaltung/betrieb/")

    for link in tree.select('nav[aria-label="Nach Stand filtern"] a')[1:]:
        assert link.text.endswith(": 1")
        filtered = read(link["href"])
        assert len(filtered.select("tbody tr")) == 1
        assert filtered.main.select_one('a[aria-current="true"]').text == link.text


@pytest.mark.parametrize("path", ["/verwaltung/betrieb/", "/verwaltung/betrieb/postausgang"])
@pytest.mark.parametrize("state", ["gibt-es-nicht", "%00", "FAILED", "x" * 3000])
def test_an_unknown_state_has_nothing(session, read, path, state):
    event(session)
    mail(session)

    tree = read(f"{path}?stand={state}")

    assert tree.select_one(".empty__title").text.startswith("Kein")
    assert read(tree.select_one(".empty a")["href"]).select("tbody tr, .queue__row")


@pytest.mark.parametrize("path", ["/verwaltung/betrieb/", "/verwaltung/betrieb/postausgang"])
def test_an_empty_list_says_so(session, read, path):
    assert read(path).select_one(".empty__title")


@pytest.mark.parametrize("page", ["0", "3", "99999999999", "x"])
def test_a_page_out_of_range_is_one_that_exists(session, read, page):
    for _ in range(51):
        event(session)
        mail(session)

    trail = read(f"/verwaltung/betrieb/?seite={page}")
    outbox = read(f"/verwaltung/betrieb/postausgang?seite={page}")

    assert len(trail.select("tbody tr")) == len(outbox.select(".queue__row")) in {1, 50}
    assert "von 2" in trail.select_one(".pager").text


def test_a_failed_event_is_told_on_the_overview_to_administrators(session, read):
    event(session, EventState.FAILED)

    assert "1 Vorgang im Hintergrund ist gescheitert" in read("/verwaltung/").main.text
    assert "gescheitert" not in read("/verwaltung/", make.steering(session)).main.text


def test_a_failed_event_is_started_again_and_done(session, as_user, announcements, work):
    failed = event(session, EventState.FAILED)
    announcements.clear()

    answer = as_user(make.administrator(session)).post(
        f"/verwaltung/betrieb/{failed.id}/wiederholen"
    )

    assert (answer.status_code, answer.location) == (303, "/verwaltung/betrieb/")
    assert announcements == [failed.id]
    assert work() == 1
    assert (failed.state, failed.tries, failed.error) == (EventState.DONE, 1, None)


@pytest.mark.parametrize("state", [s for s in EventState if s is not EventState.FAILED])
def test_only_what_has_failed_can_be_started_again(session, as_user, state):
    other = event(session, state)

    answer = as_user(make.administrator(session)).post(
        f"/verwaltung/betrieb/{other.id}/wiederholen"
    )

    session.refresh(other)
    assert answer.status_code == 409
    assert other.state is state


def test_a_double_click_starts_it_once(session, as_user, announcements):
    failed = event(session, EventState.FAILED)
    client = as_user(make.administrator(session))
    announcements.clear()

    codes = [
        client.post(f"/verwaltung/betrieb/{failed.id}/wiederholen").status_code for _ in range(2)
    ]

    assert codes == [303, 409]
    assert announcements == [failed.id]


@pytest.mark.parametrize("person", [make.user, make.member, make.moderator, make.steering])
@pytest.mark.parametrize("page", ["", "postausgang", "postausgang/{mail}"])
def test_operation_is_for_administrators(session, read, person, page):
    letter = mail(session)

    read(f"/verwaltung/betrieb/{page.format(mail=letter.id)}", person(session), status=403)


def test_the_outbox_lists_mails_without_their_words(session, read):
    for state in MailState:
        mail(session, state)

    tree = read("/verwaltung/betrieb/postausgang")

    assert len(tree.select(".queue__row")) == len(MailState)
    assert TOKEN not in str(tree)
    for link in tree.select('nav[aria-label="Nach Stand filtern"] a')[1:]:
        assert len(read(link["href"]).select(".queue__row")) == 1


@pytest.mark.parametrize(
    ("state", "smtp", "readable"),
    [
        (MailState.KEPT, None, True),
        (MailState.QUEUED, None, False),
        (MailState.SENDING, None, False),
        (MailState.FAILED, None, False),
        (MailState.KEPT, "smtp://example.org", False),
        (MailState.QUEUED, "smtp://example.org", False),
        (MailState.SENDING, "smtp://example.org", False),
        (MailState.FAILED, "smtp://example.org", False),
    ],
)
def test_what_opens_an_account_is_shown_only_where_no_mail_is_sent(
    app, session, read, monkeypatch, tmp_path, state, smtp, readable
):
    letter = mail(session, state)
    settings = make_settings("sqlite://", tmp_path, smtp_url=smtp)
    monkeypatch.setitem(app.extensions, "ikp_settings", settings)

    tree = read(f"/verwaltung/betrieb/postausgang/{letter.id}")

    assert shows_secret(letter, settings) is readable
    assert (TOKEN in str(tree)) is readable
    assert (BLACKENED in tree.text) is not readable
    assert "frau.muster@example.org" in tree.text


def test_a_sent_mail_keeps_its_words_and_not_its_secret(session, read):
    letter = mail(session, MailState.SENT, body=BODY.replace(TOKEN, BLACKENED))

    tree = read(f"/verwaltung/betrieb/postausgang/{letter.id}")

    assert BLACKENED in tree.select_one(".letter").text
    assert tree.select_one(".badge").text == "gesendet"


def test_a_mail_is_shown_as_text(session, read):
    nasty = "<script>alert(1)</script>"
    letter = mail(session, MailState.KEPT, subject=nasty, body=nasty, to=nasty)

    tree = read(f"/verwaltung/betrieb/postausgang/{letter.id}")

    assert not [script for script in tree.select("script") if not script.get("src")]
    assert nasty in tree.select_one(".letter").text


def test_a_mail_that_could_not_be_sent_says_why(session, read):
    letter = mail(session, MailState.FAILED, error="SMTPServerDisconnected: weg")

    assert "SMTPServerDisconnected" in read(f"/verwaltung/betrieb/postausgang/{letter.id}").text


def test_an_unknown_mail_or_event_is_not_found(session, read, as_user):
    read(f"/verwaltung/betrieb/postausgang/{uuid4()}", status=404)

    answer = as_user(make.administrator(session)).post(f"/verwaltung/betrieb/{uuid4()}/wiederholen")
    assert answer.status_code == 404


def test_old_events_come_last(session, read):
    now = clock.now()
    event(session, action=Action.ROUND_OPENED, at=now - timedelta(days=3))
    event(session, action=Action.WAVE_OPENED, at=now)

    titles = [cell.text for cell in read("/verwaltung/betrieb/").select("tbody th")]

    assert titles == ["Welle angelegt", "Beteiligungsrunde geöffnet"]


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        (labels.ACTIONS, Action),
        (labels.EVENT_STATES, EventState),
        (labels.EVENT_COLOURS, EventState),
        (labels.MAIL_STATES, MailState),
        (labels.MAIL_COLOURS, MailState),
    ],
)
def test_everything_has_a_word(words, keys):
    assert set(words) == set(keys)


@pytest.mark.parametrize("path", ["/verwaltung/betrieb/", "/verwaltung/betrieb/postausgang"])
def test_the_lists_cost_few_statements_however_long_they_are(session, as_user, statements, path):
    def cost(many):
        for _ in range(many):
            event(session)
            mail(session)
        client = as_user(make.administrator(session))
        client.get("/healthz")
        with statements() as seen:
            assert client.get(path).status_code == 200
        return len(seen)

    cost(1)

    assert cost(30) == cost(1) <= 8
