"""A browser that comes back after its session has ended: what was typed is sent all the same."""

import pytest
from playwright.sync_api import expect

from tests.journeys.barriers import assert_no_barriers
from tests.journeys.conftest import cookies_of
from tests.journeys.sheets import document

TYPED = "Wir beraten in Wolmirstedt, auch abends."


@pytest.fixture
def browser(chrome):
    """`browser(sheet, js=…)`: a page whose refusals are expected."""
    contexts = []

    def opened(sheet, *, js):
        width = 1280 if js else 360
        context = chrome.new_context(
            base_url=sheet.site.url,
            java_script_enabled=js,
            locale="de-DE",
            viewport={"width": width, "height": 800},
        )
        contexts.append(context)
        context.add_cookies(cookies_of(sheet.site, sheet.email))
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("js", [True, False], ids=["scripts", "no scripts"])
def test_signed_in_again_in_another_tab_what_was_typed_is_sent(browser, sheet, js):
    mine = sheet(document(name="Anna"), worte=1)
    page = browser(mine, js=js)
    page.goto(mine.path("worte"))
    again = page.get_by_role("button", name="Eingaben noch einmal absenden")

    page.context.clear_cookies()
    page.get_by_label("Wie heißen Sie?").fill(TYPED)
    page.get_by_role("button", name="Zwischenspeichern").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ihre Eingaben sind noch da")
    expect(page.get_by_text(TYPED)).to_be_visible()
    if js:
        assert_no_barriers(page)
    page.context.add_cookies(cookies_of(mine.site, mine.email))
    again.click()
    expect(page.get_by_text("war zu lange offen")).to_be_visible()
    again.click()

    expect(page.get_by_label("Wie heißen Sie?")).to_have_value(TYPED)
    assert mine.answers["name"] == TYPED
