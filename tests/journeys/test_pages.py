"""Every page, seen by those who use it: no barrier, no dead link, nothing forgotten."""

from uuid import UUID

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from ikparticipation.consultation.models import Comment, CommentKind, CommentStatus
from ikparticipation.mail import OutgoingMail
from tests.journeys.barriers import assert_no_barriers
from tests.journeys.county import PEOPLE, walker
from tests.journeys.walk import ROUTES, Walk

pytestmark = pytest.mark.browser

FILES = {
    *("inventory.hsds_services", "inventory.hsds_organizations", "inventory.hsds_package"),
    *("inventory.hsds.description", "inventory.hsds.services", "inventory.hsds.organizations"),
    *("inventory.hsds.service_at_locations", "inventory.hsds.all_taxonomies"),
    *("inventory.network_picture", "inventory.network_file", "inventory.network_table"),
    "consultation.annotations",
    "consultation.draft_file",
    "consultation.feed",
    "consultation.full_synopsis_file",
    "consultation.synopsis_file",
    "surveys.paper_file",
    "surveys.receipt_paper_file",
    "surveys.response_paper_file",
    "surveys.version_paper_file",
    "surveys.codebook_file",
    "surveys.draft_markdown",
    "surveys.draft_workbook",
    "surveys.workbook",
}
UNLINKED_FILES = {
    *("surveys.answer_file", "surveys.county_picture"),
    *("organisations.list_faults", "reporting.job_file"),
    *("inventory.hsds.about", "inventory.hsds.service", "inventory.hsds.organization"),
    *("inventory.hsds.service_at_location", "inventory.hsds.taxonomy"),
    *("inventory.hsds.taxonomy_terms", "inventory.hsds.taxonomy_term"),
}
"""Nobody has handed in a file or a list in the county; the picture is drawn into a question; the
interface is for programs."""
NOT_PAGES = {
    *("static", "healthz", "readyz", "accounts.choose_language"),
    *FILES,
    *UNLINKED_FILES,
}
NOT_LINKED = {
    "accounts.link_sent": "follows a form",
    "accounts.remove_password": "only for those who have a password",
    "accounts.show_link": "stands in mails",
    "consultation.proposal": "follows a button",
    "consultation.release": "follows a form",
    "inventory.my_doubt": "for whose offer is doubted: `test_directory`",
    "inventory.offers_preview": "follows a form",
    "inventory.settle": "for offers that are doubted",
    "inventory.take_out_of_group": "for members that staff entered",
    "organisations.keep_apart": "for entries that look alike",
    "organisations.merge": "for entries that look alike",
    "organisations.remove_name": "for names that staff entered",
    "organisations.list_preview": "follows a form",
    "reporting.job": "follows a form",
    "surveys.anonymous_overview": "for anonymous waves",
    "surveys.anonymous_receipt": "for who has a code: `test_anonymous`",
    "surveys.anonymous_register": "for who has a code",
    "surveys.anonymous_section": "for who has a code: `test_anonymous`",
    "surveys.discard_entry": "for what is being entered",
    "surveys.entered_for_us": "for those whose answers were entered",
    "surveys.lift_opt_out": "for whom does not want to be invited",
    "surveys.new_start": "for anonymous waves",
    "surveys.no_more_surveys": "stands in mails",
    "surveys.other_person": "stands in mails",
    "surveys.participation": "for anonymous waves",
    "surveys.refuse_response": "for what came late",
    "surveys.remove_anonymous_row": "for who has a code",
    "surveys.reopening_request": "for what an organisation asks after the end",
    "surveys.review_anonymously": "for who has a code: `test_anonymous`",
    "consultation.release_statement": "follows a form",
    "surveys.compare_versions": "for whom has two versions of a questionnaire",
    "surveys.register": "follows a button",
    "surveys.remove_row": "follows a button",
    "surveys.settle_objection": "for what was entered and objected to",
}
"""The county has no link to these pages; `test_steps`, `BEHIND` and `test_unlinked_pages` get to
them."""
EXPLAINED = "/veroeffentlichen"
"""This link answers 409 and a sentence why, when something is owed or nothing is new."""
LETTER = "403, linked on /verwaltung/betrieb/postausgang/"
"""What stands in a letter is for whom it was written to."""
PUBLISHED = CommentStatus.PUBLISHED
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
    assert ANSWER_GET - set(examples) == {*NOT_PAGES, *NOT_LINKED} - FILES


@pytest.mark.parametrize("role", PEOPLE)
def test_no_link_is_dead(role, county):
    everything = role in {"visitor", "administrator"}

    found = Walk(walker(county, role), most=10_000 if everything else 20).all_over()

    dead = {path: why for path, why in found.dead.items() if not path.endswith(EXPLAINED)}
    letters = {path: why for path, why in dead.items() if why.startswith(LETTER)}
    assert dead == letters
    for path, why in letters.items():
        assert addressee(county, why.rpartition("/")[2]).get(path).is_success


def addressee(county, letter):
    with county.database() as session:
        return county.visitor(session.get_one(OutgoingMail, UUID(letter)).to).http


@pytest.mark.parametrize("endpoint", PAGES)
def test_a_page_has_no_barriers(endpoint, county, examples, tab):
    role, path = examples[endpoint]
    page = tab(county, PEOPLE[role])

    page.goto(path)

    assert_no_barriers(page)


def before_a_statement_is_released(county, page, examples):
    page.goto(examples["consultation.my_statement"][1])
    page.get_by_role("button", name="Gewählte Entwürfe ansehen und freigeben").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 Entwurf freigeben?")


def before_a_word_file_is_sent(county, page, examples):
    page.goto(f"{examples['consultation.my_statement'][1]}/word")
    expect(page.locator('main input[type="file"]')).to_be_visible()


def before_a_proposal_is_taken_over(county, page, examples):
    is_there = (Comment.kind == CommentKind.CHANGE_PROPOSAL, Comment.status == PUBLISHED)
    with county.database() as session:
        comment_id = session.scalars(select(Comment.id).where(*is_there).limit(1)).one()
    page.goto(f"/verwaltung/abwaegung/{comment_id}/uebernehmen")
    expect(page.get_by_role("heading", level=1)).to_have_text("Vorschlag in den Text übernehmen")


BEHIND = {
    before_a_statement_is_released: "representative",
    before_a_word_file_is_sent: "contributor",
    before_a_proposal_is_taken_over: "steering",
}


@pytest.mark.parametrize("come_to", BEHIND, ids=lambda come_to: come_to.__name__)
def test_a_page_without_a_link_to_it_has_no_barriers(come_to, county, examples, tab):
    page = tab(county, PEOPLE[BEHIND[come_to]])

    come_to(county, page, examples)

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
