"""Writing an answer in a browser: what belongs to one outcome is asked for with that one only."""

import pytest
from playwright.sync_api import expect

from tests import make, make_drafts

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("js", [True, False])
def test_the_day_of_a_deferral_is_asked_for_where_something_is_deferred(workshop, tab, js):
    with workshop.database() as session:
        email = make.moderator(session).email
        comment = make_drafts.comment(session).id
    page = tab(workshop, email, js=js)
    page.goto(f"/verwaltung/abwaegung/{comment}")
    day = page.get_by_label("Zurückgestellt bis")
    expect(day).to_be_hidden()

    page.get_by_label("Zurückgestellt", exact=True).check()
    expect(day).to_be_visible()
    page.get_by_label("Begründung").fill("Der Kreistag berät darüber.")
    page.get_by_role("button", name="Entwurf speichern").click()
    expect(page.locator("#deferred_until-fehler")).to_be_visible()
    page.get_by_label("Zur Kenntnis genommen").check()

    expect(day).to_be_visible()  # as long as it is what the page complains about
