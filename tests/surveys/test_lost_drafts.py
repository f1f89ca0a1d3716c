"""What an author is told when the draft is not what their page showed."""

from io import BytesIO

import pytest

from ikparticipation import clock
from ikparticipation.catalogue.models import FieldOfAction
from ikparticipation.surveys import services
from ikparticipation.surveys.xlsform import editing
from ikparticipation.surveys.xlsform.editing import Sheets
from tests import make, make_surveys
from tests.surveys.pages import soup, words
from tests.surveys.test_draft_services import line_named, publish, relabel
from tests.surveys.xlsform import workbooks

LIST = "/verwaltung/erhebungen"
NOW = clock.now()


@pytest.fixture
def actor(session):
    return make.steering(session)


@pytest.fixture
def client(actor, as_user):
    return as_user(actor)


@pytest.fixture
def draft(session, actor):
    return make_surveys.draft(session, actor=actor)


def here(draft, page=""):
    return f"{LIST}/{draft.survey_id}/entwurf{page}"


def fields_of(client, path, button=""):
    """What a browser would send from the form of this page."""
    page = soup(client.get(path))
    forms = [f for f in page.select("main form") if button in f.get_text()]
    return {
        field["name"]: field.get("value") or field.get_text().removeprefix("\n")
        for field in forms[-1].select("input[name], textarea[name], select[name]")
        if field.name != "select"
    }


def discard(session, draft, actor):
    services.discard_draft(session, draft, seen=draft.version, actor=actor)
    session.commit()


class TestGone:
    @pytest.mark.parametrize("end", ["published", "deleted"])
    def test_what_was_typed_is_shown_when_the_draft_is_gone(self, session, client, draft, end):
        path = here(draft, f"/zeile/{line_named(draft, 'was').id}")
        form = fields_of(client, path) | {"text/label/de": "Viel Arbeit"}
        other = make.steering(session)
        if end == "published":
            publish(session, draft, other)
        else:
            discard(session, draft, other)

        answer = client.post(path, data=form)

        assert answer.status_code == 409
        text = words(answer)
        assert "Den Entwurf gibt es nicht mehr" in text
        assert "Viel Arbeit" in text
        assert "Was machen Sie?" not in text
        assert ("Version 1" in text and other.name in text) is (end == "published")

    def test_only_looking_leads_to_where_one_begins(self, session, client, draft, actor):
        path = here(draft, "/aufbau")
        discard(session, draft, actor)

        answer = client.get(path)

        assert (answer.status_code, answer.headers["Location"]) == (303, here(draft))

    def test_a_double_click_publishes_once_and_shows_the_version(self, client, draft):
        form = fields_of(client, here(draft, "/veroeffentlichen"))

        answers = [client.post(here(draft, "/veroeffentlichen"), data=form) for _ in range(2)]

        assert [answer.status_code for answer in answers] == [303, 303]
        assert answers[0].headers["Location"] == answers[1].headers["Location"]

    def test_a_double_click_deletes_once(self, client, draft):
        form = fields_of(client, here(draft, "/loeschen"))

        answers = [client.post(here(draft, "/loeschen"), data=form) for _ in range(2)]

        assert [answer.status_code for answer in answers] == [303, 303]


class TestAnother:
    """A page of one draft never changes another one, though both count their changes from one."""

    def test_a_line_of_the_earlier_draft_is_not_changed_in_the_later_one(
        self, session, client, draft, actor
    ):
        path = here(draft, f"/zeile/{line_named(draft, 'was').id}")
        form = fields_of(client, path) | {"text/label/de": "Für den alten Entwurf"}
        discard(session, draft, actor)
        later = make_surveys.draft(session, draft.survey, data=make_surveys.workbook("Neu"))

        answer = client.post(path, data=form)

        assert answer.status_code == 409
        assert "hier steht ein anderer" in words(answer)
        assert "Für den alten Entwurf" in words(answer)
        session.expire_all()
        assert line_named(later, "was").label("de") == "Was machen Sie?"

    def test_an_upload_does_not_replace_a_draft_the_page_did_not_show(
        self, session, client, draft, actor
    ):
        path = f"{LIST}/{draft.survey_id}/fragebogen"
        form = fields_of(client, path, "Fragebogen hochladen")
        discard(session, draft, actor)
        later = make_surveys.draft(session, draft.survey, data=make_surveys.workbook("Neu"))
        form["workbook"] = (BytesIO(make_surveys.workbook("Drittes")), "drei.xlsx")

        answer = client.post(path, data=form)

        assert answer.status_code == 409
        session.expire_all()
        assert later.file == make_surveys.workbook("Neu")


