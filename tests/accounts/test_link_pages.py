import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.accounts import passwords, services
from ikparticipation.accounts.models import SignInLink
from ikparticipation.audit import AuditEvent
from ikparticipation.mail import OutgoingMail
from tests import make

PASSWORD = "Regen auf dem Dach"
SCRIPT = '<script>alert("x")</script>'


@pytest.fixture
def anna(session):
    stored = passwords.hashed(PASSWORD, cost=64)
    return make.user(
        session, email="anna@example.org", name="Anna Berg", password_hash=stored, language="en"
    )


def link_for(session, user, **given) -> str:
    facts = {"leads_to": "/mein/konto", "at": clock.now()}
    token = services.issue_link(session, user, **facts | given)
    session.commit()
    return f"/anmelden/{token}"


def signs_in(client) -> bool:
    return client.get("/mein/konto").status_code == 200


@pytest.mark.usefixtures("session")
class TestWithALink:
    def test_opening_it_only_shows_whom_it_signs_in(self, session, anna, as_user):
        link, visitor = link_for(session, anna), as_user()

        pages = [visitor.get(link) for _ in range(3)]

        assert {page.status_code for page in pages} == {200}
        assert "Anna Berg" in pages[0].text
        assert pages[0].headers["Cache-Control"] == "no-store"
        assert not signs_in(visitor)
        assert session.scalars(select(SignInLink.used_at)).one() is None

    def test_the_button_signs_in_and_leads_to_the_page(self, session, anna, as_user):
        link, visitor = link_for(session, anna, leads_to="/mein/konto"), as_user()

        answer = visitor.post(link)

        assert (answer.status_code, answer.location) == (303, "/mein/konto")
        assert signs_in(visitor)

    def test_it_works_once(self, session, anna, as_user):
        link, second = link_for(session, anna), as_user()
        as_user().post(link)

        answers = [second.get(link), second.post(link)]

        assert [answer.status_code for answer in answers] == [410, 410]
        assert all("Dieser Link wurde schon benutzt" in answer.text for answer in answers)
        assert not signs_in(second)

    def test_an_old_one_has_expired(self, session, anna, as_user):
        link = link_for(session, anna, at=clock.now() - timedelta(days=15))

        answers = [as_user().get(link), as_user().post(link)]

        assert [answer.status_code for answer in answers] == [410, 410]
        assert all("Dieser Link ist abgelaufen" in answer.text for answer in answers)

    @pytest.mark.parametrize("token", ["erfunden", "%00", "x" * 3000, "%3Cscript%3E", "..%5C.."])
    def test_an_invented_one_is_unknown(self, as_user, token):
        link = f"/anmelden/{token}"

        answers = [as_user().get(link), as_user().post(link)]

        assert [answer.status_code for answer in answers] == [404, 404]
        assert all("Diesen Link kennen wir nicht" in answer.text for answer in answers)
        assert "/passwort-vergessen" in answers[0].text

    def test_a_locked_account_is_told_so(self, session, anna, as_user):
        link = link_for(session, anna)
        anna.disabled_at = clock.now()
        session.commit()

        answers = [as_user().get(link), as_user().post(link)]

        assert [answer.status_code for answer in answers] == [403, 403]
        assert "Dieses Konto ist gesperrt" in answers[0].text
        session.expire_all()
        assert session.scalars(select(SignInLink.used_at)).one() is None

    def test_who_is_signed_in_already_goes_on_however_often(self, session, anna, as_user):
        link, reader = link_for(session, anna), as_user(anna)
        assert reader.get(link).location == "/mein/konto"
        as_user().post(link)

        answers = [reader.get(link), reader.post(link)]

        assert [answer.location for answer in answers] == ["/mein/konto", "/mein/konto"]

    def test_somebody_else_is_told_and_replaced(self, session, anna, as_user):
        link, browser = link_for(session, anna), as_user(make.user(session, name="Bernd Kühn"))

        page = browser.get(link)
        browser.post(link)

        assert "In diesem Browser ist Bernd Kühn angemeldet." in page.text
        assert "anna@example.org" in browser.get("/mein/konto").text

    def test_of_two_at_the_same_moment_one_wins(self, app, session, anna):
        link, start = link_for(session, anna), Barrier(2)

        def press(_number: int) -> int:
            client = app.test_client()
            start.wait()
            return client.post(link).status_code

        with ThreadPoolExecutor(2) as both:
            statuses = sorted(both.map(press, range(2)))

        assert statuses == [303, 410]

    def test_the_person_can_have_a_fresh_one_that_leads_to_the_same_page(
        self, session, anna, as_user, work
    ):
        link = link_for(session, anna, leads_to="/mein/organisation")
        as_user().post(link)

        answer = as_user().post(f"{link}/neu")
        work()

        assert answer.location == "/passwort-vergessen/gesendet"
        fresh = re.search(r"/anmelden/\S+", session.scalars(select(OutgoingMail.body)).one())[0]
        session.commit()
        assert as_user().post(fresh).location == "/mein/organisation"

    def test_an_invented_one_cannot_be_renewed(self, as_user):
        assert as_user().post("/anmelden/erfunden/neu").status_code == 404

    def test_name_and_address_are_shown_as_text(self, session, as_user):
        link = link_for(session, make.user(session, name=SCRIPT))

        assert SCRIPT not in as_user().get(link).text


@pytest.mark.usefixtures("session")
class TestAskingForALink:
    def test_the_answer_is_the_same_for_known_and_unknown_addresses(self, anna, as_user):
        answers = [
            as_user().post("/passwort-vergessen", data={"email": email}, follow_redirects=True)
            for email in (anna.email, "niemand@example.org")
        ]

        assert answers[0].status_code == answers[1].status_code == 200
        assert answers[0].request.path == "/passwort-vergessen/gesendet"
        assert answers[0].text == answers[1].text

    def test_the_known_one_gets_a_link_by_mail(self, session, anna, as_user, work):
        as_user().post(
            "/passwort-vergessen?weiter=/mein/organisation", data={"email": "ANNA@example.org"}
        )
        work()

        mail = session.scalars(select(OutgoingMail)).one()
        link = session.scalars(select(SignInLink)).one()
        assert mail.to == anna.email
        assert mail.secret in mail.body
        assert link.leads_to == "/mein/organisation"
        assert link.token_hash not in mail.body

    def test_the_unknown_one_gets_nothing(self, session, as_user):
        as_user().post("/passwort-vergessen", data={"email": "niemand@example.org"})

        assert session.scalars(select(AuditEvent)).all() == []

    @pytest.mark.parametrize(
        "typed", ["", "anna", "x" * 300 + "@example.org", SCRIPT, "a b@example.org"]
    )
    def test_what_is_no_address_comes_back(self, as_user, typed):
        answer = as_user().post("/passwort-vergessen", data={"email": typed})

        assert answer.status_code == 422
        assert SCRIPT not in answer.text
