from io import BytesIO
from uuid import uuid4

import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.surveys.models import Questionnaire, QuestionnaireDraft, Survey
from ikparticipation.surveys.questionnaires import SHIPPED
from ikparticipation.text import BERLIN
from tests import make, make_surveys
from tests.surveys.pages import soup, words

LIST = "/verwaltung/erhebungen"
WAVES = f"{LIST}/wellen"
TODAY = clock.now().astimezone(BERLIN).date()
every_shipped = pytest.mark.parametrize("shipped", SHIPPED.values(), ids=list(SHIPPED))


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
    def test_a_survey_begins_with_the_draft_of_its_questionnaire(self, session, client):
        data = {
            "title_de": "Neue Erhebung",
            "title_en": "",
            "workbook": file(make_surveys.workbook()),
        }

        answer = client.post(f"{LIST}/neu", data=data)

        draft = session.scalars(select(QuestionnaireDraft)).one()
        assert answer.location == f"{LIST}/{draft.survey_id}/entwurf"
        assert draft.survey.titles == {"de": "Neue Erhebung", "en": "Neue Erhebung"}
        assert draft.file_name == "probe.xlsx"
        assert session.scalars(select(Questionnaire)).all() == []

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

    @every_shipped
    def test_a_shipped_questionnaire_is_taken_with_one_button(self, session, visit, shipped):
        page = visit(make.steering(session)).get(LIST)

        survey = page.form(f"Fragebogen übernehmen {shipped.titles['de']}").press()

        assert survey.title == shipped.titles["de"]
        survey.expect("Version 1", shipped.file.name)

    def test_one_that_is_not_shipped_is_not_found(self, client):
        answer = client.post(f"{LIST}/standard", data={"fragebogen": "geheim"})

        assert answer.status_code == 404

    def test_a_new_version_stands_beside_the_old_one(self, session, client):
        first = make_surveys.questionnaire(session)
        make_surveys.questionnaire(session, survey=first.survey, number=2, file_name="neu.xlsx")

        text = words(client.get(f"{LIST}/{first.survey_id}"))

        assert "2 Versionen" in text
        assert "neu.xlsx" in text
        assert "mit Version 1" in text

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
        assert not page.select("main form [name^=answers]")
        ids = [tag["id"] for tag in page.select("[id]")]
        assert len(ids) == len(set(ids))

    def test_warnings_are_shown_with_the_preview(self, session, client):
        warning = {"severity": "warning", "message": "Ein Hinweis.", "sheet": "survey", "row": 3}
        stored = make_surveys.questionnaire(session, warnings=[warning])

        answer = client.get(f"{LIST}/frageboegen/{stored.id}")

        assert "Ein Hinweis." in soup(answer).select_one("main tbody").text

    def test_why_a_version_broke_a_series_stands_on_its_page(self, session, client):
        stored = make_surveys.questionnaire(session, reason="Plätze zählt das Jobcenter.")

        assert "Plätze zählt das Jobcenter." in words(client.get(f"{LIST}/frageboegen/{stored.id}"))

    def test_the_workbook_comes_back_unchanged(self, session, client):
        stored = make_surveys.questionnaire(session)

        answer = client.get(f"{LIST}/frageboegen/{stored.id}/datei")

        assert answer.data == stored.workbook
        assert "probe.xlsx" in answer.headers["Content-Disposition"]
