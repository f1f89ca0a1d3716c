from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.organisations.models import OrganisationStatus
from ikparticipation.surveys.models import Survey, Wave, WaveInvitation
from ikparticipation.surveys.queries.inviting import CandidateFilter, candidates
from ikparticipation.surveys.services import invite_all
from ikparticipation.text import BERLIN
from tests import make, make_surveys
from tests.surveys.pages import soup, words

LIST = "/verwaltung/erhebungen"
WAVES = f"{LIST}/wellen"
TODAY = clock.now().astimezone(BERLIN).date()

NOBODY = "0b6f6f0e-5d0c-4c53-9d0e-0d9f3f3f7a11"


@pytest.fixture
def client(session, as_user):
    return as_user(make.steering(session))


class TestOpenWave:
    @pytest.fixture
    def questionnaire(self, session):
        return make_surveys.questionnaire(session)

    def data(self, chosen, **given):
        return {
            "questionnaire": str(chosen.id),
            "title_de": "Erhebung 2027",
            "title_en": "Survey 2027",
            "intro_de": "Worum es geht.",
            "intro_en": "",
            "opens_on": TODAY.isoformat(),
            "closes_on": (TODAY + timedelta(days=30)).isoformat(),
        } | given

    def test_it_is_open_from_the_first_to_the_last_minute(self, session, client, questionnaire):
        answer = client.post(
            f"{LIST}/{questionnaire.survey_id}/welle", data=self.data(questionnaire)
        )

        wave = session.scalars(select(Wave)).one()
        assert answer.location == f"{WAVES}/{wave.id}/einladen"
        assert wave.opens_at == datetime.combine(TODAY, datetime.min.time(), BERLIN)
        last = wave.closes_at.astimezone(BERLIN)
        assert (last.date(), last.hour, last.minute) == (TODAY + timedelta(days=30), 23, 59)
        assert wave.intros == {"de": "Worum es geht."}

    @pytest.mark.parametrize(
        ("given", "says"),
        [
            ({"title_de": " "}, "Bitte geben Sie einen Titel an."),
            ({"title_de": "x" * 151}, "höchstens 150 Zeichen"),
            ({"closes_on": ""}, "Bitte geben Sie einen Tag an"),
            ({"closes_on": "morgen"}, "Kein gültiges Datum"),
            ({"closes_on": "2020-01-01"}, "liegt vor dem ersten"),
            ({"opens_on": "0002-01-01"}, "Bitte prüfen Sie das Jahr."),
            ({"closes_on": "9999-12-31"}, "Bitte prüfen Sie das Jahr."),
            (
                {"opens_on": "2020-01-01", "closes_on": "2020-02-01"},
                "muss in der Zukunft liegen",
            ),
            ({"questionnaire": str(uuid4())}, "Keine gültige Auswahl"),
        ],
    )
    def test_a_form_that_does_not_fit_comes_back(self, session, client, questionnaire, given, says):
        answer = client.post(
            f"{LIST}/{questionnaire.survey_id}/welle", data=self.data(questionnaire, **given)
        )

        assert answer.status_code == 422
        assert says in soup(answer).select_one(".error-summary").text
        assert "Worum es geht." in answer.text
        assert session.scalars(select(Wave)).all() == []

    def test_an_end_that_does_not_fit_is_told_at_the_last_day(self, client, questionnaire):
        given = {"opens_on": "2020-01-01", "closes_on": "2020-02-01"}

        page = soup(
            client.post(
                f"{LIST}/{questionnaire.survey_id}/welle", data=self.data(questionnaire, **given)
            )
        )

        assert "muss in der Zukunft liegen" in page.select_one("#closes_on-fehler").text

    def test_twice_the_same_title_is_told(self, session, client, questionnaire):
        path = f"{LIST}/{questionnaire.survey_id}/welle"
        client.post(path, data=self.data(questionnaire))

        answer = client.post(path, data=self.data(questionnaire))

        assert answer.status_code == 422
        assert "schon eine Welle „Erhebung 2027“" in answer.text
        assert len(session.scalars(select(Wave)).all()) == 1

    def test_the_questionnaire_of_another_survey_is_refused(self, session, client, questionnaire):
        other = make_surveys.questionnaire(session)

        answer = client.post(
            f"{LIST}/{questionnaire.survey_id}/welle",
            data=self.data(questionnaire, questionnaire=str(other.id)),
        )

        assert answer.status_code == 422

    def test_without_a_questionnaire_it_leads_to_the_upload(self, session, client):
        survey = make.store(session, Survey(titles={"de": "Leer"}, created_at=clock.now()))

        answer = client.get(f"{LIST}/{survey.id}/welle")

        assert answer.location == f"{LIST}/{survey.id}/fragebogen"


