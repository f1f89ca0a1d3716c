"""Writing a questionnaire in the browser: from a file with mistakes to two versions compared."""

from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from ikparticipation import clock
from ikparticipation.surveys import services
from ikparticipation.surveys.models import Survey
from ikparticipation.surveys.services import Edit
from ikparticipation.surveys.xlsform import editing
from tests import make, make_surveys
from tests.journeys.barriers import assert_no_barriers
from tests.journeys.hands import Hand, Keyboard, Mouse
from tests.surveys.test_draft_services import BROKEN, line_named
from tests.surveys.test_preview_pages import RULED
from tests.surveys.xlsform import workbooks

pytestmark = pytest.mark.browser

LIST = "/verwaltung/erhebungen"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TWO_MISTAKES = workbooks.form(
    ("begin_group", "wir", "Über uns", "About us"),
    ("text", "titel", "Wie heißt Ihr Verein?", "What are you called?", "", "", "", "offer.nmae"),
    ("select_one fehlt", "farbe", "Welche Farbe?", "Which colour?"),
    ("integer", "mitglieder", "Wie viele Mitglieder?", "How many members?"),
    ("end_group",),
    ("begin_repeat", "angebot", "Angebot", "Offer", "", "", "", "offer"),
    ("text", "name", "Wie heißt es?", "What is it called?", "", "", "yes", "offer.name"),
    ("integer", "plaetze", "Wie viele Plätze?", "How many places?", "", "", "", "offer.capacity"),
    ("end_repeat",),
)


def new_survey(workshop) -> tuple[str, UUID]:
    """Return who steers, and a survey without a questionnaire."""
    with workshop.database() as session:
        person = make.steering(session)
        titles = {"de": f"Umfrage {person.name}", "en": f"Survey {person.name}"}
        survey = make.store(session, Survey(titles=titles, created_at=clock.now()))
        return person.email, survey.id


def choose(page: Page, label: str, value: str) -> None:
    page.get_by_label(label).first.select_option(label=value)


def upload(hand: Hand, survey: UUID, data: bytes) -> None:
    hand.open(f"{LIST}/{survey}/fragebogen")
    hand.page.get_by_label("Fragebogen (XLSForm").set_input_files(
        [{"name": "verein.xlsx", "mimeType": XLSX, "buffer": data}]
    )
    hand.press("Fragebogen hochladen")


@pytest.mark.parametrize(
    ("hand", "js", "width"),
    [(Mouse, True, 1280), (Mouse, False, 390), (Keyboard, True, 1280)],
    ids=["mouse", "without JavaScript on a phone", "keyboard"],
)
def test_from_a_file_with_mistakes_to_two_versions_compared(workshop, tab, hand, js, width):
    email, survey = new_survey(workshop)
    page = tab(workshop, email, js=js, width=width)
    author = hand(page, f"authoring-{hand.__name__}-{width}")

    upload(author, survey, TWO_MISTAKES)
    author.sees("Entwurf des Fragebogens")
    author.reads("2 Fehler", "So lässt sich der Fragebogen noch nicht veröffentlichen")
    author.looks("draft-with-mistakes")

    mend(author, survey)
    author.follow("Vorschau")
    author.sees("Vorschau")
    author.looks("preview")
    author.open(f"{LIST}/{survey}/entwurf")
    author.press("Speichern")
    author.follow("Veröffentlichen")
    author.press("Version 1 veröffentlichen")
    author.sees("Fragebogen Version 1")

    author.press("Im Browser bearbeiten")
    second_version(author)
    author.reads("Diese Zahlen lassen sich nicht mehr mit früheren vergleichen")
    author.looks("breaks")
    author.follow("Veröffentlichen")
    author.press("Trotzdem veröffentlichen")
    author.is_told_what_is_wrong("Bitte begründen Sie")
    author.write("Begründung", "Plätze zählt jetzt das Jobcenter.")
    author.press("Trotzdem veröffentlichen")
    author.reads("Begründung: Plätze zählt jetzt das Jobcenter.")

    author.follow("Was sich gegenüber der Version davor geändert hat")
    author.sees("Was sich geändert hat")
    author.reads("Von Version 1 zu Version 2", "Wie viele Plätze?", "zahl_der_mitglieder")
    author.looks("compared")


def mend(author: Hand, survey: UUID) -> None:
    """Mend both mistakes where the list of findings leads to."""
    page = author.page
    author.follow("Hier ändern", within=page.get_by_role("row").filter(has_text="offer.nmae"))
    if page.get_by_label("Ziel in der Bestandsaufnahme").is_hidden():
        author.unfold("Auswertung")
    choose(page, "Ziel in der Bestandsaufnahme", "–")
    author.press("Übernehmen")
    author.looks("outline")
    author.open(f"{LIST}/{survey}/entwurf")
    author.follow("Hier ändern", within=page.get_by_role("row").filter(has_text="fehlt"))
    choose(page, "Liste der Antworten", "farben")
    author.looks("line")
    author.press("Übernehmen")
    author.reads("2 Änderungen sind noch nicht gespeichert.")
    author.open(f"{LIST}/{survey}/entwurf")
    author.reads("Kann veröffentlicht werden", "kam bis zum Ende")


