"""The form for a comment and what comes back from it, as a browser without JavaScript uses it."""

from datetime import timedelta
from html import escape
from uuid import UUID, uuid4

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.consultation.models import Comment, CommentKind, CommentStatus, Moderation
from tests import make, make_drafts

SENTENCE = "Kurse gibt es in jedem Ort."
TEXT = f"Sprache öffnet Türen. {SENTENCE} In jedem Ort sind sie für alle offen."
SCRIPT = "<script>alert('x')</script>"


@pytest.fixture
def in_round(session):
    version = make_drafts.version(session, text=TEXT, slug="leitlinien")
    return make_drafts.open_round(session, of=version)


@pytest.fixture
def form_at(in_round):
    return "/entwuerfe/leitlinien/1/p1/kommentieren"


@pytest.fixture
def author(session):
    return make.user(session)


def span_of(words):
    return f"{TEXT.index(words)}-{TEXT.index(words) + len(words)}"


def typed(**given):
    defaults = {
        "submission_id": str(uuid4()),
        "quote": "",
        "place": f"0-{len(TEXT)}",
        "kind": "remark",
        "text": "Auch abends?",
        "replacement": "",
        "speaks_for": "ich",
    }
    return {k: v for k, v in (defaults | given).items() if v is not None}


def comments(session):
    session.commit()
    found = session.scalars(select(Comment)).all()
    session.commit()
    return found


def radios(page, name):
    """Labels of the radio buttons, and which one is chosen."""
    soup = BeautifulSoup(page.text, "html.parser")
    boxes = soup.select(f'input[name="{name}"]')
    labels = {b["value"]: soup.select_one(f'label[for="{b["id"]}"]').get_text() for b in boxes}
    chosen = [labels[b["value"]] for b in boxes if b.has_attr("checked")]
    return list(labels.values()), next(iter(chosen), None)


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
    "over-long text": ({"text": "x" * 5001}, "Bitte kürzen Sie auf 5.000 Zeichen."),
    "a hundred thousand": ({"text": "x" * 100_000}, "Bitte kürzen Sie auf 5.000 Zeichen."),
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
        {"kind": "change_proposal", "replacement": "x" * 5001}, "Bitte kürzen Sie auf 5.000"),
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


class TestForWhom:
    def test_a_member_speaks_for_the_organisation_first(self, session, as_user, form_at):
        organisation = make.organisation(session, name="Sprachtreff")
        member = make.member(session, of=organisation)

        labels, chosen = radios(as_user(member).get(form_at), "speaks_for")
        answer = as_user(member).post(form_at, data=typed(speaks_for=str(organisation.id)))

        assert (labels[0], chosen) == ("Sprachtreff", "Sprachtreff")
        assert len(labels) == 2
        assert answer.status_code == 303
        assert comments(session)[0].organisation_id == organisation.id

    def test_or_for_themselves(self, session, as_user, form_at):
        as_user(make.member(session)).post(form_at, data=typed(speaks_for="ich"))

        assert comments(session)[0].organisation_id is None

    def test_not_for_an_organisation_they_have_left(self, session, as_user, form_at):
        left = make.organisation(session)
        member = make.member(session)

        answer = as_user(member).post(form_at, data=typed(speaks_for=str(left.id)))

        assert answer.status_code == 422
        assert comments(session) == []

    def test_whoever_has_no_organisation_is_not_asked(self, as_user, form_at, author):
        page = as_user(author).get(form_at)

        assert "Für wen sprechen Sie?" not in page.text
        assert "Beim Kommentar steht „Privatperson“" in page.text


class TestSendingTwice:
    def test_a_double_click_shows_the_same_receipt(self, session, as_user, form_at, author):
        data = typed()

        answers = [as_user(author).post(form_at, data=data) for _ in range(2)]

        assert answers[0].status_code == answers[1].status_code == 303
        assert answers[0].location == answers[1].location
        assert len(comments(session)) == 1

    def test_two_tabs_are_two_comments(self, session, as_user, form_at, author):
        answers = [as_user(author).post(form_at, data=typed()) for _ in range(2)]

        assert answers[0].location != answers[1].location
        assert len(comments(session)) == 2

    def test_going_back_and_saying_more_is_not_lost(self, session, as_user, form_at, author):
        data = typed(text="Eins")
        as_user(author).post(form_at, data=data)

        as_user(author).post(form_at, data=data | {"text": "Eins und zwei"})

        assert {c.text for c in comments(session)} == {"Eins", "Eins und zwei"}


