"""Every page, seen by those who use it: no barrier, no dead link, nothing forgotten."""

import pytest

from tests.journeys.barriers import assert_no_barriers
from tests.journeys.county import PEOPLE, walker
from tests.journeys.walk import ROUTES, Walk

pytestmark = pytest.mark.browser

NOT_PAGES = {"static", "healthz", "readyz", "surveys.workbook", "accounts.choose_language"}
NOT_LINKED = {
    "accounts.link_sent": "follows a form",
    "accounts.remove_password": "only for those who have a password",
    "accounts.show_link": "stands in mails",
    "consultation.open_round": "only for a version without a round",
    "consultation.release": "follows a form",
    "drafts.publish": "only for a text that has changed",
    "surveys.remove_row": "follows a button",
}
"""The county has no link to these pages; `test_states` gets to them."""
EXPLAINED = "/veroeffentlichen"
"""This link answers 409 and a sentence why, when there is nothing new to publish."""
ANSWER_GET = {rule.endpoint for rule in ROUTES.iter_rules() if "GET" in rule.methods}
PAGES = sorted(ANSWER_GET - NOT_PAGES - set(NOT_LINKED))
SHOW_STAFF_MORE = (
    "consultation.comment",
    "consultation.drafts",
    "consultation.version",
    "inventory.actor",
    "inventory.offer",
    "inventory.where_from",
    "reporting.home",
)


def test_every_page_can_be_reached_by_links(examples):
    assert ANSWER_GET - set(examples) == {*NOT_PAGES, *NOT_LINKED} - {"surveys.workbook"}


@pytest.mark.parametrize("role", PEOPLE)
def test_no_link_is_dead(role, county):
    everything = role in {"visitor", "administrator"}

    found = Walk(walker(county, role), most=10_000 if everything else 20).all_over()

    dead = {path: why for path, why in found.dead.items() if not path.endswith(EXPLAINED)}
    assert not dead


@pytest.mark.parametrize("endpoint", PAGES)
def test_a_page_has_no_barriers(endpoint, county, examples, tab):
    role, path = examples[endpoint]
    page = tab(county, PEOPLE[role])

    page.goto(path)

    assert_no_barriers(page)


@pytest.mark.parametrize("endpoint", SHOW_STAFF_MORE)
def test_what_staff_see_on_a_public_page_has_no_barriers(endpoint, county, examples, tab):
    page = tab(county, PEOPLE["administrator"])

    page.goto(examples[endpoint][1])

    assert_no_barriers(page)


@pytest.mark.parametrize("path", ["/", "/bestand/", "/entwuerfe/"])
def test_a_page_in_english_has_no_barriers(path, county, tab):
    page = tab(county)

    page.goto(f"/sprache/en?weiter={path}")

    assert page.locator("html").get_attribute("lang") == "en"
    assert_no_barriers(page)
