from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from ikparticipation import clock
from ikparticipation.catalogue.services import load
from ikparticipation.consultation.models import CommentKind, CommentStatus, Outcome
from ikparticipation.consultation.period import day_ends, day_of, deadline_words
from ikparticipation.drafts.models import LEICHTE_SPRACHE
from ikparticipation.drafts.services.translations import Typed, save_translations
from ikparticipation.text import unbroken
from tests import make, make_drafts

TEXT = """\
# Leitlinien

Sprache öffnet Türen.

1. Erstens
2. Zweitens
   - Darunter

| Feld | Frage |
|---|---|
| Sport | Wie viele? |

> Ein Zitat
"""


def address(version):
    return f"/entwuerfe/{version.document.slug}/{version.number}"


def soup(page):
    assert page.status_code == 200
    return BeautifulSoup(page.text, "html.parser")


def test_the_list_is_empty_at_first(as_user):
    assert "Noch ist kein Entwurf veröffentlicht." in as_user().get("/entwuerfe/").text


def test_the_list_shows_the_newest_version_and_the_older_ones(session, as_user):
    document = make_drafts.version(session, title="Leitlinien", slug="leitlinien").document
    document.working_text = "Neu."
    second = make_drafts.version(session, of=document)
    in_round = make_drafts.open_round(session, of=second)
    make_drafts.answer(session, make_drafts.comment(
        session, in_round=in_round, passage=make_drafts.passages(session, second)[0]))  # fmt: skip

    page = as_user().get("/entwuerfe/").text

    assert page.index("/entwuerfe/leitlinien/2") < page.index("Frühere Fassungen:")
    assert page.index("Frühere Fassungen:") < page.index("/entwuerfe/leitlinien/1")
    assert "Offen für Kommentare" in page
    assert "1 Kommentar, 1 beantwortet" in page


def test_a_text_without_a_published_version_is_seen_by_nobody(session, as_user):
    document = make_drafts.document(session, title="Geheim", slug="geheim")

    assert "Geheim" not in as_user().get("/entwuerfe/").text
    assert as_user(make.administrator(session)).get("/entwuerfe/geheim/1").status_code == 404
    assert document.working_text not in as_user().get("/entwuerfe/").text


def test_the_text_is_read_passage_by_passage(session, as_user):
    version = make_drafts.version(session, text=TEXT, title="Anderer Titel")

    page = soup(as_user().get(address(version)))

    assert [p["id"] for p in page.select(".passage")] == [f"p{n}" for n in range(1, 9)]
    assert page.select_one("#p1 h2").text == "Leitlinien"
    assert page.select_one("#p2 p").text == "Sprache öffnet Türen."
    assert page.select_one("#p4 ol")["start"] == "2"
    assert page.select_one("#p5 ul li").text == "Darunter"
    assert "cells--head" in page.select_one("#p6 p")["class"]
    assert "cells--head" not in page.select_one("#p7 p")["class"]
    assert page.select_one("#p7 p").text == "Sport | Wie viele?"  # as the canonical text has it
    assert page.select_one("#p8 blockquote").text == "Ein Zitat"


def test_a_heading_that_only_repeats_the_title_is_left_out(session, as_user):
    in_round = make_drafts.open_round(
        session, of=make_drafts.version(session, text=TEXT, title="Leitlinien")
    )
    version = in_round.version
    assert soup(as_user().get(address(version))).select_one("#p1") is None

    make_drafts.comment(
        session, in_round=in_round, passage=make_drafts.passages(session, version)[0]
    )

    assert soup(as_user().get(address(version))).select_one("#p1") is not None


def test_comments_stand_at_their_passages_and_are_counted_in_the_margin(session, as_user):
    in_round = make_drafts.open_round(session)
    passages = make_drafts.passages(session, in_round.version)
    for passage, text in ((1, "Eins"), (1, "Zwei"), (3, "Drei")):
        make_drafts.comment(session, in_round=in_round, passage=passages[passage], text=text)

    page = soup(as_user().get(address(in_round.version)))

    assert "2 Kommentare" in page.select_one("#p2 .passage__margin").text
    assert "1 Kommentar" in page.select_one("#p4 .passage__margin").text
    assert page.select_one("#p3 .passage__count") is None
    texts = [c.text for c in page.select("#p2 .comment__text")]
    assert texts == ["Eins", "Zwei"]


def test_a_comment_on_some_words_quotes_them_and_one_on_all_does_not(session, as_user):
    in_round = make_drafts.open_round(session)
    make_drafts.comment(session, in_round=in_round, quote="jedem Ort")
    make_drafts.comment(session, in_round=in_round)

    page = soup(as_user().get(address(in_round.version)))

    assert [q.text for q in page.select("#p2 .comment blockquote")] == ["jedem Ort"]


def test_a_released_answer_stands_at_its_comment(session, as_user):
    until = day_ends(day_of(clock.now() + timedelta(days=30)))
    answer = make_drafts.answer(session, outcome=Outcome.DEFERRED, deferred_until=until)

    page = soup(as_user().get(address(answer.comment.round.version)))

    shown = page.select_one(".comment .answer").text
    assert "Zurückgestellt" in shown
    assert answer.reason in shown


