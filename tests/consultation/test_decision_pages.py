"""One comment before a moderator: every decision with its real form."""

from datetime import timedelta
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup

from ikparticipation import clock
from ikparticipation.consultation.models import CommentStatus, DeclineCategory
from tests import make, make_drafts
from tests.make_drafts import reread

QUEUE = "/verwaltung/moderation"
DRAFT, SUBMITTED, PUBLISHED, DECLINED, WITHDRAWN = CommentStatus


@pytest.fixture
def moderator(session, as_user):
    return as_user(make.moderator(session, name="Timo Feldweg"))


def submitted(session, text="Bitte prüfen", **given):
    return make_drafts.comment(session, status=SUBMITTED, text=text, **given)


def said(answer):
    """The words of a page."""
    return " ".join(BeautifulSoup(answer.text, "html.parser").get_text(" ").split())


def forms(page):
    """What can be done on a page: the last part of the addresses of its forms."""
    found = BeautifulSoup(page.text, "html.parser").select("main form[method=post]")
    return {form["action"].rpartition("/")[2].partition("?")[0] for form in found}


class TestModerate:
    def decline(self, client, comment, **given):
        data = {"category": "insult", "reason": "Bitte sachlich.", "seen": comment.version} | given
        return client.post(f"{QUEUE}/{comment.id}/ablehnen", data=data)

    def publish(self, client, comment, **given):
        data = {"seen": comment.version} | given
        return client.post(f"{QUEUE}/{comment.id}/veroeffentlichen", data=data)

    def test_a_comment_is_published(self, session, moderator):
        comment = submitted(session, quote="jedem Ort")
        page = moderator.get(f"{QUEUE}/{comment.id}")
        assert "<mark>jedem Ort</mark>" in page.text
        assert comment.author.name in page.text

        answer = self.publish(moderator, comment)

        assert (answer.status_code, answer.location) == (303, QUEUE)
        assert reread(session, comment).status is PUBLISHED

    def test_a_comment_is_declined_with_a_reason(self, session, moderator):
        comment = submitted(session)

        answer = self.decline(moderator, comment)

        assert answer.status_code == 303
        comment = reread(session, comment)
        assert comment.status is DECLINED
        assert comment.decline_category is DeclineCategory.INSULT
        assert comment.decline_reason == "Bitte sachlich."

    def test_what_was_visible_at_once_is_looked_at(self, session, moderator):
        comment = make_drafts.unseen_comment(session)
        assert "Kommentar bleibt veröffentlicht" in moderator.get(f"{QUEUE}/{comment.id}").text

        self.publish(moderator, comment)

        assert reread(session, comment).decided_at is not None
        assert "Nichts zu tun." in moderator.get(QUEUE).text

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({"category": None}, "Bitte wählen Sie einen Grund."),
            ({"category": "boring"}, "Bitte wählen Sie einen Grund."),
            ({"reason": "  "}, "Bitte begründen Sie die Entscheidung."),
            ({"reason": "x" * 5001}, "Höchstens 5.000 Zeichen, Ihr Text hat 5.001."),
            ({"seen": "x"}, "Bitte prüfen Sie Ihre Angaben"),
        ],
    )
    def test_a_decision_that_does_not_fit_comes_back(self, session, moderator, given, said):
        comment = submitted(session)
        data = {"category": "insult", "reason": "Meine Begründung", "seen": 1} | given

        answer = moderator.post(
            f"{QUEUE}/{comment.id}/ablehnen", data={k: v for k, v in data.items() if v is not None}
        )

        assert answer.status_code == 422
        assert said in answer.text
        assert data["reason"].strip() in answer.text
        assert reread(session, comment).status is SUBMITTED

    def test_the_second_of_two_moderators_sees_what_was_decided(self, session, as_user, moderator):
        comment = submitted(session)
        second, seen = as_user(make.moderator(session)), comment.version
        self.decline(moderator, comment)

        for answer in (
            self.publish(second, comment, seen=seen),
            self.decline(second, comment, seen=seen, reason="Meine eigene Begründung"),
        ):
            assert answer.status_code == 409
            assert "Jemand anders hat inzwischen entschieden" in answer.text
            assert "Beleidigung" in answer.text
            assert "Bitte sachlich." in answer.text
            assert "Timo Feldweg" in answer.text
        assert "Meine eigene Begründung" in answer.text
        assert reread(session, comment).status is DECLINED

    def test_a_double_click_decides_once(self, session, moderator):
        comment = submitted(session)
        seen = comment.version

        answers = [self.decline(moderator, comment, seen=seen) for _ in range(2)]

        assert [a.status_code for a in answers] == [303, 303]

    def test_an_unknown_comment_is_not_found(self, moderator):
        for address in ("", "/veroeffentlichen", "/ablehnen"):
            client = moderator.post if address else moderator.get
            assert client(f"{QUEUE}/{uuid4()}{address}").status_code == 404


