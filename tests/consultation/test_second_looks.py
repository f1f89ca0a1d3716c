"""Blackening, reports and appeals before a moderator, with their real forms."""

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import update

from ikparticipation.accounts.models import StaffRole, User
from ikparticipation.consultation.models import CommentStatus
from tests import make, make_drafts
from tests.consultation.test_decision_pages import said
from tests.make_drafts import reread

QUEUE = "/verwaltung/moderation"
_, SUBMITTED, PUBLISHED, DECLINED, _ = CommentStatus
TEXT = "Frau Erika Beispiel hat das gesagt. Ja."


@pytest.fixture
def moderator(session, as_user):
    return as_user(make.moderator(session, name="Timo Feldweg"))


def send(client, comment, act, **given):
    data = {"seen": comment.version} | given
    return client.post(f"{QUEUE}/{comment.id}/{act}", data=data)


def boxes(page):
    """Words that can be chosen → value and whether they are."""
    soup = BeautifulSoup(page.text, "html.parser")
    return {
        soup.select_one(f'label[for="{box["id"]}"]').text: (box["value"], box.has_attr("checked"))
        for box in soup.select('input[name="words"]')
    }


class TestBlackening:
    def test_each_word_has_a_box(self, session, moderator):
        comment = make_drafts.comment(session, text=TEXT, blackened=[[5, 19]])

        found = boxes(moderator.get(f"{QUEUE}/{comment.id}"))

        assert found["Erika"] == ("5-10", True)
        assert found["Beispiel"] == ("11-19", True)
        assert found["Frau"] == ("0-4", False)
        assert len(found) == 7

    def test_a_comment_is_published_with_words_blackened_in_one_step(self, session, moderator):
        comment = make_drafts.comment(session, status=SUBMITTED, text=TEXT)

        answer = send(moderator, comment, "veroeffentlichen", words=["5-10", "11-19"])

        assert answer.status_code == 303
        assert reread(session, comment).status is PUBLISHED
        assert comment.blackened == [[5, 19]]

    def test_a_published_one_is_blackened_and_shown_again(self, session, moderator):
        comment = make_drafts.comment(session, text=TEXT)

        send(moderator, comment, "schwaerzen", words=["5-10"])
        assert reread(session, comment).blackened == [[5, 10]]
        assert "geschwärzt: Erika" in said(moderator.get(f"{QUEUE}/{comment.id}"))
        send(moderator, comment, "schwaerzen")

        assert reread(session, comment).blackened == []

    @pytest.mark.parametrize("wrong", ["x", "5", "-1-4", "5-1", "0-9999999999999", "4-5", "²-4"])
    def test_words_that_are_not_there_are_refused(self, session, moderator, wrong):
        comment = make_drafts.comment(session, text=TEXT)

        answer = send(moderator, comment, "schwaerzen", words=["5-10", wrong])

        assert answer.status_code == 422
        assert 'role="alert"' in answer.text
        assert reread(session, comment).blackened == []

    def test_the_second_of_two_sees_what_was_done_and_keeps_the_choice(self, session, moderator):
        comment = make_drafts.comment(session, text=TEXT)
        seen = comment.version
        send(moderator, comment, "schwaerzen", words=["5-10"])

        answer = send(moderator, comment, "schwaerzen", words=["11-19"], seen=seen)

        assert answer.status_code == 409
        assert "Zuletzt: 1 Stelle geschwärzt – Timo Feldweg" in said(answer)
        assert boxes(answer)["Beispiel"] == ("11-19", True)
        assert reread(session, comment).blackened == [[5, 10]]