@pytest.mark.parametrize(
    ("opens", "closes", "badge", "may"),
    [
        (-1, 1, "Offen für Kommentare", True),
        (1, 2, "Beteiligung beginnt bald", False),
        (-2, -1, "Beteiligung beendet", False),
    ],
)
def test_the_page_says_where_the_round_stands(session, as_user, opens, closes, badge, may):
    now = clock.now()
    in_round = make_drafts.open_round(
        session,
        opens_at=now + timedelta(days=opens),
        closes_at=day_ends(day_of(now + timedelta(days=closes))),
    )

    page = as_user().get(address(in_round.version)).text

    assert badge in page
    assert (unbroken(deadline_words(in_round.closes_at, "de")) in page) == (opens < 0)
    assert ("p2/kommentieren" in page) == may
    assert ("data-passage" in page) == may


def test_a_version_without_a_round_is_there_to_read(session, as_user):
    version = make_drafts.version(session)

    page = as_user().get(address(version)).text

    assert "Zum Lesen" in page
    assert "kommentieren" not in page


def test_an_older_version_keeps_its_address_and_leads_to_the_newer(session, as_user):
    first = make_drafts.version(session, text="Alter Satz.", slug="leitlinien")
    first.document.working_text = "Neuer Satz."
    make_drafts.version(session, of=first.document)

    page = as_user().get("/entwuerfe/leitlinien/1").text

    assert "Alter Satz." in page
    assert "Es gibt eine neuere Fassung." in page
    assert 'href="/entwuerfe/leitlinien/2"' in page


class TestFilter:
    @pytest.fixture
    def here(self, session):
        in_round = make_drafts.open_round(session)
        answered = make_drafts.comment(
            session, in_round=in_round, text="Beantwortete Frage", kind=CommentKind.QUESTION
        )
        make_drafts.answer(session, answered)
        drafted = make_drafts.comment(session, in_round=in_round, text="Offener Hinweis")
        make_drafts.answer(session, drafted, released=False)
        make_drafts.comment(
            session, in_round=in_round, text="Ungeprüft", status=CommentStatus.SUBMITTED
        )
        return address(in_round.version)

    @pytest.mark.parametrize(
        ("query", "shown"),
        [
            ("", ["Beantwortete Frage", "Offener Hinweis"]),
            ("?art=question", ["Beantwortete Frage"]),
            ("?art=remark", ["Offener Hinweis"]),
            ("?antwort=ja", ["Beantwortete Frage"]),
            ("?antwort=nein", ["Offener Hinweis"]),  # a drafted answer is none
            ("?art=remark&antwort=ja", []),
            ("?art=poem&antwort=vielleicht", ["Beantwortete Frage", "Offener Hinweis"]),
            ("?art=%00&antwort=%00", ["Beantwortete Frage", "Offener Hinweis"]),
        ],
    )
    def test_by_kind_and_answer(self, as_user, here, query, shown):
        page = soup(as_user().get(here + query))

        assert [c.text for c in page.select(".comment__text")] == shown
        assert "2 Kommentare, 1 beantwortet" in page.text

    def test_it_says_how_many_fit_and_where(self, as_user, here):
        page = soup(as_user().get(f"{here}?art=question"))

        assert "1 Kommentar passt zu Ihrer Auswahl." in page.text
        assert page.select_one("[role=status] a")["href"] == "#p2"

    def test_staff_filtering_by_answer_see_published_comments_only(self, session, as_user, here):
        moderator = make.moderator(session)

        page = as_user(moderator).get(f"{here}?antwort=nein").text

        assert "Ungeprüft" not in page
        assert "Ungeprüft" in as_user(moderator).get(here).text


@pytest.mark.parametrize(
    "path",
    ["leitlinien/2", "leitlinien/0", "leitlinien/10000", "leitlinien/99999999999999999999",
     "anders/1", "Leitlinien/1", "%00/1", "leitlinien/eins", "leitlinien/-1"],
)  # fmt: skip
def test_an_address_of_nothing_is_not_found(session, as_user, path):
    make_drafts.version(session, slug="leitlinien")

    assert as_user().get(f"/entwuerfe/{path}").status_code == 404


class TestInAnotherLanguage:
    @pytest.fixture
    def version(self, session):
        load(session)
        in_round = make_drafts.open_round(session)
        version, actor = in_round.version, make.steering(session)
        for code, words in (
            ("ar", "اللغة تفتح الأبواب."),
            (LEICHTE_SPRACHE, "Sprache ist wichtig."),
        ):
            save_translations(
                session, version, code, [Typed("p2", words, "")], actor=actor, at=clock.now()
            )
        session.commit()
        return version

    def test_the_words_stand_there_with_their_direction(self, as_user, version):
        page = soup(as_user().get(f"{address(version)}?text=ar"))

        passage = page.select_one("#p2 .passage__text")
        assert (passage["lang"], passage["dir"]) == ("ar", "rtl")
        assert "اللغة" in passage.text
        assert page.select_one("#p3 .passage__text")["lang"] == "de"  # not translated

    def test_marked_words_of_a_translation_start_no_comment(self, as_user, version):
        page = soup(as_user().get(f"{address(version)}?text={LEICHTE_SPRACHE}"))

        assert "Sprache ist wichtig." in page.select_one("#p2").text
        assert "data-passage" not in page.select_one("#p2 .passage__text").attrs
        assert "data-passage" in page.select_one("#p3 .passage__text").attrs
        assert page.select_one("#p2 .passage__do a") is not None

    @pytest.mark.parametrize("asked", ["", "?text=", "?text=xx", "?text=de"])
    def test_without_a_choice_the_german_text(self, as_user, version, asked):
        page = soup(as_user().get(f"{address(version)}{asked}"))

        assert "Sprache öffnet Türen." in page.select_one("#p2").text
        assert "Leichte Sprache" in page.select_one('nav[aria-label="Sprache des Textes"]').text
