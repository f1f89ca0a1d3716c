"""Commenting for somebody, twice, too late, at a place that is none, and at what cost."""

from datetime import timedelta
from uuid import uuid4

import pytest

from ikparticipation import clock
from ikparticipation.consultation.models import Moderation
from tests import make, make_drafts
from tests.consultation.commenting import comments, radios, typed


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
