"""The pages of a draft as a whole: uploaded, looked through, published, compared, thrown away."""

from io import BytesIO

import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.surveys import queries, services
from ikparticipation.surveys.models import Questionnaire, QuestionnaireDraft
from ikparticipation.surveys.xlsform import editing
from ikparticipation.surveys.xlsform.editing import Sheets
from tests import make, make_surveys
from tests.surveys.pages import soup, words
from tests.surveys.test_draft_services import BROKEN, edit, line_named, publish, relabel

LIST = "/verwaltung/erhebungen"
NOW = clock.now()


@pytest.fixture
def actor(session):
    return make.steering(session)


@pytest.fixture
def client(actor, as_user):
    return as_user(actor)


def here(draft, page=""):
    return f"{LIST}/{draft.survey_id}/entwurf{page}"


def file(data, name="neu.xlsx"):
    return BytesIO(data), name


class TestUploading:
    def test_a_file_with_mistakes_becomes_a_draft_that_says_them_all(self, session, client):
        survey = make_surveys.questionnaire(session).survey

        answer = client.post(
            f"{LIST}/{survey.id}/fragebogen",
            data={"workbook": file(BROKEN)},
            follow_redirects=True,
        )

        rows = soup(answer).select("main tbody tr")
        assert {tuple(cell.text for cell in row.select("td")[:2]) for row in rows} >= {
            ("survey", "3"),
            ("survey", "4"),
        }
        assert "So lässt sich der Fragebogen noch nicht veröffentlichen" in words(answer)
        assert "Veröffentlichen …" not in words(answer)

    def test_each_mistake_leads_to_the_page_that_mends_it(self, session, client, actor):
        draft = make_surveys.draft(session, data=BROKEN, actor=actor)

        page = soup(client.get(here(draft)))

        ways = {a["href"] for a in page.select("main tbody a")}
        assert here(draft, f"/zeile/{line_named(draft, 'was').id}") in ways
        assert all(client.get(way).status_code == 200 for way in ways)

    def test_further_files_come_along(self, session, client):
        survey = make_surveys.questionnaire(session).survey
        more = [file(b"name,label\na,A\n", "orte.csv"), file(b"name,label\nb,B\n", "ordner/b.csv")]

        client.post(
            f"{LIST}/{survey.id}/fragebogen",
            data={"workbook": file(make_surveys.workbook("Neu")), "more": more},
        )

        assert set(session.scalars(select(QuestionnaireDraft)).one().files) == {"orte.csv", "b.csv"}

    def test_a_file_that_cannot_be_read_keeps_the_draft_there_is(self, session, client, actor):
        draft = make_surveys.draft(session, actor=actor)

        answer = client.post(
            f"{LIST}/{draft.survey_id}/fragebogen",
            data={"workbook": file(b"Ein Brief"), "seen": draft.version},
        )

        assert answer.status_code == 422
        assert "Diese Datei lässt sich nicht lesen" in words(answer)
        session.expire_all()
        assert draft.file == make_surveys.workbook()

    def test_a_draft_somebody_began_meanwhile_is_shown_and_not_replaced(
        self, session, client, actor
    ):
        draft = make_surveys.draft(session, actor=actor)

        answer = client.post(
            f"{LIST}/{draft.survey_id}/fragebogen",
            data={"workbook": file(make_surveys.workbook("Neu"))},
        )

        assert answer.status_code == 409
        assert "Inzwischen hat jemand an einem Entwurf gearbeitet" in words(answer)
        session.expire_all()
        assert draft.file == make_surveys.workbook()

    def test_the_page_that_shows_the_draft_replaces_it(self, session, client, actor):
        draft = make_surveys.draft(session, actor=actor)
        page = soup(client.get(f"{LIST}/{draft.survey_id}/fragebogen"))
        seen = page.select_one('[name="seen"]')["value"]

        answer = client.post(
            f"{LIST}/{draft.survey_id}/fragebogen",
            data={"workbook": file(make_surveys.workbook("Neu")), "seen": seen},
        )

        assert answer.status_code == 303
        session.expire_all()
        assert draft.file == make_surveys.workbook("Neu")


class TestDraftPage:
    def test_without_a_draft_it_says_how_to_begin_one(self, session, client):
        survey = make_surveys.questionnaire(session).survey

        answer = client.get(f"{LIST}/{survey.id}/entwurf")

        assert "Zurzeit gibt es keinen Entwurf" in words(answer)
        assert "Neueste Version im Browser bearbeiten" in words(answer)

    @pytest.mark.parametrize("page", ["/aufbau", "/neu", "/einstellungen", "/vorschau"])
    def test_without_a_draft_its_pages_lead_there(self, session, client, page):
        survey = make_surveys.questionnaire(session).survey

        answer = client.get(f"{LIST}/{survey.id}/entwurf{page}")

        assert answer.location == f"{LIST}/{survey.id}/entwurf"

    def test_a_faultless_draft_says_minutes_and_shows_a_test_run(self, session, client, actor):
        draft = make_surveys.draft(session, actor=actor)

        text = words(client.get(here(draft)))

        assert "Kann veröffentlicht werden" in text
        assert "Ausfüllen dauert etwa" in text
        assert "kam bis zum Ende" in text
        assert "Dieser Entwurf wird die erste" in text

    def test_what_breaks_a_series_stands_first(self, session, client, actor):
        version = make_surveys.questionnaire(session)
        draft = services.begin_from_version(session, version, actor=actor, at=NOW)
        key = line_named(draft, "plaetze").id
        edit(session, draft, lambda s: editing.remove(s, key), actor)

        text = words(client.get(here(draft)))

        assert text.index("Diese Zahlen lassen sich nicht mehr mit früheren vergleichen") < (
            text.index("Was sich gegenüber der letzten Version ändert")
        )
        assert "Wie viele Plätze?" in text

    def test_an_untouched_file_comes_back_and_an_edited_one_is_written(
        self, session, client, actor
    ):
        draft = make_surveys.draft(session, actor=actor)

        untouched = client.get(here(draft, "/datei.xlsx"))
        relabel(session, draft, actor)
        edited = client.get(here(draft, "/datei.xlsx"))

        assert untouched.data == make_surveys.workbook()
        assert edited.data != untouched.data
        assert edited.data.startswith(b"PK")
        assert "entwurf.xlsx" in edited.headers["Content-Disposition"]

    def test_the_draft_is_also_a_markdown_table(self, session, client, actor):
        draft = make_surveys.draft(session, actor=actor)

        answer = client.get(here(draft, "/datei.md"))

        assert answer.text.startswith("|")
        assert "Was machen Sie?" in answer.text
        assert "entwurf.md" in answer.headers["Content-Disposition"]


