"""Pages in the states people also meet: refused, full, empty, over, not there."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from ikparticipation import clock
from tests import instance, make, make_drafts, make_surveys
from tests.journeys.barriers import assert_no_barriers
from tests.journeys.county import PEOPLE
from tests.journeys.site import Site

pytestmark = pytest.mark.browser

REFUSED = {
    "accounts.account": "Angaben speichern",
    "accounts.ask_for_link": "Link per E-Mail senden",
    "accounts.invite": "Einladung senden",
    "accounts.set_password": "Passwort speichern",
    "accounts.sign_in": "Anmelden",
    "consultation.answer": "Entwurf speichern",
    "consultation.change_end": "Ende ändern",
    "consultation.comment_on": "Als Entwurf speichern",
    "consultation.moderate": "Kommentar ablehnen",
    "drafts.edit": "Text speichern",
    "drafts.new_document": "Text anlegen",
    "organisations.create": "Organisation aufnehmen",
    "organisations.edit": "Angaben speichern",
    "organisations.invite": "Einladung senden",
    "organisations.invite_own": "Einladung senden",
    "surveys.new_survey": "Erhebung anlegen",
    "surveys.new_wave": "Welle anlegen",
    "surveys.period": "Letzten Tag ändern",
    "surveys.upload": "Fragebogen hochladen",
}
TYPED = "main form :is(textarea, input:not([type=radio], [type=checkbox], [type=file])):visible"
QUEUES = {
    "consultation.answer": "/verwaltung/abwaegung",
    "consultation.moderate": "/verwaltung/moderation",
}
"""A form that is on this page only as long as nobody has decided: the first in the queue."""
ADMINISTRATOR = "administration@example.org"
EMPTY = (
    *("/", "/entwuerfe/", "/bestand/", "/angebote/", "/netzwerk/", "/akteure/"),
    *("/mein/aufgaben", "/mein/organisation", "/verwaltung/", "/verwaltung/moderation"),
    *("/verwaltung/abwaegung", "/verwaltung/runden", "/verwaltung/entwuerfe"),
    *("/verwaltung/erhebungen", "/verwaltung/akteure", "/verwaltung/konten"),
    *("/verwaltung/betrieb/", "/verwaltung/betrieb/postausgang"),
)
NOT_FOR_THEM = {
    "/gibt-es-nicht": 404,
    "/verwaltung/": 403,
    "/anmelden/kein-solcher-link": 404,
    "/erhebung/00000000-0000-4000-8000-000000000000": 404,
}
NOTHING_FITS = (
    "/angebote/?suche=xyzxyz",
    "/akteure/?suche=xyzxyz",
    "/netzwerk/?stand=contradicted",
    "/bestand/woher?ort=15083040&feld=sport",
    "/entwuerfe/leitlinien/1?art=question&antwort=ja",
)


@pytest.mark.parametrize("endpoint", REFUSED)
def test_a_refused_form_has_no_barriers(endpoint, county, examples, tab):
    role, path = examples[endpoint]
    page = tab(county, PEOPLE[role])
    page.goto(QUEUES.get(endpoint, path))
    if endpoint in QUEUES:
        page.locator(".queue__title").first.click()

    for control in page.locator(TYPED).all():
        if control.is_editable():
            control.fill("")
    page.locator("main form").get_by_role("button", name=REFUSED[endpoint], exact=True).click()

    expect(page.get_by_role("alert")).to_be_focused()
    assert page.title().startswith("(!)")
    assert_no_barriers(page)


@pytest.fixture(scope="module")
def empty():
    """An installation in which nobody has done anything yet but its administrator."""
    with instance.running() as running:
        running.command("administrator", ADMINISTRATOR, "Administration")
        site = Site(running)
        yield site
        site.close()


@pytest.mark.parametrize("path", EMPTY)
def test_a_page_with_nothing_on_it_has_no_barriers(path, empty, tab):
    page = tab(empty, ADMINISTRATOR)

    page.goto(path)

    assert_no_barriers(page)


@pytest.mark.parametrize("path", NOT_FOR_THEM)
def test_a_page_that_is_not_for_them_has_no_barriers(path, county, tab):
    page = tab(county, PEOPLE["contributor"])

    answer = page.goto(path)

    assert answer.status == NOT_FOR_THEM[path]
    assert_no_barriers(page)


@pytest.mark.parametrize("path", NOTHING_FITS)
def test_a_list_in_which_nothing_fits_has_no_barriers(path, county, tab):
    page = tab(county)

    page.goto(path)

    expect(page.locator("main")).to_contain_text("0")
    assert_no_barriers(page)


@pytest.mark.parametrize("page_of", ["organisation", "pruefen", ""])
def test_a_survey_that_is_over_has_no_barriers(page_of, workshop, tab):
    with workshop.database() as session:
        wave = make_surveys.open_wave(session, closes_at=clock.now() - timedelta(hours=1))
        _, organisation, person = make_surveys.seat(session, wave)
        make_surveys.response(session, wave, organisation, person)
        email = person.email
    page = tab(workshop, email)

    page.goto(f"/erhebung/{wave.id}/{page_of}".rstrip("/"))

    assert_no_barriers(page)


def test_a_round_that_is_over_has_no_barriers(workshop, tab):
    with workshop.database() as session:
        version = make_drafts.closed_round(session).version
        key = make_drafts.passages(session, version)[1].key
        address = f"/entwuerfe/{version.document.slug}/{version.number}/{key}/kommentieren"
        email = make.user(session).email
    page = tab(workshop, email)

    page.goto(address)

    expect(page.get_by_role("heading", level=1)).to_have_text("Die Beteiligung ist beendet")
    assert_no_barriers(page)
