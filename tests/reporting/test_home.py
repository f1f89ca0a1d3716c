"""The first page: what one can do now, what there is, and what was answered."""

import re

import pytest
from bs4 import BeautifulSoup

from ikparticipation import clock
from ikparticipation.consultation.models import CommentStatus
from ikparticipation.consultation.services import publish_comment, withdraw_comment
from tests import make, make_drafts, make_surveys
from tests.make_inventory import offer, partner, says, wave


@pytest.fixture
def home(as_user):
    def read(user=None):
        answer = as_user(user).get("/")
        assert answer.status_code == 200
        return BeautifulSoup(answer.text, "html.parser")

    return read


def words(tree):
    return " ".join(tree.main.get_text(" ").split())


def cards(tree, section="jetzt"):
    return {
        card.h3.a["href"]: " ".join(card.get_text(" ").split())
        for card in tree.select(f'section[aria-labelledby="{section}"] .card')
    }


def test_an_empty_installation_offers_the_directory_and_shows_no_numbers(session, home):
    tree = home()

    assert list(cards(tree)) == ["/angebote/"]
    assert not tree.select(".figure, .rate")
    assert "Läuft gerade" not in words(tree)


def test_an_open_round_can_be_commented_on(session, home):
    in_round = make_drafts.open_round(session)
    make_drafts.comment(session, in_round=in_round)
    version = in_round.version

    shown = cards(home())

    card = shown[f"/entwuerfe/{version.document.slug}/{version.number}"]
    assert f"„{version.title}“ lesen und kommentieren" in card
    assert "Bisher 1 Kommentar" in card


def test_the_number_of_comments_follows_what_happens_to_them(session, home):
    in_round = make_drafts.open_round(session)
    address = f"/entwuerfe/{in_round.version.document.slug}/{in_round.version.number}"
    now, moderator = clock.now(), make.moderator(session)
    new = {"in_round": in_round, "status": CommentStatus.SUBMITTED}
    one, other = (make_drafts.comment(session, **new) for _ in range(2))

    said = [cards(home())[address]]
    for comment in (one, other):
        publish_comment(session, comment, moderator=moderator, at=now)
        session.commit()
        said.append(cards(home())[address])
    withdraw_comment(session, one, actor=one.author, at=now)
    session.commit()
    said.append(cards(home())[address])

    assert [re.search(r"Bisher (\d) Kommentar", text)[1] for text in said] == ["0", "1", "2", "1"]


def test_a_closed_round_and_a_closed_wave_ask_for_nothing(session, home):
    now = clock.now()
    make_drafts.closed_round(session)
    says(
        session,
        wave(session, opens_at=now - 3 * make.DAY, closes_at=now - make.DAY),
        None,
        offer(),
    )

    tree = home()

    assert list(cards(tree)) == ["/angebote/"]
    assert "1 von 1 haben geantwortet" in words(tree)
    assert "Läuft gerade" not in words(tree)


def test_a_running_wave_leads_to_its_questionnaire(session, home):
    asked = wave(session)
    make_surveys.invited(session, asked)

    tree = home()

    assert "0 von 1 haben geantwortet" in cards(tree)[f"/erhebung/{asked.id}"]
    assert not tree.select(".figure")
    assert [step.h3.text for step in tree.select(".steps__now")] == ["Bestandsaufnahme"]


def test_the_numbers_lead_to_their_answers(session, home, as_user):
    says(session, wave(session), None, offer(), offer(), partners=[partner("Amt")])

    tree = home()

    figures = [(f.select_one(".figure__value").text, f.a["href"]) for f in tree.select(".figure")]
    assert [number for number, _ in figures] == ["2", "1"]
    for number, path in figures:
        behind = BeautifulSoup(as_user().get(path).text, "html.parser")
        assert behind.h1.text.split()[0] == number
    rates = tree.select('a[href*="zahl=ruecklauf"]')
    assert [link.text for link in rates] == ["Woher? – Rücklauf", "Wer hat geantwortet?"]
    for link in rates:
        assert "1 von 1 haben geantwortet" in as_user().get(link["href"]).text


def test_the_newest_released_answers_are_shown_without_the_names_of_their_authors(session, home):
    organisation = make.organisation(session, name="Roter Faden")
    person = make.member(session, of=organisation, name="Frau Geheim")
    comment = make_drafts.comment(session, author=person, organisation=organisation)
    make_drafts.answer(
        session,
        comment,
        reason="Danke dafür.\n\nDer Landkreis richtet den Kurs im nächsten Jahr ein. Er ist frei.",
    )
    make_drafts.answer(session, make_drafts.comment(session), released=False)

    shown = cards(home(), "antworten")

    assert list(shown) == [f"/kommentare/{comment.id}"]
    assert "Roter Faden zu Abschnitt" in shown[f"/kommentare/{comment.id}"]
    said = shown[f"/kommentare/{comment.id}"]
    assert f"Kommentar: {comment.text}" in said
    assert said.endswith("Danke dafür. Der Landkreis richtet den Kurs im nächsten Jahr ein.")
    assert "Frau Geheim" not in str(shown)


def test_an_answer_to_a_comment_on_the_whole_text_says_so(session, home):
    comment = make_drafts.comment(session, passage=None, quote=None)
    make_drafts.answer(session, comment)

    assert "Privatperson zum ganzen Text" in cards(home(), "antworten")[f"/kommentare/{comment.id}"]


@pytest.mark.parametrize("user", [None, make.steering])
def test_the_page_costs_few_statements_however_much_there_is(session, as_user, statements, user):
    def cost(many):
        asked = wave(session)
        for _ in range(many):
            says(session, asked, None, offer())
            make_drafts.answer(session)
        client = as_user(user(session) if user else None)
        client.get("/healthz")
        with statements() as seen:
            assert client.get("/").status_code == 200
        return len(seen)

    cost(1)

    assert cost(5) == cost(1) <= 8
