"""Long lists of boxes in a questionnaire: folded up, and their title names what is ticked."""

import pytest
from playwright.sync_api import expect

from tests import make_surveys
from tests.surveys.xlsform import workbooks

pytestmark = pytest.mark.browser

PLACES = [("orte", f"o{n}", f"Ort {n}", f"Place {n}") for n in range(20)]
FORM = workbooks.form(
    ("begin_group", "wir", "Über uns", "About us"),
    ("select_multiple orte", "wo", "Wo?", "Where?"),
    ("end_group",),
    choices=(workbooks.CHOICES[0], *PLACES),
)


@pytest.fixture
def seat(workshop):
    """The path of a section with twenty boxes, and who answers it."""
    with workshop.database() as session:
        asked = make_surveys.questionnaire(session, data=FORM)
        wave = make_surveys.open_wave(session, questionnaire=asked)
        _, _, person = make_surveys.seat(session, wave)
        return f"/erhebung/{wave.id}/wir", person.email


@pytest.mark.parametrize("js", [True, False], ids=["script", "no script"])
def test_a_long_list_is_folded_up_and_says_what_is_ticked(workshop, tab, seat, js):
    path, person = seat
    page = tab(workshop, person, js=js, width=390)
    page.goto(path)
    title = page.locator("summary", has_text="20 zur Auswahl")
    expect(title).to_have_text("20 zur Auswahl: nichts angekreuzt")
    expect(page.get_by_role("checkbox", name="Ort 3", exact=True)).to_be_hidden()

    title.click()
    page.get_by_role("checkbox", name="Ort 3", exact=True).check()
    page.get_by_role("checkbox", name="Ort 11", exact=True).check()
    title.click()

    if js:
        expect(title).to_have_text("20 zur Auswahl: Ort 3, Ort 11")
    page.get_by_role("button", name="Zwischenspeichern").click()
    expect(title).to_have_text("20 zur Auswahl: Ort 3, Ort 11")
    title.click()
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(2)
