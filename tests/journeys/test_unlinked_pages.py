"""Pages the demo county has no link to, because nothing there needs them: also without barriers."""

import pytest

from tests.journeys.barriers import assert_no_barriers
from tests.journeys.walk import ROUTES
from tests.world import build

pytestmark = pytest.mark.browser

UNLINKED = {
    "inventory.my_doubt": "R",
    "inventory.offers_preview": "S",
    "inventory.settle": "S",
    "inventory.take_out_of_group": "S",
    "organisations.keep_apart": "S",
    "organisations.list_preview": "S",
    "organisations.merge": "S",
    "organisations.remove_name": "S",
    "reporting.job": "S",
    "surveys.anonymous_overview": "V",
    "surveys.compare_versions": "S",
    "surveys.discard_entry": "S",
    "surveys.entered_for_us": "R",
    "surveys.lift_opt_out": "S",
    "surveys.new_start": "S",
    "surveys.no_more_surveys": "V",
    "surveys.other_person": "V",
    "surveys.participation": "R",
    "surveys.refuse_response": "S",
    "surveys.register": "R",
    "surveys.reopening_request": "S",
    "surveys.settle_objection": "S",
}
"""Endpoint → who opens it, as in `tests.world`."""


@pytest.fixture(scope="module")
def addresses(workshop):
    """Endpoint → e-mail address of who opens it (None: a visitor), and the address of a page."""
    found = {}
    with workshop.database() as session:
        world = build(session)
        for endpoint, role in UNLINKED.items():
            rule = next(each for each in ROUTES.iter_rules(endpoint) if "GET" in each.methods)
            values = world.values(endpoint, rule.arguments)
            person = world.people[role]
            path = ROUTES.bind("").build(endpoint, values)
            found[endpoint] = person.email if person else None, path
    return found


@pytest.mark.parametrize("endpoint", UNLINKED)
def test_a_page_has_no_barriers(endpoint, addresses, workshop, tab):
    person, path = addresses[endpoint]
    page = tab(workshop, person)

    answer = page.goto(path)

    assert answer.status == 200
    assert_no_barriers(page)
