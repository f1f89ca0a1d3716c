"""Pages in the states people also meet: refused, overtaken, full, empty, closed, not there."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.accounts.models import User
from ikparticipation.audit import AuditEvent, EventState
from ikparticipation.organisations.models import Membership
from ikparticipation.surveys import services as surveys
from ikparticipation.surveys.models import Wave
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
    "consultation.comment_on": "Kommentar absenden",
    "consultation.moderate": "Kommentar ablehnen",
    "drafts.edit": "Text speichern",
    "drafts.new_document": "Text anlegen",
    "organisations.create": "Organisation aufnehmen",
    "organisations.edit": "Angaben speichern",
    "organisations.edit_own": "Angaben speichern",
    "organisations.invite": "Einladung senden",
    "organisations.invite_own": "Einladung senden",
    "surveys.new_survey": "Erhebung anlegen",
    "surveys.new_wave": "Welle anlegen",
    "surveys.period": "Speichern",
    "surveys.upload": "Hochladen",
}
ONE_LINE = 'input:is([type="text"], [type="email"], [type="date"], [type="password"], [type="tel"])'


@pytest.mark.parametrize("endpoint", REFUSED)
def test_a_refused_form_has_no_barriers(endpoint, county, examples, tab):
    role, path = examples[endpoint]
    page = tab(county, PEOPLE[role])
    page.goto(path)
    button = page.get_by_role("button", name=REFUSED[endpoint], exact=True)
    form = page.locator("main form").filter(has=button)

    for control in form.locator(f"{ONE_LINE}, textarea").all():
        control.fill("")
    button.click()

    expect(page.get_by_role("alert")).to_be_focused()
    expect(page).to_have_title(lambda title: title.startswith("(!)"))
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


@pytest.mark.parametrize(("path", "status"), NOT_FOR_THEM)
def test_a_page_that_is_not_there_or_not_for_them_has_no_barriers(path, status, county, tab):
    page = tab(county, PEOPLE["contributor"])

    answer = page.goto(path)

    assert answer.status == status
    assert_no_barriers(page)


def before_a_link_is_used(county, page):
    page.goto(county.link(PEOPLE["contributor"]))


def after_a_link_was_used(county, page):
    link = county.link(PEOPLE["contributor"])
    page.goto(link)
    page.get_by_role("button", name="Anmelden").click()
    page.context.clear_cookies()
    assert page.goto(link).status == 410


def after_a_link_was_asked_for(county, page):
    page.goto("/passwort-vergessen")
    page.get_by_label("Ihre E-Mail-Adresse").fill("niemand@example.org")
    page.get_by_role("button", name="Link per E-Mail senden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bitte sehen Sie in Ihr Postfach")


def before_a_password_is_removed(county, page):
    sign_in(page, county, "contributor")
    page.goto("/mein/konto/passwort")
    page.get_by_label("Neues Passwort").fill("ein langer Satz für Tests")
    page.get_by_role("button", name="Passwort speichern").click()
    page.get_by_role("link", name="Passwort entfernen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Passwort entfernen?")


def before_a_version_is_published(county, page):
    sign_in(page, county, "steering")
    page.goto("/verwaltung/entwuerfe/neu")
    page.get_by_label("Titel").fill("Handlungsfeld Sport")
    page.get_by_label("Kurzname").fill("handlungsfeld-sport")
    page.get_by_role("button", name="Text anlegen").click()
    page.get_by_label("Text", exact=True).fill(EVERY_BLOCK)
    page.get_by_role("button", name="Vorschau").click()
    assert_no_barriers(page)
    page.get_by_role("button", name="Text speichern").click()
    page.get_by_role("link", name="Fassung veröffentlichen").click()


def before_a_round_is_opened(county, page):
    before_a_version_is_published(county, page)
    page.get_by_role("button", name="Fassung 1 veröffentlichen").click()
    page.goto("/verwaltung/runden")
    page.get_by_role("link", name="Runde öffnen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Runde öffnen")
