"""Wide tables on a phone: they scroll by themselves, and one sees that they do."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_wide_table_shows_its_caption_its_total_and_that_it_goes_on(county, tab):
    page = tab(county, width=390)
    page.goto("/bestand/")
    frame = page.get_by_role("region", name="Zahl der Angebote je Gemeinde und Handlungsfeld")
    caption, total = frame.locator(".caption"), frame.locator("tfoot td").first

    assert frame.evaluate("each => each.scrollWidth > each.clientWidth")
    assert "linear-gradient" in frame.evaluate("each => getComputedStyle(each).backgroundImage")
    expect(frame.get_by_role("columnheader").nth(1)).to_have_text("Angebote")
    for each in (caption, total):
        box = each.bounding_box()
        assert 0 <= box["x"] < box["x"] + box["width"] <= 390

    frame.evaluate("each => { each.scrollLeft = each.scrollWidth }")

    box = caption.bounding_box()
    assert 0 <= box["x"] < box["x"] + box["width"] <= 390
