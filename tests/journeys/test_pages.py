"""Every page, seen by those who use it: no barrier, no dead link, nothing forgotten."""

import pytest

from tests.journeys.barriers import assert_no_barriers
from tests.journeys.county import PEOPLE, walker
from tests.journeys.walk import ROUTES, Walk

pytestmark = pytest.mark.browser

FILES = {
    "consultation.annotations",
    "consultation.draft_file",
    "consultation.feed",
    "consultation.full_synopsis_file",
    "consultation.synopsis_file",
    "surveys.workbook",
}
NOT_PAGES = {"static", "healthz", "readyz", "accounts.choose_language", *FILES}
NONE_YET = "the county has none yet; tests/test_every_page.py opens it"
NOT_LINKED = {
    "accounts.link_sent": "follows a form",
    "accounts.remove_password": "only for those who have a password",
    "accounts.show_link": "stands in mails",
    "consultation.appeal": NONE_YET,
    "consultation.assign": NONE_YET,
    "consultation.changes": NONE_YET,
    "consultation.compare": NONE_YET,
    "consultation.correct": NONE_YET,
    "consultation.delete_draft": NONE_YET,
    "consultation.edit_draft": NONE_YET,
    "consultation.group": NONE_YET,
    "consultation.my_answer": NONE_YET,
    "consultation.my_answers": NONE_YET,
    "consultation.my_statement": NONE_YET,
    "consultation.own_word_file": NONE_YET,
    "consultation.place": NONE_YET,
    "consultation.placing": NONE_YET,
    "consultation.release_statement": NONE_YET,
    "consultation.text_block": NONE_YET,
    "consultation.withdraw": NONE_YET,
    "consultation.open_round": "only for a version without a round",
    "consultation.release": "follows a form",
    "consultation.proposal": "follows a button",
    "consultation.publish": "only for a text that has changed",
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
    missing = ANSWER_GET - set(examples)
    assert sorted(missing - NOT_PAGES - set(NOT_LINKED)) == []
    elsewhere = {name for name, why in NOT_LINKED.items() if why is not NONE_YET}
    assert sorted((NOT_PAGES | elsewhere) - FILES - missing) == []


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
