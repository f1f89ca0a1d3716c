"""What stands around a text: the way to comment and to an account, what is printed, what is not."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from ikparticipation import clock
from ikparticipation.consultation.models import CommentStatus, Outcome
from tests import make, make_drafts

HERE = "/entwuerfe/leitlinien/1"
BUTTON = "Diesen Abschnitt kommentieren"


def soup(page):
    assert page.status_code == 200
    return BeautifulSoup(page.text, "html.parser")


def printed(page):
    """The words that a printer gets."""
    tree = soup(page)
    for part in tree.select(".no-print, .passage__do, .comment__more, .site-nav, footer"):
        part.decompose()
    return " ".join(tree.get_text(" ").split())


def test_each_passage_offers_to_comment_in_one_word(in_round, as_user):
    links = soup(as_user().get(HERE)).select(".passage__do a")

    assert [" ".join(a.get_text().split()) for a in links] == [
        "Diesen Abschnitt kommentieren – Abschnitt 1"
    ]
    assert links[0].find(string=True, recursive=False) == "Diesen Abschnitt kommentieren"


def test_a_visitor_is_led_to_the_sign_in_and_to_an_account(in_round, as_user):
    visitor = as_user()
    page = soup(visitor.get(HERE))

    to_sign_in = page.find("a", string="Zum Kommentieren anmelden")["href"]
    to_account = page.find("a", string="Wie bekomme ich ein Konto?")["href"]

    assert to_sign_in == f"/anmelden?weiter={HERE}"
    address, _, target = to_account.partition("#")
    assert soup(visitor.get(address)).find(id=target).get_text() == "Wie bekomme ich ein Konto?"


def test_whoever_is_signed_in_is_told_how_and_not_to_sign_in(in_round, as_user, author):
    page = as_user(author).get(HERE).text

    assert "Wählen Sie „Diesen Abschnitt kommentieren“" in page
    assert "Zum Kommentieren anmelden" not in page


def test_paper_has_the_address_and_the_day_and_nothing_to_press(session, in_round, as_user):
    first = make_drafts.passages(session, in_round.version)[0]
    make_drafts.comment(session, in_round=in_round, passage=first, text="Auch abends?")

    words = printed(as_user().get(f"{HERE}?art=remark"))

    assert "Auch abends?" in words
    assert re.search(r"http://\S+/entwuerfe/leitlinien/1\S* – abgerufen am \d+\. \w+ \d{4}", words)
    for act in (
        "Diesen Abschnitt kommentieren",
        "Kommentare auswählen",
        "anmelden",
        "Kommentar ansehen",
    ):
        assert act not in words.replace("Offen für Kommentare", "")


@pytest.fixture
def own(session, in_round, author):
    def written(**given):
        first = make_drafts.passages(session, in_round.version)[0]
        return make_drafts.comment(
            session, in_round=in_round, passage=first, author=author, **given
        )

    return written


def test_what_was_sent_is_confirmed_before_anything_else_and_leads_on(own, as_user, author):
    comment = own(status=CommentStatus.SUBMITTED)

    page = soup(as_user(author).get(f"/kommentare/{comment.id}")).main

    said = page.find(string="Ihr Kommentar ist eingegangen. Danke!")
    assert page.h1 in said.find_all_next()
    buttons = page.select(".page-head__actions a")
    assert buttons[0].get_text() == "Weiter kommentieren"
    assert buttons[0]["href"].startswith(f"{HERE}#")


def test_after_the_end_and_for_others_the_button_only_shows_the_place(
    session, own, as_user, author
):
    comment = own(status=CommentStatus.PUBLISHED)
    path = f"/kommentare/{comment.id}"

    assert "Weiter kommentieren" in as_user(author).get(path).text
    assert "Weiter kommentieren" not in as_user(make.user(session)).get(path).text
    comment.round.closes_at = clock.now() - timedelta(hours=1)
    session.commit()

    page = as_user(author).get(path).text
    assert "Weiter kommentieren" not in page
    assert "Zur Stelle im Text" in page


def test_days_and_passages_do_not_fall_apart_at_the_end_of_a_line(session, own, as_user):
    comment = own(status=CommentStatus.PUBLISHED)
    make_drafts.answer(session, comment, outcome=Outcome.NOTED)

    page = as_user().get(f"/kommentare/{comment.id}").text

    assert "Abschnitt\u00a01" in page
    assert re.search(r"\d\.\u00a0[A-ZÄÖÜ]", page)
    assert not re.search(r"\d\. [A-ZÄÖÜ][a-zä]+ 20\d\d", page)
