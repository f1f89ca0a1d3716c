"""Pages that are only met on the way: between two steps, or with much on them."""

from itertools import count

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from ikparticipation.accounts.models import User
from ikparticipation.audit import AuditEvent, EventState
from ikparticipation.organisations.queries import memberships
from ikparticipation.surveys.models import Response, Wave
from tests import make_surveys
from tests.journeys.barriers import assert_no_barriers
from tests.journeys.conftest import cookies_of
from tests.journeys.county import PEOPLE

pytestmark = pytest.mark.browser

EVERY_BLOCK = """\
# Überschrift

## Kleinere Überschrift

Ein Absatz mit **fetten** und *kursiven* Wörtern und einem [Verweis](https://example.org).

- Aufzählung
  - darunter
1. Nummer

> Ein Zitat

| Was | Wann |
|---|---|
| Kurs | 2027 |
"""
COMPLETE = {"angebot_handlungsfelder": ["sport"], "angebot_gemeinden": ["15083270"]}
_number = count(1)


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
    sign_in(county, page, "contributor")
    page.goto("/mein/konto/passwort")
    page.locator('main input[type="password"]').fill("ein langer Satz für Tests")
    page.get_by_role("button", name="Passwort speichern").click()
    page.get_by_role("link", name="Passwort entfernen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Passwort entfernen?")
    page.get_by_role("button", name="Passwort entfernen").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Passwort entfernen?")
    page.go_back()


def before_a_version_is_published(county, page):
    write_a_text(county, page)
    page.get_by_role("button", name="Text speichern").click()
    page.get_by_role("link", name="Fassung veröffentlichen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Fassung 1 veröffentlichen?")


def while_a_text_is_previewed(county, page):
    write_a_text(county, page)
    page.get_by_role("button", name="Vorschau").click()
    expect(page.get_by_role("heading", name="Vorschau")).to_be_focused()


def before_a_round_is_opened(county, page):
    before_a_version_is_published(county, page)
    page.get_by_role("button", name="Fassung 1 veröffentlichen").click()
    page.goto("/verwaltung/runden")
    page.get_by_role("link", name="Runde öffnen").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Runde öffnen")


def before_an_answer_is_released(county, page):
    sign_in(county, page, "steering")
    page.goto("/verwaltung/abwaegung")
    page.get_by_role("checkbox", name="Antwort auswählen").first.check()
    page.get_by_role("button", name="Ausgewählte Antworten freigeben").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 Antwort freigeben?")


def after_a_comment_was_sent(county, page):
    sign_in(county, page, "representative")
    page.goto("/mein/aufgaben")
    page.get_by_role("region", name="Meine Kommentare").get_by_role("link").first.click()
    expect(page.locator(".receipt__code")).to_be_visible()


def with_marked_words_that_stand_there_twice(county, page):
    open_the_draft(county, page)
    form = page.get_by_role("link", name="Diesen Abschnitt kommentieren").nth(2)
    page.goto(f"{form.get_attribute('href')}?zitat=e")
    expect(page.get_by_text("Bitte wählen Sie die Stelle selbst.")).to_be_visible()


def with_words_marked(county, page):
    open_the_draft(county, page)
    page.evaluate(
        "getSelection().selectAllChildren(document.querySelectorAll('[data-passage]')[1])"
    )
    expect(page.get_by_role("link", name="Diese Wörter kommentieren")).to_be_visible()


def before_a_row_is_removed(county, page):
    answer_with_offers(county, 1)
    sign_in(county, page, "representative")
    page.goto(f"{wave_path(county)}/angebote")
    page.locator("summary").first.click()
    page.get_by_role("button", name="Angebot 1 entfernen").click()
    expect(page.get_by_role("button", name="Endgültig entfernen")).to_be_visible()


def with_thirty_offers(county, page):
    answer_with_offers(county, 30, **COMPLETE)
    sign_in(county, page, "representative")
    page.goto(f"{wave_path(county)}/angebote")
    expect(page.locator("summary", has_text="Angebot 30: Sprachcafé Nr. 30")).to_be_visible()


def with_three_offers_that_miss_something(county, page):
    answer_with_offers(county, 3)
    sign_in(county, page, "representative")
    page.goto(f"{wave_path(county)}/angebote?pruefen=1")
    expect(page.get_by_role("group", name="Angebot 3")).to_be_visible()


def reviewing_thirty_offers_that_miss_something(county, page):
    answer_with_offers(county, 30)
    sign_in(county, page, "representative")
    page.goto(f"{wave_path(county)}/pruefen")
    expect(page.get_by_role("heading", name="Angebot 30")).to_be_visible()


def with_work_that_has_failed(county, page):
    with county.database() as session:
        event = session.scalars(select(AuditEvent).limit(1)).one()
        event.state, event.handled_at = EventState.FAILED, None
        event.error = "SMTPServerDisconnected: " + "x" * 120
    sign_in(county, page, "administrator")
    page.goto("/verwaltung/betrieb/?stand=failed")
    expect(page.get_by_role("button", name="Noch einmal versuchen")).to_be_visible()


STATES = (
    before_a_link_is_used,
    after_a_link_was_used,
    after_a_link_was_asked_for,
    before_a_password_is_removed,
    before_a_version_is_published,
    while_a_text_is_previewed,
    before_a_round_is_opened,
    before_an_answer_is_released,
    after_a_comment_was_sent,
    with_marked_words_that_stand_there_twice,
    with_words_marked,
    before_a_row_is_removed,
    with_thirty_offers,
    with_three_offers_that_miss_something,
    reviewing_thirty_offers_that_miss_something,
    with_work_that_has_failed,
)


@pytest.mark.parametrize("come_to", STATES)
def test_a_page_on_the_way_has_no_barriers(come_to, county, tab):
    page = tab(county)

    come_to(county, page)

    assert_no_barriers(page)


def sign_in(county, page, role):
    page.context.add_cookies(cookies_of(county, PEOPLE[role]))


def open_the_draft(county, page):
    sign_in(county, page, "representative")
    page.goto("/entwuerfe/leitlinien/1")


def write_a_text(county, page):
    sign_in(county, page, "steering")
    page.goto("/verwaltung/entwuerfe/neu")
    n = next(_number)
    page.get_by_label("Titel").fill(f"Handlungsfeld Sport {n}")
    page.get_by_label("Kurzname").fill(f"sport-{n}")
    page.get_by_role("button", name="Text anlegen").click()
    page.get_by_label("Text", exact=True).fill(EVERY_BLOCK)


def answer_with_offers(county, number, **more):
    """Let the organisation of the representative have so many offers."""
    numbers = range(1, number + 1)
    rows = [make_surveys.row(angebot_name=f"Sprachcafé Nr. {n}", **more) for n in numbers]
    document = {"answers": {}, "rows": {"angebot": rows}}
    with county.database() as session:
        wave = session.scalars(select(Wave).order_by(Wave.opens_at)).first()
        person = session.scalars(select(User).where(User.email == PEOPLE["representative"])).one()
        organisation = memberships(session, person)[0].organisation
        of_theirs = select(Response).filter_by(wave_id=wave.id, organisation_id=organisation.id)
        if (saved := session.scalar(of_theirs)) is not None:
            saved.document = document
        else:
            make_surveys.response(session, wave, organisation, person, document=document)


def wave_path(county):
    with county.database() as session:
        return f"/erhebung/{session.scalars(select(Wave.id).order_by(Wave.opens_at)).first()}"
