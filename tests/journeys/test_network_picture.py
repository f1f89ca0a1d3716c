"""The picture of the network: by mouse, by keyboard, and without scripts by its links."""

import pytest
from playwright.sync_api import expect

from ikparticipation import clock
from ikparticipation.inventory import services
from tests import make
from tests.journeys.barriers import assert_no_barriers
from tests.make_inventory import BARLEBEN, says, wave

pytestmark = pytest.mark.browser


@pytest.fixture
def network(workshop):
    """The address of a network of four: three who name each other, one that nobody names."""
    with workshop.database() as session:
        asked = wave(session, titles={"de": "Für das Bild", "en": "For the picture"})
        one = make.organisation(session, name=f"Bildverein {asked.id}")
        two = make.organisation(session, name=f"Zweitverein {asked.id}", ags=BARLEBEN)
        three = make.organisation(session, name=f"Drittverein {asked.id}")
        alone = make.organisation(session, name=f"Alleinverein {asked.id}")
        says(session, asked, one, partners=[two, three])
        says(session, asked, two, partners=[one])
        says(session, asked, three, partners=[])
        says(session, asked, alone, partners=[])
        services.take_network(session, asked.id, at=clock.now())
        return f"/netzwerk/?welle={asked.id}"


def box(page):
    return page.locator("svg[data-network-picture]").get_attribute("viewBox")


def test_the_picture_is_panned_and_zoomed_by_keyboard_and_buttons(workshop, tab, network):
    page = tab(workshop)
    page.goto(network)
    whole = box(page)

    page.locator("[data-network-frame]").focus()
    page.keyboard.press("+")
    near = box(page)
    page.keyboard.press("ArrowRight")
    moved = box(page)
    page.get_by_role("button", name="Ganzes Bild").click()

    assert float(near.split()[2]) < float(whole.split()[2])
    assert float(moved.split()[0]) > float(near.split()[0])
    assert [float(n) for n in box(page).split()] == [float(n) for n in whole.split()]


def test_a_chosen_organisation_shows_who_said_what_beside_the_picture(workshop, tab, network):
    page = tab(workshop)
    page.goto(network)
    mark = page.get_by_role("link", name="Bildverein").first

    mark.focus()
    page.keyboard.press("Enter")

    panel = page.locator("[data-network-panel]")
    expect(panel.get_by_role("heading", name="Nennt als Partner")).to_be_visible()
    expect(panel).to_contain_text("Von beiden genannt")
    expect(panel).to_contain_text("Von einer Seite genannt")
    expect(panel).to_be_focused()
    assert page.url.endswith(network)
    assert_no_barriers(page)
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(mark).to_be_focused()


def test_without_scripts_links_and_form_do_the_same(workshop, tab, network):
    page = tab(workshop, js=False, width=390)
    page.goto(network)
    expect(page.locator("[data-network-tools]")).to_be_hidden()

    page.get_by_label("Ort", exact=True).select_option("Barleben")
    page.get_by_role("button", name="Anzeigen").click()
    marks = page.locator("svg[data-network-picture] a")
    expect(marks).to_have_count(1)
    page.goto(page.url.split("/netzwerk")[0] + marks.first.get_attribute("href"))

    expect(page.get_by_role("heading", level=1)).to_contain_text("Zweitverein")
    expect(page.get_by_text("Von beiden genannt").first).to_be_visible()
