from datetime import datetime, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.surveys.models import Questionnaire, Survey, Wave, WaveInvitation
from ikparticipation.surveys.questionnaires import STANDARD
from ikparticipation.web import BERLIN
from tests import make, make_surveys
from tests.surveys.xlsform import workbooks

LIST = "/verwaltung/erhebungen"
WAVES = f"{LIST}/wellen"
TODAY = clock.now().astimezone(BERLIN).date()


@pytest.fixture
def client(session, as_user):
    return as_user(make.steering(session))


def soup(answer):
    return BeautifulSoup(answer.text, "html.parser")


def words(answer):
    return " ".join(soup(answer).get_text(" ").split())


def file(data: bytes, name: str = "probe.xlsx"):
    return BytesIO(data), name


class TestList:
    def test_without_a_survey_it_says_how_to_begin(self, client):
        answer = client.get(LIST)

        assert answer.status_code == 200
        assert "Noch gibt es keine Erhebung" in answer.text

    def test_each_wave_shows_its_ruecklauf(self, session, client):
        wave, organisation, user = make_surveys.seat(session)
        make_surveys.invited(session, wave)
        make_surveys.submitted(session, wave, organisation, user)

        text = words(client.get(LIST))

        assert wave.title("de") in text
        assert "1 von 2 haben geantwortet" in text
        assert "geöffnet" in text

    @pytest.mark.parametrize("role", [make.moderator, make.member])
    def test_only_steering_sees_these_pages(self, session, as_user, role):
        wave, organisation, _ = make_surveys.seat(session)
        visitor = as_user(role(session))
        survey = wave.questionnaire.survey_id

        for path in (
            LIST,
            f"{LIST}/neu",
            f"{LIST}/{survey}",
            f"{LIST}/{survey}/fragebogen",
            f"{LIST}/{survey}/welle",
            f"{LIST}/frageboegen/{wave.questionnaire_id}",
            f"{LIST}/frageboegen/{wave.questionnaire_id}/datei",
            f"{WAVES}/{wave.id}",
            f"{WAVES}/{wave.id}/einladen",
            f"{WAVES}/{wave.id}/zeitraum",
            f"{WAVES}/{wave.id}/antworten/{organisation.id}",
        ):
            assert visitor.get(path).status_code == 403, path

    def test_what_does_not_exist_is_not_found(self, client):
        nothing = uuid4()

        for path in (
            f"{LIST}/{nothing}",
            f"{LIST}/{nothing}/fragebogen",
            f"{LIST}/{nothing}/welle",
            f"{LIST}/frageboegen/{nothing}",
            f"{LIST}/frageboegen/{nothing}/datei",
            f"{WAVES}/{nothing}",
            f"{WAVES}/{nothing}/einladen",
            f"{WAVES}/{nothing}/zeitraum",
            f"{WAVES}/{nothing}/antworten/{nothing}",
        ):
            assert client.get(path).status_code == 404, path


