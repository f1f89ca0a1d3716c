"""What axe finds on a page: in light and wide, and in dark and narrow."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.journeys.hands import assert_nothing_sticks_out

WIDE, NARROW, NARROWEST = 1280, 390, 320
OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}


def assert_no_barriers(page: Page) -> None:
    """Look at the page as it stands: nothing found, and nothing sticks out at any width."""
    page.evaluate(AXE_SCRIPT)
    found = [f"light, {WIDE} px: {each}" for each in _found(page)]
    assert_nothing_sticks_out(page)
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": NARROW, "height": 800})
    found += [f"dark, {NARROW} px: {each}" for each in _found(page)]
    assert_nothing_sticks_out(page)
    page.set_viewport_size({"width": NARROWEST, "height": 800})
    assert_nothing_sticks_out(page)
    assert not found, "\n".join([page.url, *found])


def _found(page: Page) -> list[str]:
    answer = page.evaluate("options => axe.run(document, options)", OPTIONS)
    return [
        f"{broken['id']}: {node['failureSummary']} {node['html'][:200]}"
        for broken in answer["violations"]
        for node in broken["nodes"]
    ]