@pytest.mark.parametrize("act", ["Speichern", "Rückgängig"])
def test_a_double_click_on_the_bar_is_one(session, client, draft, actor, act):
    relabel(session, draft, actor)
    relabel(session, draft, actor, text="Was?")
    page = soup(client.get(here(draft, "/aufbau")))
    form = next(f for f in page.select("main form") if act in f.get_text())
    data = {field["name"]: field["value"] for field in form.select("input[name]")}

    answers = [client.post(form["action"], data=data) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    session.expire_all()
    assert line_named(draft, "was").label("de") == (
        "Was?" if act == "Speichern" else "Was tun Sie?"
    )


def test_what_the_catalogue_has_lost_meanwhile_is_said_at_publication(session, client, actor):
    data = workbooks.form(
        ("begin_group", "a", "A", "A"),
        (
            "select_multiple felder",
            "felder",
            "Welche?",
            "Which?",
            "",
            "",
            "",
            "organisation.fields",
        ),
        ("end_group",),
        choices=(*workbooks.CHOICES, ("felder", "neues-feld", "Neu", "New")),
    )
    entry = FieldOfAction(key="neues-feld", names={"de": "Neu", "en": "New"}, position=99)
    make.store(session, entry)
    draft = make_surveys.draft(session, data=data, actor=actor)
    form = fields_of(client, here(draft, "/veroeffentlichen"))
    session.delete(entry)
    session.commit()

    answer = client.post(here(draft, "/veroeffentlichen"), data=form)

    assert answer.status_code == 422
    assert "„neues-feld“ steht nicht im Katalog" in words(answer)
    assert "„neues-feld“ steht nicht im Katalog" in words(client.get(here(draft)))


@pytest.mark.parametrize("nothing", [" ", "\u200b", "\u00ad \ufeff"])
class TestNothingToSee:
    def test_a_new_line_needs_words_one_can_see(self, client, draft, nothing):
        answer = client.post(
            here(draft, "/neu"), data={"seen": draft.version, "label/de": nothing, "kind": "group"}
        )

        assert answer.status_code == 422
        assert "Bitte schreiben Sie, wie die neue Zeile heißen soll." in words(answer)

    def test_a_text_nobody_sees_is_none(self, session, client, draft, nothing):
        path = here(draft, f"/zeile/{line_named(draft, 'was').id}")

        client.post(path, data=fields_of(client, path) | {"text/label/en": nothing})

        session.expire_all()
        assert line_named(draft, "was").texts["label"].keys() == {"de"}

    def test_nor_is_a_title(self, client, draft, nothing):
        path = here(draft, "/einstellungen")

        answer = client.post(path, data={"seen": draft.version, "title": nothing, "titel": "ja"})

        assert answer.status_code == 422


def test_a_list_of_a_thousand_answers_can_be_edited(session, client, actor):
    many = [("viele", f"n{n}", f"Antwort Nummer {n}", f"Answer number {n}") for n in range(1000)]
    data = workbooks.form(
        ("begin_group", "a", "A", "A"),
        ("select_one viele", "wahl", "Welche?", "Which?"),
        ("end_group",),
        choices=(*workbooks.CHOICES, *many),
    )
    draft = make_surveys.draft(session, data=data, actor=actor)
    path = here(draft, "/liste/viele")
    form = fields_of(client, path)
    name = next(key for key, value in form.items() if value == "Antwort Nummer 999")
    name = name.removeprefix("vorher/")

    answer = client.post(path, data=form | {name: "Die letzte"})

    assert answer.status_code == 303
    session.expire_all()
    lists = editing.outline(Sheets.from_json(draft.sheets)).lists
    assert lists["viele"].choices[-1].labels["de"] == "Die letzte"
