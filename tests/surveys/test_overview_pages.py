from uuid import uuid4

import pytest

from ikparticipation import clock
from ikparticipation.organisations.models import MemberRole, Membership
from tests import make, make_surveys
from tests.surveys.pages import soup, words

ROW = str(uuid4())


class TestOverview:
    def test_it_says_what_until_when_and_where_to_begin(self, session, client, here, seat):
        wave = seat[0]
        wave.intros = {"de": "Wir fragen nach Angeboten.\nUnd nach Partnern."}
        session.commit()

        answer = client.get(here)

        text = words(answer)
        assert wave.title("de") in text
        assert "Wir fragen nach Angeboten." in text
        assert "Das dauert etwa" in text
        assert "0 von 3 Abschnitten fertig" in text
        assert f'href="{here}/wir"' in answer.text

    def test_it_is_in_english_too(self, client, here, seat):
        client.set_cookie("sprache", "en")

        text = words(client.get(here))

        assert seat[0].title("en") in text
        assert "Your offers" in text

    def test_it_shows_how_far_each_section_is_and_who_saved_last(self, session, client, here, seat):
        document = make_surveys.document()
        document["rows"]["angebot"].append(make_surveys.row(plaetze=3))
        make_surveys.response(
            session, *seat, document=document, section_versions={"wir": 1, "angebote": 1}
        )

        text = words(client.get(here))

        assert "1 von 3 Abschnitten fertig" in text
        assert "Über uns fertig" in text
        assert "Ihre Angebote 1 Pflichtangabe fehlt" in text
        assert "Partner offen" in text
        assert f"von {seat[2].name}" in text

    def test_after_submitting_it_offers_the_receipt(self, session, client, here, seat):
        make_surveys.submitted(session, *seat)

        answer = client.get(here)

        assert "Ihre Antworten sind eingegangen" in answer.text
        assert f"{here}/quittung" in answer.text
        assert "noch nicht abgesendet sind" not in answer.text

    def test_changes_after_submitting_are_told_clearly(self, session, client, here, seat):
        make_surveys.submitted(session, *seat)
        client.post(f"{here}/wir", data={"version": "1", "answers/was": "Etwas Neues"})

        assert "Es gibt Änderungen, die noch nicht abgesendet sind" in client.get(here).text


class TestWhoMayAnswer:
    def test_a_visitor_is_asked_to_sign_in(self, as_user, here):
        answer = as_user().get(here)

        assert answer.status_code == 302
        assert "/anmelden" in answer.location

    @pytest.mark.parametrize("page", ["", "/wir", "/pruefen", "/quittung"])
    def test_nobody_sees_another_organisation(self, session, as_user, seat, here, page):
        make_surveys.response(session, *seat)
        stranger = as_user(make.member(session))

        assert stranger.get(here + page).status_code == 403
        of_the_other = stranger.get(f"{here}{page}?fuer={seat[1].id}")
        assert of_the_other.status_code == 403
        assert "Wir beraten." not in of_the_other.text

    @pytest.mark.parametrize("page", ["/wir", "/pruefen"])
    def test_nobody_writes_for_another_organisation(
        self, session, as_user, seat, here, page, stored
    ):
        make_surveys.response(session, *seat)
        stranger = as_user(make.member(session))

        answer = stranger.post(
            f"{here}{page}?fuer={seat[1].id}", data={"version": "1", "answers/was": "Falsch"}
        )

        assert answer.status_code == 403
        assert stored().document["answers"]["was"] == "Wir beraten."

    def test_steering_reads_what_was_submitted_but_not_drafts(self, session, as_user, here):
        answer = as_user(make.steering(session)).get(here)

        assert answer.status_code == 403

    def test_an_organisation_that_was_not_asked_is_told_so(self, session, as_user, here):
        other = make.organisation(session, name="Ungefragt e. V.")

        answer = as_user(make.member(session, of=other)).get(here)

        assert answer.status_code == 403
        assert "„Ungefragt e. V.“ ist zu dieser Erhebung nicht eingeladen." in answer.text

    def test_no_such_wave_and_no_such_section(self, client, here):
        assert client.get(f"/erhebung/{uuid4()}").status_code == 404
        assert client.get(f"{here}/nirgends").status_code == 404
        assert client.post(f"{here}/nirgends").status_code == 404
        assert client.get(f"{here}/nirgends/entfernen/{ROW}").status_code == 404


class TestSeveralOrganisations:
    @pytest.fixture
    def second(self, session, seat):
        wave, _, user = seat
        other = make_surveys.invited(session, wave)
        make.store(
            session,
            Membership(
                user=user, organisation=other, role=MemberRole.CONTRIBUTOR, since=clock.now()
            ),
        )
        return other

    def test_one_is_chosen_first(self, client, here, seat, second):
        answer = client.get(here)

        assert "Für welche Organisation möchten Sie antworten?" in answer.text
        for organisation in (seat[1], second):
            assert f"{here}?fuer={organisation.id}" in answer.text

    def test_the_choice_stays_in_every_link_and_form(self, client, here, second):
        page = soup(client.get(f"{here}/wir?fuer={second.id}"))

        links = [a["href"] for a in page.select("main a[href], nav.breadcrumb a[href]")]
        own = [link for link in links if link.startswith("/erhebung/")]
        assert own
        assert all(f"fuer={second.id}" in link for link in own)
        assert page.select_one("main form")["action"].endswith(f"/wir?fuer={second.id}")

    def test_answers_go_to_the_chosen_one(self, client, here, second, stored):
        answer = client.post(
            f"{here}/wir?fuer={second.id}",
            data={"version": "0", "aktion": "weiter", "answers/was": "Zweite"},
        )

        assert answer.location == f"{here}/angebote?fuer={second.id}"
        assert stored().organisation_id == second.id
