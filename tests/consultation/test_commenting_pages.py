"""The form for a comment and what comes back from it, as a browser without JavaScript uses it."""

from html import escape
from uuid import UUID

import pytest
from bs4 import BeautifulSoup

from ikparticipation.consultation.models import CommentKind, CommentStatus
from tests import make
from tests.consultation.commenting import SCRIPT, SENTENCE, TEXT, comments, radios, span_of, typed


def test_a_comment_on_a_sentence_gets_its_receipt(session, as_user, form_at, author):
    client = as_user(author)

    answer = client.post(form_at, data=typed(place=span_of(SENTENCE)), follow_redirects=True)

    comment = comments(session)[0]
    assert answer.request.path == f"/kommentare/{comment.id}"
    for words in ("Ihr Kommentar ist eingegangen.", comment.receipt_code, comment.receipt_hash):
        assert words in answer.text
    assert f"<mark>{SENTENCE}</mark>" in answer.text
    assert (comment.quote, comment.status) == (SENTENCE, CommentStatus.SUBMITTED)
    assert comment.organisation_id is None


def test_the_sentence_can_be_chosen_without_javascript(as_user, form_at, author):
    page = as_user(author).get(form_at)

    labels, chosen = radios(page, "place")
    assert labels == [
        "Der ganze Abschnitt",
        "„Sprache öffnet Türen.“",
        f"„{SENTENCE}“",
        "„In jedem Ort sind sie für alle offen.“",
    ]
    assert chosen == "Der ganze Abschnitt"


def test_marked_words_are_chosen_already(as_user, form_at, author):
    page = as_user(author).get(form_at, query_string={"zitat": "  Kurse\ngibt es "})

    labels, chosen = radios(page, "place")
    assert labels[:2] == ["„Kurse gibt es“", "Der ganze Abschnitt"]
    assert chosen == "„Kurse gibt es“"


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({"zitat": "Kurse gibt es"}, "Kurse gibt es"),
        ({"zitat": "jedem Ort"}, None),
        ({}, None),
        ({"zitat": TEXT}, None),
    ],
    ids=["words", "words in two places", "the passage", "all its words"],
)
def test_the_chosen_words_are_marked_in_the_passage_above(as_user, form_at, author, asked, shown):
    page = as_user(author).get(form_at, query_string=asked)

    quote = BeautifulSoup(page.text, "html.parser").select_one("blockquote.quote--passage")
    assert quote.get_text() == TEXT
    assert [mark.get_text() for mark in quote.select("mark")] == ([shown] if shown else [])


def test_words_that_stand_there_twice_are_asked_for(as_user, form_at, author):
    page = as_user(author).get(form_at, query_string={"zitat": "jedem Ort"})

    labels, chosen = radios(page, "place")
    assert chosen is None
    assert "Kurse gibt es in „jedem Ort“. In" in labels[0]
    assert "Ort. In „jedem Ort“ sind sie" in labels[1]
    assert "Bitte wählen Sie die Stelle selbst." in page.text


@pytest.mark.parametrize("words", ["Sport", SCRIPT, "\0", "e", "x" * 5000, "%s%(a)s"])
def test_words_that_do_not_stand_there_once_choose_nothing(as_user, form_at, author, words):
    page = as_user(author).get(form_at, query_string={"zitat": words})

    assert page.status_code == 200
    labels, chosen = radios(page, "place")
    assert labels[0] == "Der ganze Abschnitt"
    assert chosen is None or words == "\0"
    assert SCRIPT not in page.text


def test_marked_words_become_the_anchor(session, as_user, form_at, author):
    place = TEXT.rindex("jedem Ort")
    data = typed(quote="jedem Ort", place=f"{place}-{place + 9}")

    answer = as_user(author).post(form_at, data=data)

    assert answer.status_code == 303
    comment = comments(session)[0]
    assert (comment.start, comment.quote) == (place, "jedem Ort")


def test_a_change_proposal_keeps_the_new_words(session, as_user, form_at, author):
    data = typed(kind="change_proposal", replacement="Kurse gibt es überall.")

    as_user(author).post(form_at, data=data)

    comment = comments(session)[0]
    assert (comment.kind, comment.replacement) == (
        CommentKind.CHANGE_PROPOSAL,
        "Kurse gibt es überall.",
    )