class TestWave:
    def test_it_shows_how_far_everybody_is(self, session, client):
        wave = make_surveys.open_wave(session)
        seats = [make_surveys.seat(session, wave) for _ in range(3)]
        make_surveys.response(session, *seats[1])
        make_surveys.submitted(session, *seats[2])
        unheard = make_surveys.invited(session, wave)

        page = soup(client.get(f"{WAVES}/{wave.id}"))

        rows = {row.th.text: " ".join(row.get_text(" ").split()) for row in page.select("tbody tr")}
        assert "Noch nicht begonnen" in rows[seats[0][1].name]
        assert "Begonnen" in rows[seats[1][1].name]
        assert "Antworten lesen" in rows[seats[2][1].name]
        assert "Keine Vertretung" in rows[unheard.name]
        assert "1 von 4 haben geantwortet" in page.text

    @pytest.fixture
    def seat(self, session):
        """Asked three days ago."""
        wave = make_surveys.open_wave(session)
        invited_at = clock.now() - 3 * make.DAY
        organisation = make_surveys.invited(session, wave, invited_at=invited_at)
        make.member(session, of=organisation)
        return wave, organisation

    def test_a_reminder_goes_out_by_hand(self, session, visit, seat):
        wave, organisation = seat
        page = visit(make.steering(session)).get(f"{WAVES}/{wave.id}")

        after = page.form("Einladung erneut senden").press("Einladung erneut senden")

        after.expect(f"Die Einladung an {organisation.name} ist noch einmal unterwegs.")
        (event,) = session.scalars(select(AuditEvent)).all()
        assert event.action is Action.INVITATION_REPEATED

    def test_a_second_mail_of_a_day_is_asked_about_first(self, session, client, seat):
        wave, organisation = seat
        path, data = f"{WAVES}/{wave.id}/erinnern", {"organisation": str(organisation.id)}
        client.post(path, data=data)

        answer = client.post(f"{path}?stand=eingeladen", data=data)

        assert answer.status_code == 409
        assert "Die letzte Mail zu dieser Erhebung ging an" in words(answer)
        form = soup(answer).select_one("main form")
        assert form["action"] == f"{path}?stand=eingeladen"
        sure = {each["name"]: each["value"] for each in form.select("input[type=hidden]")}
        session.query(WaveInvitation).one().repeated_at -= timedelta(minutes=2)
        session.commit()
        answer = client.post(form["action"], data=sure)
        assert answer.location == f"{WAVES}/{wave.id}?stand=eingeladen"
        assert len(session.scalars(select(AuditEvent)).all()) == 2

    @pytest.mark.parametrize(("sent", "status"), [("", 400), ("unsinn", 400), (NOBODY, 409)])
    def test_a_reminder_to_nobody(self, session, client, sent, status):
        wave = make_surveys.open_wave(session)

        answer = client.post(f"{WAVES}/{wave.id}/erinnern", data={"organisation": sent})

        assert answer.status_code == status

    def test_the_last_day_can_be_moved(self, session, visit):
        wave = make_surveys.open_wave(session)
        new = TODAY + timedelta(days=50)
        page = visit(make.steering(session)).get(f"{WAVES}/{wave.id}/zeitraum")

        page.form("ändern").fill("Letzter Tag", new.isoformat()).press("ändern")

        session.refresh(wave)
        assert wave.closes_at.astimezone(BERLIN).date() == new

    @pytest.mark.parametrize("day", ["", "2020-01-01", "bald"])
    def test_not_into_the_past_and_not_to_nonsense(self, session, client, day):
        wave = make_surveys.open_wave(session)
        before = wave.closes_at

        answer = client.post(f"{WAVES}/{wave.id}/zeitraum", data={"closes_on": day})

        assert answer.status_code == 422
        assert soup(answer).select(".kern-error")
        session.refresh(wave)
        assert wave.closes_at == before


class TestReadResponse:
    def test_what_was_submitted_is_shown_not_what_was_only_saved(self, session, client, as_user):
        seat = wave, organisation, user = make_surveys.seat(session)
        revision = make_surveys.submitted(session, *seat)
        as_user(user).post(
            f"/erhebung/{wave.id}/wir", data={"version": "1", "answers/was": "Nur gespeichert"}
        )

        text = words(client.get(f"{WAVES}/{wave.id}/antworten/{organisation.id}"))

        assert "Wir beraten." in text
        assert "Nur gespeichert" not in text
        assert revision.receipt_code in text
        assert user.name in text

    def test_earlier_submissions_can_be_read(self, session, client, as_user, stored):
        seat = wave, organisation, user = make_surveys.seat(session)
        make_surveys.submitted(session, *seat)
        member = as_user(user)
        member.post(f"/erhebung/{wave.id}/wir", data={"version": "1", "answers/was": "Neu"})
        member.post(f"/erhebung/{wave.id}/pruefen", data={"version": str(stored().version)})
        path = f"{WAVES}/{wave.id}/antworten/{organisation.id}"

        assert "Neu" in words(client.get(path))
        assert "Wir beraten." in words(client.get(f"{path}?nummer=1"))
        assert client.get(f"{path}?nummer=3").status_code == 404
        assert client.get(f"{path}?nummer={10**30}").status_code == 404
        assert client.get(f"{path}?nummer=viele").status_code == 200

    def test_a_draft_is_nobodys_business(self, session, client):
        seat = wave, organisation, _ = make_surveys.seat(session)
        make_surveys.response(session, *seat)

        answer = client.get(f"{WAVES}/{wave.id}/antworten/{organisation.id}")

        assert answer.status_code == 404


@pytest.mark.parametrize("status", ["dissolved", "merged"])
def test_who_is_no_more_is_not_asked(session, status):
    wave = make_surveys.open_wave(session)
    organisation = make.organisation(session)
    make.member(session, of=organisation)
    kept = make.organisation(session) if status == "merged" else None
    organisation.status = OrganisationStatus(status)
    organisation.merged_into_id = kept.id if kept else None
    session.commit()

    offered = candidates(session, wave.id, CandidateFilter())
    invite_all(session, wave, [organisation.id], actor=make.steering(session), at=clock.now())

    assert organisation.id not in {each.id for each in offered}
    assert session.scalars(select(WaveInvitation.organisation_id)).all() == []