class TestClosed:
    @pytest.fixture
    def closed(self, session, in_round):
        in_round.opens_at -= timedelta(days=3)
        in_round.closes_at = clock.now() - timedelta(minutes=1)
        session.commit()

    @pytest.mark.usefixtures("closed")
    def test_the_form_says_so(self, as_user, form_at, author):
        page = as_user(author).get(form_at)

        assert page.status_code == 409
        assert "Die Beteiligung ist beendet" in page.text
        assert "<form" not in page.text.partition("<main")[2]

    @pytest.mark.usefixtures("closed")
    def test_what_was_typed_can_still_be_copied(self, session, as_user, form_at, author):
        data = typed(text="Mein Kommentar <b>", kind="change_proposal", replacement="Anders")

        answer = as_user(author).post(form_at, data=data)

        assert answer.status_code == 409
        assert "Mein Kommentar &lt;b&gt;" in answer.text
        assert "Anders" in answer.text
        assert comments(session) == []

    def test_a_round_that_has_not_begun_says_when(
        self, session, as_user, in_round, form_at, author
    ):
        in_round.opens_at, in_round.closes_at = (clock.now() + timedelta(days=d) for d in (1, 2))
        session.commit()

        page = as_user(author).get(form_at)

        assert page.status_code == 409
        assert "Die Beteiligung hat noch nicht begonnen" in page.text


@pytest.mark.parametrize(
    "address",
    [
        "/entwuerfe/leitlinien/1/p99/kommentieren",
        "/entwuerfe/leitlinien/2/p1/kommentieren",  # a version that is not there
        "/entwuerfe/leitlinien/0/p1/kommentieren",
        "/entwuerfe/leitlinien/99999999999999999999/p1/kommentieren",
        "/entwuerfe/leitlinien/1/%00/kommentieren",
        "/entwuerfe/%00/1/p1/kommentieren",
        "/entwuerfe/Leitlinien/1/p1/kommentieren",
        "/entwuerfe/leitlinien/1/p1'--/kommentieren",
        "/entwuerfe/ohne-runde/1/p1/kommentieren",
        "/entwuerfe/zweiter/2/p2/kommentieren",  # the passage stands in version 1 only
    ],
)
def test_a_place_that_is_none_is_not_found(session, as_user, in_round, author, address):
    make_drafts.version(session, slug="ohne-runde")
    document = make_drafts.version(session, slug="zweiter", text="Eins.\n\nZwei.").document
    document.working_text = "Eins."
    make_drafts.open_round(session, of=make_drafts.version(session, of=document))

    assert as_user(author).get(address).status_code == 404
    assert as_user(author).post(address, data=typed()).status_code == 404


def test_visitors_are_asked_to_sign_in_and_come_back(as_user, form_at):
    answer = as_user().get(f"{form_at}?zitat=Kurse")

    assert answer.status_code == 302
    assert answer.location.startswith("/anmelden?weiter=")
    assert "zitat" in answer.location
    assert as_user().post(form_at, data=typed()).status_code == 302


def test_in_a_round_moderated_afterwards_the_comment_can_be_read_at_once(
    session, as_user, in_round, form_at, author
):
    in_round.moderation = Moderation.POST
    session.commit()

    page = as_user(author).post(form_at, data=typed(), follow_redirects=True)

    assert "Veröffentlicht" in page.text
    assert "Auch abends?" in as_user().get("/entwuerfe/leitlinien/1").text


def test_a_comment_is_stored_with_few_statements(session, as_user, form_at, statements):
    organisation = make.organisation(session)
    client = as_user(make.member(session, of=organisation))
    client.get(form_at)

    with statements() as seen:
        answer = client.post(form_at, data=typed(speaks_for=str(organisation.id)))

    assert answer.status_code == 303
    assert len(seen) <= 8, seen


@pytest.mark.parametrize("signed_in", [True, False])
def test_a_comment_that_is_none_is_not_found(session, as_user, author, signed_in):
    answer = as_user(author if signed_in else None).get(f"/kommentare/{uuid4()}")

    assert answer.status_code == (404 if signed_in else 303)