def second_version(author: Hand) -> None:
    """Rename one question, which keeps its series, and remove another, which breaks one."""
    page = author.page
    author.follow("Wie viele Mitglieder?")
    author.write("Name", "zahl_der_mitglieder")
    author.press("Übernehmen")
    author.follow("Wie viele Plätze?")
    author.follow("Entfernen")
    author.press("Entfernen")
    author.reads("Rückgängig: Frage „Wie viele Plätze?“ gelöscht")
    author.press("Rückgängig")
    expect(page.get_by_role("link", name="Wie viele Plätze?")).to_be_visible()
    author.follow("Wie viele Plätze?")
    author.follow("Entfernen")
    author.press("Entfernen")
    author.follow("Zurück zum Entwurf")


@pytest.fixture
def at_work(workshop):
    """E-mail of an author, and the survey of a draft in which everything can be seen."""
    with workshop.database() as session:
        person = make.steering(session)
        version = make_surveys.questionnaire(session)
        draft = services.begin_from_version(session, version, actor=person, at=clock.now())
        session.commit()
        key = line_named(draft, "plaetze").id
        facts = {"seen": draft.version, "posted": "", "actor": person, "at": clock.now()}
        step = Edit(
            lambda s: editing.remove(s, key), "Frage „%(label)s“ gelöscht", {"label": "Plätze"}
        )
        services.edit_draft(session, draft, step, **facts)
        return person.email, draft.survey_id


PAGES = [
    *("", "/aufbau", "/zeile/survey-4", "/zeile/survey-2", "/neu", "/zeile/survey-4/verschieben"),
    *("/zeile/survey-2/entfernen", "/liste/farben", "/einstellungen", "/vorschau"),
    *("/veroeffentlichen", "/verwerfen", "/loeschen", "/vorschau/angebote"),
]


@pytest.mark.parametrize("at", PAGES)
def test_a_page_of_a_draft_has_no_barriers(workshop, tab, at_work, at):
    email, survey = at_work
    page = tab(workshop, email)

    page.goto(f"{LIST}/{survey}/entwurf{at}")

    assert_no_barriers(page)


def test_mistakes_without_and_with_a_draft_have_no_barriers(workshop, tab):
    email, survey = new_survey(workshop)
    page = tab(workshop, email)

    page.goto(f"{LIST}/{survey}/entwurf")
    assert_no_barriers(page)
    upload(Mouse(page, ""), survey, BROKEN)
    assert_no_barriers(page)
    page.goto(f"{LIST}/{survey}/fragebogen")
    assert_no_barriers(page)


def test_a_refused_line_takes_the_focus_to_what_is_wrong(workshop, tab, at_work):
    email, survey = at_work
    page = tab(workshop, email)
    page.goto(f"{LIST}/{survey}/entwurf/zeile/survey-4")
    page.get_by_label("Wird nur gefragt, wenn").fill("${gibt_es_nicht} = 1")
    page.get_by_role("button", name="Übernehmen").click()

    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Wird nur gefragt, wenn")).to_have_attribute("aria-invalid", "true")
    assert_no_barriers(page)


def test_leaving_a_line_with_unsaved_words_is_asked_about(workshop, tab, at_work):
    email, survey = at_work
    page, asked = tab(workshop, email), []
    page.goto(f"{LIST}/{survey}/entwurf/zeile/survey-4")

    page.get_by_label("Name", exact=True).fill("anders")
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(f"{LIST}/{survey}")

    assert asked == ["beforeunload"]


def test_the_second_of_two_people_reads_what_happened(workshop, tab, at_work):
    email, survey = at_work
    with workshop.database() as session:
        other = make.steering(session).email
    first, second = tab(workshop, email), tab(workshop, other)
    address = f"{LIST}/{survey}/entwurf/zeile/survey-4"
    second.goto(address)
    first.goto(address)
    first.get_by_label("Englisch , Beschriftung").or_(
        first.locator('[name="text/label/en"]')
    ).first.fill("First")
    first.get_by_role("button", name="Übernehmen").click()

    second.locator('[name="text/label/de"]').fill("Zweitens")
    second.get_by_role("button", name="Übernehmen").click()

    expect(second.get_by_role("alert")).to_be_focused()
    expect(second.locator("main")).to_contain_text("Zweitens")
    assert_no_barriers(second)
    second.get_by_role("button", name="Trotzdem so übernehmen").click()
    expect(second.get_by_role("link", name="Zweitens")).to_be_visible()


def test_an_author_tries_a_form_out_in_arabic(workshop, tab):
    with workshop.database() as session:
        person = make.steering(session)
        version = make_surveys.questionnaire(session, data=RULED)
        email, address = person.email, f"{LIST}/frageboegen/{version.id}/vorschau"
    page = tab(workshop, email)
    page.goto(address)

    page.get_by_role("button", name="العربية").click()
    page.get_by_label("أحمر").check()
    page.get_by_role("button", name="Aktualisieren").last.click()

    expect(page.get_by_label("لماذا الأحمر؟")).to_be_visible()
    question = page.get_by_text("لماذا الأحمر؟").first
    assert question.evaluate("words => getComputedStyle(words).direction") == "rtl"
    assert_no_barriers(page)