REFUSED = {
    "no text": ({"text": ""}, "Bitte schreiben Sie Ihren Kommentar."),
    "only spaces": ({"text": " \n "}, "Bitte schreiben Sie Ihren Kommentar."),
    "nothing but marks nobody sees": ({"text": "\0\x01"}, "Bitte schreiben Sie Ihren Kommentar."),
    "over-long text": ({"text": "x" * 5001}, "Höchstens 5.000 Zeichen, Ihr Text hat 5.001."),
    "a hundred thousand": ({"text": "x" * 100_000}, "Ihr Text hat 100.000."),
    "no kind": ({"kind": None}, "Bitte wählen Sie, was Ihr Kommentar ist."),
    "an unknown kind": ({"kind": "poem"}, "Bitte wählen Sie, was Ihr Kommentar ist."),
    "no place": ({"place": None}, "Bitte wählen Sie die Stelle."),
    "a place outside": ({"place": "0-99999"}, "Diese Stelle gibt es hier nicht."),
    "a place of nothing": ({"place": "3-3"}, "Diese Stelle gibt es hier nicht."),
    "no numbers": ({"place": SCRIPT}, "Diese Stelle gibt es hier nicht."),
    "words that are not there": (
        {"quote": "Sport", "place": "5-10"}, "Diese Stelle gibt es hier nicht."),
    "a proposal without words": (
        {"kind": "change_proposal"}, "Bitte schreiben Sie, wie es heißen soll."),
    "words without a proposal": ({"replacement": "neu"}, "Bitte wählen Sie oben"),
    "an over-long proposal": (
        {"kind": "change_proposal", "replacement": "x" * 5001}, "Ihr Text hat 5.001."),
    "no form": ({"submission_id": "x"}, "Bitte senden Sie das Formular noch einmal ab."),
    "no form at all": ({"submission_id": None}, "Bitte senden Sie das Formular noch einmal ab."),
    "a foreign organisation": (
        {"speaks_for": str(UUID(int=1))}, "Für diese Organisation können Sie nicht sprechen."),
    "no organisation": ({"speaks_for": SCRIPT}, "Für diese Organisation können Sie nicht"),
}  # fmt: skip


@pytest.mark.parametrize(("given", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_what_does_not_fit_comes_back_and_nothing_typed_is_lost(
    session, as_user, form_at, author, given, said
):
    data = typed(text="Mein langer, mühsam getippter Kommentar") | given
    data = {k: v for k, v in data.items() if v is not None}

    answer = as_user(author).post(form_at, data=data)

    assert answer.status_code == 422
    assert said in answer.text
    assert comments(session) == []
    for typed_words in (data["text"].strip("\0\x01 \n"), data.get("replacement", "")):
        assert typed_words in answer.text
    assert SCRIPT not in answer.text


def test_no_browser_cuts_what_is_pasted(as_user, form_at, author):
    page = as_user(author).get(form_at)

    areas = BeautifulSoup(page.text, "html.parser").select("textarea")
    assert [area["name"] for area in areas] == ["replacement", "text"]
    assert not any(area.has_attr("maxlength") for area in areas)


def test_script_in_every_field_is_shown_as_characters(session, as_user, form_at, author):
    data = typed(kind="change_proposal", text=SCRIPT, replacement=SCRIPT, quote=SCRIPT)
    moderator = make.moderator(session)

    page = as_user(author).post(form_at, data=data, follow_redirects=True)

    comment = comments(session)[0]
    assert comment.text == SCRIPT
    pages = [page] + [
        as_user(moderator).get(address)
        for address in (
            f"/kommentare/{comment.id}",
            "/entwuerfe/leitlinien/1",
            "/verwaltung/moderation",
            f"/verwaltung/moderation/{comment.id}",
            f"/verwaltung/abwaegung/{comment.id}",
        )
    ]
    for page in pages:
        assert page.status_code == 200
        assert SCRIPT not in page.text
        assert escape(SCRIPT).replace("&#x27;", "&#39;") in page.text


def test_what_is_typed_is_stored_as_it_reads(session, as_user, form_at, author):
    text = "  Erstens\r\nZweitens \u00e4 a\u0308 😀 100 %\x00\x0b  "

    as_user(author).post(form_at, data=typed(text=text))

    assert comments(session)[0].text == "Erstens\nZweitens ä ä 😀 100 %"