class TestWhatIsOffered:
    @pytest.mark.parametrize(
        ("made", "offered"),
        [
            (submitted, {"veroeffentlichen", "ablehnen"}),
            (make_drafts.unseen_comment, {"veroeffentlichen", "ablehnen"}),
            (make_drafts.comment, {"schwaerzen", "ablehnen"}),
            (make_drafts.reported_comment, {"schwaerzen", "ablehnen", "meldungen"}),
            (make_drafts.declined_comment, {"veroeffentlichen"}),
            (make_drafts.appealed_comment, {"widerspruch"}),
            (make_drafts.withdrawn_comment, set()),
        ],
    )
    def test_only_what_is_possible(self, session, moderator, made, offered):
        assert forms(moderator.get(f"{QUEUE}/{made(session).id}")) == offered

    def test_a_draft_of_an_organisation_is_not_there(self, session, moderator):
        draft = make_drafts.comment(session, status=DRAFT)

        assert moderator.get(f"{QUEUE}/{draft.id}").status_code == 404
        answer = moderator.post(f"{QUEUE}/{draft.id}/veroeffentlichen", data={"seen": 1})
        assert answer.status_code == 404

    def test_a_comment_on_the_whole_text_has_no_passage(self, session, moderator):
        comment = submitted(session, passage=None)

        assert "ganzer Text" in said(moderator.get(f"{QUEUE}/{comment.id}"))
        assert "ganzer Text" in said(moderator.get(QUEUE))

    def test_a_reply_shows_what_it_replies_to(self, session, moderator):
        parent = make_drafts.comment(session, text="Kurse nur morgens?")
        reply = submitted(session, "Abends auch.", in_round=parent.round, parent_id=parent.id)

        page = said(moderator.get(f"{QUEUE}/{reply.id}"))

        assert "Kurse nur morgens?" in page
        assert "Erwiderung" in page

    def test_what_was_withdrawn_is_read_by_nobody(self, session, moderator):
        gone = make_drafts.withdrawn_comment(session, text="Nie wieder", blackened=[[0, 3]])
        reply = submitted(session, "Doch.", in_round=gone.round, parent_id=gone.id)

        pages = [said(moderator.get(f"{QUEUE}/{each.id}")) for each in (gone, reply)]

        assert "ist zurückgezogen. Es bleibt nichts zu tun." in pages[0]
        assert "Doch." in pages[1]
        assert not any("wieder" in page for page in pages)


class TestGoingOn:
    @pytest.fixture
    def three(self, session):
        in_round, now = make_drafts.open_round(session), clock.now()
        return [
            submitted(session, text, in_round=in_round, submitted_at=now - timedelta(hours=9 - n))
            for n, text in enumerate(("Eins", "Zwei", "Drei"))
        ]

    def publish(self, client, comment, query=""):
        address = f"{QUEUE}/{comment.id}/veroeffentlichen{query}"
        return client.post(address, data={"seen": comment.version})

    def test_after_a_decision_the_next_that_waits_opens(self, moderator, three):
        first, second, third = three

        answer = self.publish(moderator, second)

        assert (answer.status_code, answer.location) == (303, f"{QUEUE}/{third.id}")
        page = said(moderator.get(answer.location))
        assert "„Zwei“ ist veröffentlicht. Hier ist der nächste Kommentar." in page
        assert self.publish(moderator, third).location == f"{QUEUE}/{first.id}"
        assert self.publish(moderator, first).location == QUEUE

    def test_within_what_was_filtered(self, session, moderator, three):
        query = f"?stand=submitted&runde={three[0].round_id}"
        submitted(session, "In einer anderen Runde", submitted_at=three[0].submitted_at)

        answer = self.publish(moderator, three[0], query)

        assert answer.location == f"{QUEUE}/{three[1].id}{query}"

    def test_one_can_go_back_and_forth_without_deciding(self, moderator, three):
        page = BeautifulSoup(moderator.get(f"{QUEUE}/{three[1].id}").text, "html.parser")

        assert page.select_one("[data-previous]")["href"] == f"{QUEUE}/{three[0].id}"
        assert page.select_one("[data-next]")["href"] == f"{QUEUE}/{three[2].id}"
