"""Moderation, as staff use it with real forms."""

from datetime import timedelta
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup

from ikparticipation import clock
from ikparticipation.consultation.models import CommentStatus, DeclineCategory
from tests import make, make_drafts
from tests.make_drafts import reread

QUEUE = "/verwaltung/moderation"
SUBMITTED, PUBLISHED, DECLINED = CommentStatus


@pytest.fixture
def moderator(session, as_user):
    return as_user(make.moderator(session, name="Timo Feldweg"))


def titles(page):
    assert page.status_code == 200
    return [a.text for a in BeautifulSoup(page.text, "html.parser").select(".queue__title")]


def submitted(session, text="Bitte prüfen", **given):
    return make_drafts.comment(session, status=SUBMITTED, text=text, **given)


class TestQueue:
    def test_the_oldest_comes_first_and_says_how_long_it_waits(self, session, moderator):
        in_round, now = make_drafts.open_round(session), clock.now()
        for text, hours in (("Neu", 1), ("Alt", 50), ("Mittel", 5)):
            submitted(session, text, in_round=in_round, submitted_at=now - timedelta(hours=hours))

        page = moderator.get(QUEUE)

        assert titles(page) == ["Alt", "Mittel", "Neu"]
        assert "vor 2 Tagen" in page.text
        assert "3 Kommentare warten" in page.text

    def test_what_is_decided_does_not_stand_there(self, session, moderator):
        make_drafts.comment(session, status=PUBLISHED)
        make_drafts.comment(session, status=DECLINED)

        page = moderator.get(QUEUE)

        assert titles(page) == []
        assert "Nichts zu tun." in page.text

    def test_what_is_visible_but_seen_by_nobody_stands_there_with_a_word(self, session, moderator):
        make_drafts.unseen_comment(session, text="Schon öffentlich")

        page = moderator.get(QUEUE)

        assert titles(page) == ["Schon öffentlich"]
        assert "Schon zu sehen" in page.text

    def test_it_can_be_filtered_by_document(self, session, moderator):
        first = submitted(session, "Zum ersten")
        submitted(session, "Zum zweiten")
        document = first.round.version.document_id

        assert titles(moderator.get(f"{QUEUE}?dokument={document}")) == ["Zum ersten"]
        assert len(titles(moderator.get(f"{QUEUE}?dokument={uuid4()}"))) == 0
        assert len(titles(moderator.get(f"{QUEUE}?dokument=x%00"))) == 2

    def test_it_takes_the_same_statements_for_many(self, session, moderator, statements):
        def count():
            with statements() as seen:
                moderator.get(QUEUE)
            return len(seen)

        in_round = make_drafts.open_round(session)
        submitted(session, in_round=in_round)
        few = count()
        for _ in range(9):
            submitted(session, in_round=in_round)

        assert count() == few <= 8


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
        assert titles(moderator.get(QUEUE)) == []

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({"category": None}, "Bitte wählen Sie einen Grund."),
            ({"category": "boring"}, "Bitte wählen Sie einen Grund."),
            ({"reason": "  "}, "Bitte begründen Sie die Entscheidung."),
            ({"reason": "x" * 5001}, "Bitte kürzen Sie auf 5.000 Zeichen."),
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
            assert "Über diesen Kommentar wurde inzwischen entschieden." in answer.text
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


@pytest.mark.parametrize("who", [make.user, make.member])
def test_others_have_no_business_here(session, as_user, who):
    comment, client = submitted(session), as_user(who(session))

    for address in (QUEUE, f"{QUEUE}/{comment.id}"):
        assert client.get(address).status_code == 403
    for address in (f"{QUEUE}/{comment.id}/veroeffentlichen", f"{QUEUE}/{comment.id}/ablehnen"):
        assert client.post(address, data={"seen": 1}).status_code == 403
    assert reread(session, comment).status is SUBMITTED
