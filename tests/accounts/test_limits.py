import pytest

from ikparticipation import db, web
from ikparticipation.accounts import services
from ikparticipation.app import create_app
from ikparticipation.clock import now
from tests import make
from tests.conftest import make_settings


@pytest.fixture
def limited(session, database_url, tmp_path, monkeypatch):
    """An application of its own that counts, from zero."""
    monkeypatch.setattr(web.limiter, "enabled", True)
    app = create_app(make_settings(database_url, tmp_path), lambda _event: None)
    app.config["WTF_CSRF_ENABLED"] = False
    yield app
    db.sessions_of(app).kw["bind"].dispose()


def statuses(app, path, data=None, *, times, address="192.0.2.1"):
    client, environ = app.test_client(), {"REMOTE_ADDR": address}
    return [
        client.post(path, data=data and data(n), environ_overrides=environ).status_code
        for n in range(times)
    ]


def test_one_password_cannot_be_guessed(limited):
    guesses = lambda n: {"email": "Anna@example.org", "password": f"Versuch {n}"}  # noqa: E731

    first = statuses(limited, "/anmelden", guesses, times=11)
    elsewhere = statuses(limited, "/anmelden", guesses, times=1, address="192.0.2.2")

    assert first == [422] * 10 + [429]
    assert elsewhere == [429]


def test_many_passwords_cannot_be_guessed_from_one_address(limited):
    guesses = lambda n: {"email": f"person{n}@example.org", "password": "Passwort123"}  # noqa: E731

    first = statuses(limited, "/anmelden", guesses, times=31)
    elsewhere = statuses(limited, "/anmelden", guesses, times=1, address="192.0.2.2")

    assert first == [422] * 30 + [429]
    assert elsewhere == [422]


def test_nobody_fills_a_mailbox_with_links(limited):
    same = lambda _n: {"email": "anna@example.org"}  # noqa: E731

    assert statuses(limited, "/passwort-vergessen", same, times=11) == [303] * 10 + [429]


def test_one_old_link_brings_few_fresh_ones(limited, session):
    token = services.issue_link(session, make.user(session), leads_to="/", at=now())
    session.commit()

    assert statuses(limited, f"/anmelden/{token}/neu", times=4) == [303] * 3 + [429]


def test_tokens_cannot_be_tried_without_end(limited):
    assert statuses(limited, "/anmelden/erfunden", times=61) == [404] * 60 + [429]


def test_the_answer_says_what_to_do(limited):
    statuses(limited, "/anmelden", times=30)

    answer = limited.test_client().post("/anmelden", environ_overrides={"REMOTE_ADDR": "192.0.2.1"})

    assert answer.status_code == 429
    assert "Bitte warten Sie ein paar Minuten." in answer.text


def test_reading_the_page_is_not_counted(limited):
    client = limited.test_client()

    assert {client.get("/anmelden").status_code for _ in range(35)} == {200}
