import pytest
from sqlalchemy import select

from ikparticipation.accounts import passwords
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.mail import OutgoingMail
from tests import make

PASSWORD = "Regen auf dem Dach"
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def anna(session):
    stored = passwords.hashed(PASSWORD, cost=64)
    return make.user(session, email="anna@example.org", name="Anna", password_hash=stored)


@pytest.fixture
def browser(app, anna):
    """Return a function that opens one more browser in which Anna signs in."""

    def open_one():
        client = app.test_client()
        client.post("/anmelden", data={"email": anna.email, "password": PASSWORD})
        return client

    return open_one


def signed_in(client) -> bool:
    return client.get("/mein/konto").status_code == 200


def test_name_and_language_change_together_with_the_pages(session, anna, as_user):
    client = as_user(anna)

    answer = client.post("/mein/konto", data={"name": "Anna Berg", "language": "en"})

    assert (answer.status_code, answer.location) == (303, "/mein/konto")
    session.refresh(anna)
    assert (anna.name, anna.language) == ("Anna Berg", "en")
    assert client.get_cookie("sprache").value == "en"


@pytest.mark.parametrize(
    "typed",
    [{"name": ""}, {"name": "x" * 121}, {"language": "tlh"}, {"language": ""}],
)
def test_what_does_not_fit_comes_back_and_nothing_changes(session, anna, as_user, typed):
    answer = as_user(anna).post("/mein/konto", data={"name": "Neu", "language": "de"} | typed)

    assert answer.status_code == 422
    session.refresh(anna)
    assert anna.name == "Anna"


def test_a_script_in_the_name_is_only_text(session, anna, as_user):
    page = as_user(anna).post(
        "/mein/konto", data={"name": SCRIPT, "language": "de"}, follow_redirects=True
    )

    assert page.status_code == 200
    assert SCRIPT not in page.text


def test_a_new_password_keeps_this_browser_and_ends_the_others(session, anna, browser, app):
    mine, other = browser(), browser()

    answer = mine.post("/mein/konto/passwort", data={"password": "Kaffee am Mittag"})

    assert answer.status_code == 303
    assert signed_in(mine)
    assert not signed_in(other)
    typed = {"email": anna.email, "password": "Kaffee am Mittag"}
    assert app.test_client().post("/anmelden", data=typed).status_code == 303


def test_the_owner_hears_of_a_new_password_by_mail(session, anna, as_user, work):
    as_user(anna).post("/mein/konto/passwort", data={"password": "Kaffee am Mittag"})
    work()

    mail = session.scalars(select(OutgoingMail)).one()
    assert (mail.to, mail.subject) == (anna.email, "Ihr Passwort wurde geändert")
    assert "Kaffee" not in mail.body


@pytest.mark.parametrize("password", ["", "kurz", "x" * 201])
def test_a_password_that_does_not_fit_is_refused(session, anna, as_user, password):
    before = anna.password_hash

    answer = as_user(anna).post("/mein/konto/passwort", data={"password": password})

    assert answer.status_code == 422
    session.refresh(anna)
    assert anna.password_hash == before


def test_removing_the_password_asks_once_more(session, anna, as_user):
    client = as_user(anna)
    assert "Passwort entfernen?" in client.get("/mein/konto/passwort/entfernen").text

    answer = client.post("/mein/konto/passwort/entfernen")

    assert answer.status_code == 303
    session.refresh(anna)
    assert anna.password_hash is None
    assert "Passwort festlegen" in client.get("/mein/konto").text


def test_signing_out_everywhere_keeps_this_browser(session, anna, browser):
    mine, other = browser(), browser()

    answer = mine.post("/mein/konto/ueberall-abmelden")

    assert answer.status_code == 303
    assert signed_in(mine)
    assert not signed_in(other)
    done = select(AuditEvent.action).where(AuditEvent.actor_id == anna.id)
    assert session.scalars(done).all() == [Action.SIGNED_OUT_EVERYWHERE]


def test_the_page_says_that_this_browser_stays_signed_in(anna, as_user):
    assert "Auf diesem Gerät bleiben Sie angemeldet." in as_user(anna).get("/mein/konto").text


@pytest.mark.parametrize(
    "path", ["/mein/konto", "/mein/konto/passwort", "/mein/konto/passwort/entfernen"]
)
def test_visitors_are_asked_to_sign_in_and_led_back(session, as_user, path):
    answer = as_user().get(path)

    assert answer.status_code == 302
    assert answer.location == f"/anmelden?weiter={path}"
