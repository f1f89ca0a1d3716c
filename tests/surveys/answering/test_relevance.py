"""Questions and sections come and go with the answers."""

from tests import make_surveys
from tests.surveys.answering.posting import post
from tests.surveys.pages import soup


class TestRelevance:
    def test_a_section_that_is_not_relevant_is_no_step(self, client, here):
        before = soup(client.get(f"{here}/auswahl")).select(".sections__title")
        post(client, here, "auswahl", answers__mehr="ja")
        after = soup(client.get(f"{here}/auswahl")).select(".sections__title")

        assert "Nachtrag" not in [step.text for step in before]
        assert "Nachtrag" in [step.text for step in after]

    def test_its_page_leads_to_the_overview(self, client, here):
        answer = client.get(f"{here}/nachtrag")

        assert (answer.status_code, answer.location) == (303, here)

    def test_the_last_relevant_section_leads_to_the_review(self, client, here):
        assert post(client, here, "angebote", aktion="weiter").location == f"{here}/pruefen"
        post(client, here, "auswahl", answers__mehr="ja")

        answer = post(client, here, "angebote", aktion="weiter", version="1")

        assert answer.location == f"{here}/nachtrag"

    def test_what_came_up_and_must_be_answered_keeps_the_page(self, client, here):
        answer = post(client, here, "auswahl", aktion="weiter", answers__mehr="ja")

        assert answer.location == f"{here}/auswahl?dazu=answers-grund"
        page = soup(client.get(answer.location))
        assert page.select_one("[data-focus] h2").text == "Es sind Fragen dazugekommen"
        assert page.select_one('[data-focus] a[href="#answers-grund"]')

    def test_what_came_up_and_may_stay_blank_does_not(self, client, here):
        answer = post(client, here, "auswahl", aktion="weiter", answers__bezirk="nord")

        assert answer.location == f"{here}/angebote"

    def test_the_address_cannot_bring_anything_else_to_the_page(self, client, here):
        page = client.get(f'{here}/auswahl?dazu="><script>')

        assert "<script>" not in page.text.replace('<script type="module"', "").replace(
            '<script src="/static', ""
        )


def test_a_section_takes_at_most_eight_statements(session, client, here, seat, statements):
    make_surveys.response(session, *seat, document={"answers": {}, "rows": {}})
    for section in ("worte", "zeiten", "auswahl", "angebote"):
        with statements() as counted:
            client.get(f"{here}/{section}")
        assert len(counted) <= 8, counted