class TestPublishing:
    def test_it_is_asked_once_more_and_then_there_is_a_version(self, session, visit, actor):
        draft = make_surveys.draft(session, actor=actor)
        page = visit(actor).get(here(draft)).follow("Veröffentlichen")
        page.expect("Eine veröffentlichte Version ändert sich nie mehr.")

        version = page.form("Version 1 veröffentlichen").press()

        assert version.title == "Fragebogen Version 1"
        assert session.scalars(select(QuestionnaireDraft)).all() == []

    def test_without_a_reason_nothing_breaks_a_series(self, session, visit, actor):
        version = make_surveys.questionnaire(session)
        draft = services.begin_from_version(session, version, actor=actor, at=NOW)
        key = line_named(draft, "plaetze").id
        edit(session, draft, lambda s: editing.remove(s, key), actor)

        page = visit(actor).get(here(draft, "/veroeffentlichen"))
        again = page.form("Trotzdem veröffentlichen").press()
        again.expect("Bitte begründen Sie")
        done = again.form("Trotzdem veröffentlichen").fill("Begründung", "Doppelt.").press()

        assert again.status == 422
        done.expect("Begründung: Doppelt.")

    def test_a_draft_with_mistakes_leads_back_to_them(self, session, client, actor):
        draft = make_surveys.draft(session, data=BROKEN, actor=actor)

        answer = client.get(here(draft, "/veroeffentlichen"))

        assert answer.location == here(draft)

    def test_a_double_click_publishes_once(self, session, client, actor):
        draft = make_surveys.draft(session, actor=actor)
        address, data = here(draft, "/veroeffentlichen"), {"seen": draft.version, "reason": ""}

        answers = [client.post(address, data=data) for _ in range(2)]

        assert [answer.status_code for answer in answers] == [303, 303]
        assert len(session.scalars(select(Questionnaire)).all()) == 1

    def test_an_edit_meanwhile_is_shown_before_it_is_published(self, session, client, actor):
        draft = make_surveys.draft(session, actor=actor)
        count = draft.version
        relabel(session, draft, make.steering(session))

        answer = client.post(
            here(draft, "/veroeffentlichen"), data={"seen": count, "reason": "Weil."}
        )

        assert answer.status_code == 409
        assert "Was inzwischen geschehen ist" in words(answer)
        assert "Weil." in words(answer)


class TestThrowingAway:
    def test_unsaved_edits_go_after_being_listed(self, session, visit, actor):
        draft = make_surveys.draft(session, actor=actor)
        relabel(session, draft, actor)

        page = visit(actor).get(here(draft)).follow("Verwerfen")
        page.expect("„Probe“ geändert")
        page.form("Änderungen verwerfen").press()

        session.expire_all()
        assert editing.outline(Sheets.from_json(draft.sheets)).find("was").label("de") == (
            "Was machen Sie?"
        )

    def test_a_draft_goes_after_asking_once_more(self, session, visit, actor):
        draft = make_surveys.draft(session, actor=actor)
        survey = draft.survey_id

        visit(actor).get(here(draft)).follow("Entwurf löschen").form("Entwurf löschen").press()

        assert queries.draft_of(session, survey) is None


class TestComparing:
    def test_two_versions_are_compared_question_by_question(self, session, client, actor):
        first = make_surveys.questionnaire(session)
        draft = services.begin_from_version(session, first, actor=actor, at=NOW)
        relabel(session, draft, actor)
        second = publish(session, draft, actor)

        one = words(client.get(f"{LIST}/frageboegen/{second.id}/vergleich/{first.id}"))
        other = words(client.get(f"{LIST}/frageboegen/{first.id}/vergleich/{second.id}"))

        assert "Von Version 1 zu Version 2" in one
        assert "Was tun Sie?" in one
        assert one == other

    def test_a_version_with_itself_has_no_differences(self, session, client):
        first = make_surveys.questionnaire(session)

        answer = client.get(f"{LIST}/frageboegen/{first.id}/vergleich/{first.id}")

        assert "Keine Unterschiede" in words(answer)

    def test_versions_of_two_surveys_are_not_compared(self, session, client):
        one, other = make_surveys.questionnaire(session), make_surveys.questionnaire(session)

        answer = client.get(f"{LIST}/frageboegen/{one.id}/vergleich/{other.id}")

        assert answer.status_code == 404