class TestQuestionnaire:
    def test_a_survey_begins_with_its_workbook(self, session, client):
        data = {
            "title_de": "Neue Erhebung",
            "title_en": "",
            "workbook": file(make_surveys.workbook()),
        }

        answer = client.post(f"{LIST}/neu", data=data)

        stored = session.scalars(select(Questionnaire)).one()
        assert answer.location == f"{LIST}/{stored.survey_id}"
        assert stored.survey.titles == {"de": "Neue Erhebung", "en": "Neue Erhebung"}
        assert (stored.number, stored.file_name) == (1, "probe.xlsx")

    def test_nothing_is_half_imported_and_every_place_is_named(self, session, client):
        broken = workbooks.form(("text", "was", "Was?", "What?", "", "", "", "offer.nmae"))
        data = {"title_de": "Neue Erhebung", "title_en": "", "workbook": file(broken)}

        answer = client.post(f"{LIST}/neu", data=data)

        assert answer.status_code == 422
        cells = [c.text for c in soup(answer).select("main tbody tr:first-child td")]
        assert cells[:2] == ["survey", "2"]
        assert "offer.nmae" in cells[3]
        assert soup(answer).select_one('[name="title_de"]')["value"] == "Neue Erhebung"
        assert session.scalars(select(Survey)).all() == []

    @pytest.mark.parametrize(
        "data", [b"", b"Ein Brief", b"PK\x03\x04", b"\xd0\xcf\x11\xe0alt"], ids=str
    )
    def test_a_file_that_is_none_is_refused_with_the_reason(self, session, client, data):
        answer = client.post(
            f"{LIST}/neu", data={"title_de": "Neu", "title_en": "", "workbook": file(data)}
        )

        assert answer.status_code == 422
        assert "lässt sich so nicht verwenden" in answer.text or "Datei" in answer.text
        assert session.scalars(select(Survey)).all() == []

    def test_title_and_file_are_required(self, client):
        answer = client.post(f"{LIST}/neu", data={})

        assert answer.status_code == 422
        assert "Bitte geben Sie einen Titel an." in answer.text
        assert "Bitte wählen Sie eine Datei aus." in answer.text

    def test_a_title_that_is_taken_is_told(self, session, client):
        taken = make_surveys.questionnaire(session).survey.title("de")
        data = {"title_de": taken, "title_en": "", "workbook": file(make_surveys.workbook())}

        answer = client.post(f"{LIST}/neu", data=data)

        assert answer.status_code == 422
        assert f"Es gibt schon eine Erhebung „{taken}“." in answer.text

    def test_the_standard_questionnaire_is_taken_with_one_button(self, session, visit):
        page = visit(make.steering(session)).get(LIST)

        survey = page.form("Standardfragebogen").press("Standardfragebogen")

        assert survey.title == "Beratungs- und Netzwerkstruktur"
        survey.expect("Version 1", STANDARD.name)

    def test_a_new_version_stands_beside_the_old_one(self, session, client):
        first = make_surveys.questionnaire(session)
        data = {"workbook": file(make_surveys.workbook("Neu"), "neu.xlsx")}

        answer = client.post(f"{LIST}/{first.survey_id}/fragebogen", data=data)

        assert answer.status_code == 303
        text = words(client.get(f"{LIST}/{first.survey_id}"))
        assert "2 Versionen" in text
        assert "neu.xlsx" in text

    def test_a_broken_new_version_changes_nothing(self, session, client):
        first = make_surveys.questionnaire(session)

        answer = client.post(
            f"{LIST}/{first.survey_id}/fragebogen", data={"workbook": file(b"Ein Brief")}
        )

        assert answer.status_code == 422
        assert len(session.scalars(select(Questionnaire)).all()) == 1

    def test_the_preview_shows_everything_and_takes_nothing(self, session, client):
        stored = make_surveys.questionnaire(session)

        page = soup(client.get(f"{LIST}/frageboegen/{stored.id}"))

        text = " ".join(page.get_text(" ").split())
        for label in ("Über uns", "Was machen Sie?", "Ihre Angebote", "Wie heißt es?", "Mit wem?"):
            assert label in text
        assert len(page.select("main fieldset[disabled]")) == 3
        assert not page.select("main form")
        ids = [tag["id"] for tag in page.select("[id]")]
        assert len(ids) == len(set(ids))

    def test_warnings_are_shown_with_the_preview(self, session, client):
        survey = make_surveys.questionnaire(session).survey_id
        data = workbooks.form(
            ("begin_group", "a", "A", "A"), ("text", "was", "Was?", ""), ("end_group",)
        )

        answer = client.post(
            f"{LIST}/{survey}/fragebogen", data={"workbook": file(data)}, follow_redirects=True
        )

        assert "Hinweis" in soup(answer).select_one("main tbody").text

    def test_the_workbook_comes_back_unchanged(self, session, client):
        stored = make_surveys.questionnaire(session)

        answer = client.get(f"{LIST}/frageboegen/{stored.id}/datei")

        assert answer.data == stored.workbook
        assert "probe.xlsx" in answer.headers["Content-Disposition"]


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


