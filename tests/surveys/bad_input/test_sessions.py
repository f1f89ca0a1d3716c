"""A browser that comes back after two weeks: what was typed comes back, too."""

from datetime import timedelta
from io import BytesIO

import pytest

from ikparticipation import clock
from tests import make
from tests.surveys.pages import soup, words

TYPED = "Wir beraten in Wolmirstedt.\nAuch <b>abends</b> & nach Absprache."
FIELDS = {"version": "0", "seite": "x.1", "aktion": "weiter", "answers/was": TYPED}
HERE = {"Origin": "http://localhost"}


@pytest.fixture(autouse=True)
def _tokens_are_checked(app, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)


def held(answer):
    """Return the fields that the page would send again, without its token."""
    form = soup(answer).select_one("main form")
    fields = {tag["name"]: tag["value"] for tag in form.select("input[name]")}
    return form["action"], fields


def again(client, answer, **headers):
    action, fields = held(answer)
    return client.post(action, data=fields, headers=HERE | headers)


def test_after_the_session_has_ended_the_page_holds_what_was_typed(as_user, here, stored):
    answer = as_user().post(f"{here}/wir", data=FIELDS | {"csrf_token": "old"}, headers=HERE)

    action, fields = held(answer)
    assert answer.status_code == 400
    assert "Ihre Sitzung ist abgelaufen" in words(answer)
    assert "Waren Sie angemeldet? Melden Sie sich in einem neuen Fenster an" in words(answer)
    assert action == f"{here}/wir"
    assert fields.pop("csrf_token") != "old"
    assert fields == FIELDS
    assert [p.text for p in soup(answer).select(".typed")] == [TYPED]
    assert stored() is None


def test_signed_in_again_elsewhere_it_is_sent_with_two_presses(as_user, here, seat, stored):
    visitor, member = as_user(), as_user(seat[2])
    lost = visitor.post(f"{here}/wir", data=FIELDS | {"csrf_token": "old"}, headers=HERE)

    shown = again(member, lost)
    saved = again(member, shown)

    assert shown.status_code == 400
    assert "war zu lange offen" in words(shown)
    assert "neuen Fenster" not in words(shown)
    assert saved.status_code == 303
    assert stored().document["answers"]["was"] == " ".join(TYPED.split())


def test_a_cookie_older_than_two_weeks_is_a_session_that_has_ended(
    app, as_user, here, seat, stored, monkeypatch
):
    client = as_user(seat[2])
    client.get(f"{here}/wir")
    token = soup(client.get(f"{here}/wir")).select_one("#antworten [name=csrf_token]")["value"]
    monkeypatch.setitem(app.config, "PERMANENT_SESSION_LIFETIME", timedelta(seconds=-1))

    answer = client.post(f"{here}/wir", data=FIELDS | {"csrf_token": token}, headers=HERE)

    assert answer.status_code == 400
    assert held(answer)[1]["answers/was"] == TYPED
    assert stored() is None


@pytest.mark.parametrize("why", ["signed out everywhere", "locked"])
def test_who_was_signed_out_in_between_reads_it_as_well(session, as_user, here, seat, stored, why):
    user, client = seat[2], as_user(seat[2])
    token = soup(client.get(f"{here}/wir")).select_one("#antworten [name=csrf_token]")["value"]
    if why == "locked":
        user.disabled_at = clock.now()
    else:
        user.session_key = "another"
    session.commit()

    answer = client.post(f"{here}/wir", data=FIELDS | {"csrf_token": token}, headers=HERE)

    assert answer.status_code == 401
    assert "Waren Sie angemeldet" not in words(answer)
    assert held(answer)[1]["answers/was"] == TYPED
    assert stored() is None


def test_who_needs_no_account_just_sends_it_again(as_user):
    client = as_user()
    form = {"csrf_token": "old", "name": "Eva Muster"}

    shown = client.post("/nicht-zustaendig/geraten", data=form, headers=HERE)
    answer = again(client, shown)

    assert shown.status_code == 400
    assert answer.status_code == 404


def test_what_somebody_saved_meanwhile_is_not_overwritten_by_it(as_user, here, seat, stored):
    client = as_user(seat[2])
    late = client.post(f"{here}/wir", data=FIELDS | {"csrf_token": "old"}, headers=HERE)
    page = client.get(f"{here}/wir")
    token = soup(page).select_one("#antworten [name=csrf_token]")["value"]
    other = {"csrf_token": token, "version": "0", "answers/was": "Etwas anderes"}
    assert client.post(f"{here}/wir", data=other, headers=HERE).status_code == 303

    answer = again(client, late)

    assert answer.status_code == 409
    assert "Etwas anderes" in words(answer)
    assert TYPED.splitlines()[0] in answer.text
    assert stored().document["answers"]["was"] == "Etwas anderes"


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://elsewhere.example"}, {"Origin": "null"}, {}],
    ids=["another site", "a site that hides", "nobody says"],
)
def test_what_another_site_sends_is_not_held(as_user, here, headers):
    answer = as_user().post(f"{here}/wir", data=FIELDS, headers=headers)

    assert answer.status_code == 400
    assert "Wolmirstedt" not in answer.text


def test_a_password_is_never_held(session, as_user):
    make.user(session, email="anna@example.org")

    answer = as_user().post(
        "/anmelden", data={"email": "anna@example.org", "password": "geheim genug"}, headers=HERE
    )

    assert answer.status_code == 400
    assert "geheim genug" not in answer.text


def test_files_have_to_be_chosen_again_and_the_page_says_so(as_user, here):
    with_file = FIELDS | {"answers/datei": (BytesIO(b"abc"), "satzung.pdf")}

    answer = as_user().post(
        f"{here}/wir", data=with_file, headers=HERE, content_type="multipart/form-data"
    )

    assert "Dateien wählen Sie danach bitte noch einmal aus" in words(answer)
    assert held(answer)[1]["answers/was"] == TYPED
