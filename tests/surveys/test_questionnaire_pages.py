from io import BytesIO
from uuid import uuid4

import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.surveys.models import Questionnaire, Survey
from ikparticipation.surveys.questionnaires import STANDARD
from ikparticipation.text import BERLIN
from tests import make, make_surveys
from tests.surveys.pages import soup, words
from tests.surveys.xlsform import workbooks

LIST = "/verwaltung/erhebungen"
WAVES = f"{LIST}/wellen"
TODAY = clock.now().astimezone(BERLIN).date()


@pytest.fixture
def client(session, as_user):
    return as_user(make.steering(session))


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
        assert "Geöffnet" in text

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