class TestInvite:
    def test_those_with_a_representative_are_chosen_already(self, session, client):
        wave = make_surveys.open_wave(session)
        ready = make.organisation(session, name="Bereit e. V.")
        make.member(session, of=ready)
        alone = make.organisation(session, name="Allein e. V.")
        make_surveys.invited(session, wave, make.organisation(session, name="Schon e. V."))

        page = soup(client.get(f"{WAVES}/{wave.id}/einladen"))

        boxes = page.select('[name="organisation"]')
        assert [box["value"] for box in boxes] == [str(ready.id)]
        assert boxes[0].has_attr("checked")
        assert page.select_one(f'td a[href="/verwaltung/akteure/{alone.id}"]')
        assert "Schon e. V." not in page.text

    def test_they_can_be_filtered_by_kind_and_place(self, session, client):
        wave = make_surveys.open_wave(session)
        make.organisation(session, name="Hier e. V.", ags="15083270")
        make.organisation(session, name="Dort e. V.", ags="15083415")
        make.organisation(session, name="Hier Verband", ags="15083270", kind="verband")
        path = f"{WAVES}/{wave.id}/einladen"

        def names(query):
            return [th.text for th in soup(client.get(path + query)).select("tbody th")]

        assert names("?ort=15083270") == ["Hier e. V.", "Hier Verband"]
        assert names("?art=verein&ort=15083270") == ["Hier e. V."]
        assert names("?art=unsinn&ort=99999999") == []

    def test_the_chosen_are_asked_once_each(self, session, client):
        wave = make_surveys.open_wave(session)
        organisations = [make.organisation(session) for _ in range(3)]
        for each in organisations:
            make.member(session, of=each)
        data = {"organisation": [str(each.id) for each in organisations[:2]]}
        path = f"{WAVES}/{wave.id}/einladen"

        first = client.post(path, data=data)
        second = client.post(path, data=data)

        assert (first.status_code, second.status_code) == (303, 303)
        asked = session.scalars(select(WaveInvitation.organisation_id)).all()
        assert set(asked) == {each.id for each in organisations[:2]}
        assert len(asked) == 2

    def test_nobody_chosen_and_nonsense(self, session, client):
        wave = make_surveys.open_wave(session)
        path = f"{WAVES}/{wave.id}/einladen"

        nobody = client.post(path, data={})
        nonsense = client.post(path, data={"organisation": "unsinn"})
        unknown = client.post(path, data={"organisation": str(uuid4())})

        assert nobody.status_code == 422
        assert "mindestens eine Organisation" in nobody.text
        assert nonsense.status_code == 400
        assert unknown.status_code == 303
        assert session.scalars(select(WaveInvitation)).all() == []

    def test_a_wave_that_is_over_asks_nobody(self, session, client):
        now = clock.now()
        wave = make_surveys.open_wave(
            session, opens_at=now - 9 * make.DAY, closes_at=now - make.DAY
        )
        organisation = make.organisation(session)
        make.member(session, of=organisation)
        path = f"{WAVES}/{wave.id}/einladen"

        assert "Diese Welle ist beendet" in client.get(path).text
        answer = client.post(path, data={"organisation": str(organisation.id)})
        assert answer.status_code == 409


class TestWave:
    def test_it_shows_how_far_everybody_is(self, session, client):
        wave = make_surveys.open_wave(session)
        seats = [make_surveys.seat(session, wave) for _ in range(3)]
        make_surveys.response(session, *seats[1])
        make_surveys.submitted(session, *seats[2])
        unheard = make_surveys.invited(session, wave)

        page = soup(client.get(f"{WAVES}/{wave.id}"))

        rows = {row.th.text: " ".join(row.get_text(" ").split()) for row in page.select("tbody tr")}
        assert "noch nicht begonnen" in rows[seats[0][1].name]
        assert "begonnen" in rows[seats[1][1].name]
        assert "Antworten lesen" in rows[seats[2][1].name]
        assert "Keine Vertretung" in rows[unheard.name]
        assert "1 von 4 haben geantwortet" in page.text

    def test_a_reminder_goes_out_by_hand(self, session, visit):
        wave, organisation, _ = make_surveys.seat(session)
        page = visit(make.steering(session)).get(f"{WAVES}/{wave.id}")

        after = page.form("Einladung erneut senden").press("Einladung erneut senden")

        after.expect(f"Die Einladung an {organisation.name} ist noch einmal unterwegs.")
        (event,) = session.scalars(select(AuditEvent)).all()
        assert event.action is Action.INVITATION_REPEATED

    @pytest.mark.parametrize(("sent", "status"), [("", 400), ("unsinn", 400), (str(uuid4()), 409)])
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
        assert client.get(f"{path}?nummer=viele").status_code == 200

    def test_a_draft_is_nobodys_business(self, session, client):
        seat = wave, organisation, _ = make_surveys.seat(session)
        make_surveys.response(session, *seat)

        answer = client.get(f"{WAVES}/{wave.id}/antworten/{organisation.id}")

        assert answer.status_code == 404
