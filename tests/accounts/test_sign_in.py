import pytest

from ikparticipation.accounts import passwords
from tests import make

PASSWORD = "Regen auf dem Dach"
SCRIPT = '<script>alert("x")</script>'


@pytest.fixture
def anna(session):
    stored = passwords.hashed(PASSWORD, cost=64)
    return make.user(
        session, email="anna@example.org", name="Anna Berg", password_hash=stored, language="en"
    )


def signs_in(client) -> bool:
    return client.get("/mein/konto").status_code == 200


@pytest.mark.usefixtures("anna")
class TestWithPassword:
    def test_the_right_one_leads_to_the_tasks(self, as_user):
        visitor = as_user()

        answer = visitor.post("/anmelden", data={"email": "Anna@example.org", "password": PASSWORD})

        assert (answer.status_code, answer.location) == (303, "/mein/aufgaben")
        assert signs_in(visitor)

    def test_it_leads_to_the_page_that_was_asked_for(self, anna, as_user):
        visitor = as_user()
        asked = visitor.get("/mein/konto?x=1")

        answer = visitor.post(asked.location, data={"email": anna.email, "password": PASSWORD})

        assert answer.location == "/mein/konto?x=1"

    @pytest.mark.parametrize(
        "elsewhere",
        ["https://evil.example", "//evil.example", "/\\evil.example", "/\t/evil.example", "x", ""],
    )
    def test_it_never_leads_to_another_site(self, anna, as_user, elsewhere):
        answer = as_user().post(
            "/anmelden",
            query_string={"weiter": elsewhere},
            data={"email": anna.email, "password": PASSWORD},
        )

        assert answer.location == "/mein/aufgaben"

    @pytest.mark.parametrize(
        "typed",
        [
            {"email": "anna@example.org", "password": "falsch"},
            {"email": "niemand@example.org", "password": PASSWORD},
            {"email": SCRIPT, "password": SCRIPT},
        ],
    )
    def test_the_answer_does_not_tell_which_part_was_wrong(self, as_user, typed):
        visitor = as_user()

        answer = visitor.post("/anmelden", data=typed)

        assert answer.status_code == 422
        assert "E-Mail-Adresse und Passwort passen nicht zusammen." in answer.text
        assert SCRIPT not in answer.text
        assert not signs_in(visitor)

    @pytest.mark.parametrize(
        "typed", [{}, {"email": "x" * 255, "password": "y"}, {"email": "x", "password": "y" * 201}]
    )
    def test_what_is_missing_or_too_long_is_said(self, as_user, typed):
        answer = as_user().post("/anmelden", data=typed)

        assert answer.status_code == 422
        assert "Bitte prüfen Sie Ihre Angaben" in answer.text

    def test_nothing_of_an_older_session_stays(self, anna, as_user):
        visitor = as_user()
        with visitor.session_transaction() as older:
            older["planted"] = "by somebody else"

        visitor.post("/anmelden", data={"email": anna.email, "password": PASSWORD})

        with visitor.session_transaction() as fresh:
            assert "planted" not in fresh
            assert fresh.permanent

    def test_the_pages_follow_in_the_language_of_the_person(self, anna, as_user):
        visitor = as_user()

        visitor.post("/anmelden", data={"email": anna.email, "password": PASSWORD})

        assert visitor.get_cookie("sprache").value == "en"

    def test_unless_this_browser_has_chosen_another(self, anna, as_user):
        visitor = as_user()
        visitor.get("/sprache/de")

        visitor.post("/anmelden", data={"email": anna.email, "password": PASSWORD})

        assert visitor.get_cookie("sprache").value == "de"

    def test_who_is_signed_in_goes_straight_on(self, anna, as_user):
        assert as_user(anna).get("/anmelden").location == "/mein/aufgaben"


class TestSigningOut:
    def test_it_ends_the_session(self, anna, as_user):
        visitor = as_user()
        visitor.post("/anmelden", data={"email": anna.email, "password": PASSWORD})

        answer = visitor.post("/abmelden")

        assert (answer.status_code, answer.location) == (303, "/")
        assert not signs_in(visitor)

    def test_a_link_on_another_site_cannot_do_it(self, anna, as_user):
        assert as_user(anna).get("/abmelden").status_code == 405


@pytest.mark.usefixtures("session")
class TestLanguage:
    def test_the_choice_is_remembered_and_the_reader_stays_on_the_page(self, as_user):
        visitor = as_user()

        answer = visitor.get("/sprache/en?weiter=/anmelden?weiter=/x")

        assert (answer.status_code, answer.location) == (303, "/anmelden?weiter=/x")
        assert 'lang="en"' in visitor.get("/anmelden").text

    @pytest.mark.parametrize("elsewhere", ["//evil.example", "/%09/evil.example", "/%0A/evil"])
    def test_it_leads_to_no_other_site(self, as_user, elsewhere):
        assert as_user().get(f"/sprache/en?weiter={elsewhere}").location == "/"

    @pytest.mark.parametrize("language", ["tlh", "DE", "de-AT", "%00"])
    def test_other_languages_do_not_exist(self, as_user, language):
        assert as_user().get(f"/sprache/{language}").status_code == 404
