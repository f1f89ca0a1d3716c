"""Two tabs, two people, two clicks: nothing is lost, nothing is stored twice."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select

from ikparticipation.consultation.models import Comment
from ikparticipation.surveys.models import ResponseRevision, Wave
from tests import make, make_drafts, make_surveys
from tests.journeys.barriers import assert_no_barriers
from tests.journeys.county import PEOPLE

pytestmark = pytest.mark.browser


def two_tabs(county, tab, person, address):
    first, second = tab(county, PEOPLE[person]), tab(county, PEOPLE[person])
    first.goto(address)
    second.goto(address)
    return first, second


def press_in_both(first, second, button):
    for page in (first, second):
        page.get_by_role("button", name=button, exact=True).click()
        page.wait_for_load_state()


def first_in(queue, county):
    """Return the address of the first comment that waits."""
    page = county.visitor(PEOPLE["moderator"]).get(queue)
    return page.soup.select_one(".queue__title")["href"]


def saving_a_section(county, tab, _examples):
    with county.database() as session:
        wave = session.scalars(select(Wave.id).order_by(Wave.opens_at)).first()
    first, second = two_tabs(county, tab, "representative", f"/erhebung/{wave}/organisation")
    for page, words in ((first, "Das steht schon da."), (second, "Das habe ich getippt.")):
        page.get_by_label("Was macht Ihre Organisation?").fill(words)
    press_in_both(first, second, "Zwischenspeichern")
    both = second.get_by_role("group", name="Was macht Ihre Organisation?")
    expect(both.get_by_label("Gespeichert: Das steht schon da.")).not_to_be_checked()
    expect(both.get_by_label("Ihre Eingabe: Das habe ich getippt.")).not_to_be_checked()
    expect(second.get_by_label("Was macht Ihre Organisation?")).to_have_value(
        "Das habe ich getippt."
    )
    return second


def saving_a_text(county, tab, examples):
    first, second = two_tabs(county, tab, "steering", examples["drafts.edit"][1])
    for page, words in ((first, "# Das steht schon da."), (second, "# Das habe ich getippt.")):
        page.get_by_label("Text", exact=True).fill(words)
    press_in_both(first, second, "Text speichern")
    stored = second.get_by_label("Text, wie er gespeichert ist")
    expect(stored).to_have_value("# Das steht schon da.")
    expect(second.get_by_label("Text", exact=True)).to_have_value("# Das habe ich getippt.")
    return second


def deciding_on_a_comment(county, tab, _examples):
    address = first_in("/verwaltung/moderation", county)
    first, second = two_tabs(county, tab, "moderator", address)
    second.get_by_label("Beleidigung").check()
    second.get_by_label("Begründung").fill("Das habe ich getippt.")
    first.get_by_role("button", name="Kommentar veröffentlichen").click()
    first.wait_for_load_state()
    second.get_by_role("button", name="Kommentar ablehnen").click()
    expect(second.get_by_role("main")).to_contain_text("Ihre Entscheidung ist nicht gespeichert.")
    expect(second.get_by_role("main")).to_contain_text("Das habe ich getippt.")
    return second


def answering_a_comment(county, tab, _examples):
    address = first_in("/verwaltung/abwaegung?stand=none", county)
    first, second = two_tabs(county, tab, "moderator", address)
    for page, words in ((first, "Das steht schon da."), (second, "Das habe ich getippt.")):
        page.get_by_label("Wird übernommen").check()
        page.get_by_label("Begründung").fill(words)
    press_in_both(first, second, "Entwurf speichern")
    expect(second.get_by_role("main")).to_contain_text("Das steht schon da.")
    expect(second.get_by_label("Begründung")).to_have_value("Das habe ich getippt.")
    return second


def releasing_an_answer(county, tab, _examples):
    first = tab(county, PEOPLE["steering"])
    first.goto("/verwaltung/abwaegung")
    first.get_by_role("checkbox", name="Antwort auswählen").first.check()
    first.get_by_role("button", name="Ausgewählte Antworten freigeben").click()
    second = first.context.new_page()
    second.goto(first.url)
    press_in_both(first, second, "1 Antwort freigeben")
    expect(second.get_by_role("main")).to_contain_text("freigegeben")
    return second


@pytest.mark.parametrize(
    "meet",
    [saving_a_section, saving_a_text, deciding_on_a_comment, answering_a_comment,
     releasing_an_answer],
)  # fmt: skip
def test_who_comes_second_sees_both_and_loses_nothing(meet, county, examples, tab):
    page = meet(county, tab, examples)

    assert_no_barriers(page)


@pytest.mark.parametrize("js", [True, False])
def test_a_double_click_stores_a_comment_once(js, workshop, tab):
    with workshop.database() as session:
        in_round = make_drafts.open_round(session)
        version, place = in_round.version, make_drafts.passages(session, in_round.version)[1]
        address = f"/entwuerfe/{version.document.slug}/{version.number}/{place.key}/kommentieren"
        author = make.user(session, name="Wer zweimal klickt").email
    page = tab(workshop, author, js=js)
    page.goto(address)
    page.get_by_label("Zustimmung").check()
    page.get_by_label("Ihr Kommentar", exact=False).first.fill("Das ist gut so.")

    page.get_by_role("button", name="Kommentar absenden").dblclick()

    expect(page.get_by_role("heading", level=1)).to_have_text("Ihr Kommentar")
    with workshop.database() as session:
        written = select(func.count(Comment.id)).where(Comment.round_id == in_round.id)
        assert session.scalar(written) == 1


@pytest.mark.parametrize("js", [True, False])
def test_a_double_click_submits_the_answers_once(js, workshop, tab):
    with workshop.database() as session:
        wave, organisation, person = make_surveys.seat(session)
        make_surveys.response(session, wave, organisation, person)
        address, email = f"/erhebung/{wave.id}/pruefen", person.email
    page = tab(workshop, email, js=js)
    page.goto(address)

    page.get_by_role("button", name="Antworten absenden").dblclick()

    expect(page.locator(".receipt__code")).to_be_visible()
    assert _revisions(workshop, wave) == 1


def test_answers_submitted_from_two_tabs_are_submitted_once(workshop, tab):
    with workshop.database() as session:
        wave, organisation, person = make_surveys.seat(session)
        make_surveys.response(session, wave, organisation, person)
        email = person.email
    first, second = tab(workshop, email), tab(workshop, email)
    for page in (first, second):
        page.goto(f"/erhebung/{wave.id}/pruefen")

    press_in_both(first, second, "Antworten absenden")

    code = first.locator(".receipt__code").inner_text()
    expect(second.locator(".receipt__code")).to_have_text(code)
    assert _revisions(workshop, wave) == 1


def test_a_row_added_by_a_double_click_is_one_row(workshop, tab):
    with workshop.database() as session:
        wave, _, person = make_surveys.seat(session)
        email = person.email
    page = tab(workshop, email, js=False)
    page.goto(f"/erhebung/{wave.id}/angebote")

    page.get_by_role("button", name="Angebot hinzufügen").dblclick()

    expect(page.get_by_role("group", name="Angebot 1")).to_be_visible()
    expect(page.get_by_role("group", name="Angebot 2")).to_have_count(0)


def _revisions(workshop, wave):
    submitted = select(func.count(ResponseRevision.id)).join(ResponseRevision.response)
    with workshop.database() as session:
        return session.scalar(submitted.where(ResponseRevision.response.has(wave_id=wave.id)))
