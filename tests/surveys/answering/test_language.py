"""The language of the questionnaire, on pages in another one."""

from tests.surveys.answering.posting import post
from tests.surveys.pages import soup


class TestLanguage:
    def test_it_is_switched_with_everything_saved(self, client, here, stored):
        answer = post(client, here, sprache="ar", answers__name="Anna", answers__anzahl="viele")

        assert answer.location == f"{here}/worte"
        page = soup(client.get(answer.location))
        assert (page.h1.text, page.h1["dir"]) == ("كلمات وأرقام", "rtl")
        assert page.html["lang"] == "de"
        assert page.select_one('[name="answers/anzahl"]')["value"] == "viele"
        assert page.select_one('[name="sprache"][aria-current]')["value"] == "ar"
        assert stored().document["answers"]["name"] == "Anna"

    def test_it_stays_on_every_page(self, client, here):
        post(client, here, sprache="ar")

        for path in ("", "/zeiten", "/pruefen"):
            assert "الوقت والمكان" in client.get(here + path).text

    def test_who_switches_the_pages_gets_the_questionnaire_with_them(self, client, here):
        post(client, here, sprache="ar")
        client.set_cookie("sprache", "en")

        assert soup(client.get(f"{here}/worte")).h1.text == "Words and numbers"

    def test_one_that_the_questionnaire_has_not_changes_nothing(self, client, here):
        post(client, here, sprache="xx")

        assert soup(client.get(f"{here}/worte")).h1.text == "Worte und Zahlen"

    def test_the_overview_offers_them_too(self, client, here):
        client.post(here, data={"sprache": "ar"})

        assert "كلمات وأرقام" in client.get(here).text