class TestReports:
    def test_they_stand_there_with_their_words(self, session, moderator):
        reader = make.user(session, name="Rita Leser")
        comment = make_drafts.report(session, reported_by_id=reader.id).comment
        make_drafts.report(session, comment, text="Und gelogen.")

        page = said(moderator.get(f"{QUEUE}/{comment.id}"))

        for words in ("2 Meldungen", "Rita Leser", "jemand ohne Konto", "Und gelogen."):
            assert words in page

    @pytest.mark.parametrize("given", [{}, {"answer": "Das ist eine Meinung."}])
    def test_it_stays_as_it_is(self, session, moderator, given):
        report = make_drafts.report(session)

        answer = send(moderator, report.comment, "meldungen", **given)

        assert (answer.status_code, answer.location) == (303, QUEUE)
        assert reread(session, report).settled_at is not None
        assert reread(session, report.comment).status is PUBLISHED

    def test_blackening_can_settle_them(self, session, moderator):
        report = make_drafts.report(session, make_drafts.comment(session, text=TEXT))

        send(moderator, report.comment, "schwaerzen", words=["5-10"], settles="y")

        assert reread(session, report).settled_at is not None

    def test_a_reason_for_somebody_elses_decision_is_not_lost(self, session, moderator):
        comment = make_drafts.reported_comment(session)
        seen = comment.version
        send(moderator, comment, "ablehnen", category="insult", reason="Bitte sachlich.")

        answer = send(moderator, comment, "meldungen", answer="Das ist Meinung.", seen=seen)

        assert answer.status_code == 409
        assert "Das ist Meinung." in said(answer)
        assert "Zuletzt: Meldung erledigt – Timo Feldweg" in said(answer)
        assert "Abgelehnt: Beleidigung" in said(answer)


class TestAppeals:
    def test_a_second_moderator_decides(self, session, moderator):
        comment = make_drafts.appealed_comment(session)
        assert "Ich nenne doch niemanden." in said(moderator.get(f"{QUEUE}/{comment.id}"))

        answer = send(moderator, comment, "widerspruch", upheld="ja")

        assert answer.status_code == 303
        assert reread(session, comment).status is PUBLISHED
        assert "Dem Widerspruch stattgegeben" in said(moderator.get(f"{QUEUE}/{comment.id}"))

    def test_staying_declined_needs_a_reason(self, session, moderator):
        comment = make_drafts.appealed_comment(session)

        refused = send(moderator, comment, "widerspruch", upheld="nein")
        assert (refused.status_code, reread(session, comment).status) == (422, DECLINED)
        assert "Bitte begründen Sie die Entscheidung." in refused.text
        send(moderator, comment, "widerspruch", upheld="nein", grounds="Doch, im zweiten Satz.")

        assert reread(session, comment).decline_reason == "Doch, im zweiten Satz."

    @pytest.mark.parametrize("others", [0, 1, 2])
    def test_the_first_moderator_reads_who_can(self, session, as_user, others):
        first = make.administrator(session, name="Ada Sommer", email="ada@example.org")
        declined = make_drafts.comment(session, status=DECLINED, decided_by_id=first.id)
        make_drafts.appeal(session, declined)
        gone = update(User).where(User.staff_role.is_not(None), User.id != first.id)
        session.execute(gone.values(disabled_at=declined.submitted_at))
        session.commit()
        for _ in range(others):
            make.moderator(session)

        page = as_user(first).get(f"{QUEUE}/{declined.id}")

        assert "muss eine zweite Person entscheiden" in said(page)
        assert (f"{others} andere Person" in said(page)) == bool(others)
        assert ("mailto:ada@example.org" in page.text) == (not others)
        answer = send(as_user(first), declined, "widerspruch", upheld="ja")
        assert answer.status_code == 403

    def test_the_second_of_two_sees_what_was_decided_and_keeps_the_reason(
        self, session, as_user, moderator
    ):
        comment = make_drafts.appealed_comment(session)
        seen, other = comment.version, as_user(make.user(session, staff_role=StaffRole.MODERATOR))
        send(moderator, comment, "widerspruch", upheld="ja")

        answer = send(
            other, comment, "widerspruch", upheld="nein", grounds="Meine Gründe.", seen=seen
        )

        assert answer.status_code == 409
        assert "Über diesen Widerspruch ist schon entschieden." in said(answer)
        assert "Timo Feldweg" in said(answer)
        assert "Meine Gründe." in said(answer)
        assert reread(session, comment).status is PUBLISHED
