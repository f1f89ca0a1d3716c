"""What authors and readers are told about decisions of moderators."""

import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.consultation import mails, services
from ikparticipation.consultation.models import (
    Appeal,
    CommentStatus,
    DeclineCategory,
    Report,
    ReportReason,
)
from ikparticipation.mail import OutgoingMail
from ikparticipation.organisations.models import MemberRole
from tests import make, make_drafts
from tests.consultation.test_mails import AT, SETTINGS, SNAPSHOTS, a_comment
from tests.snapshots import assert_reads_like

_, SUBMITTED, PUBLISHED, DECLINED, _ = CommentStatus


def an_appeal(language, **given):
    comment = a_comment(
        language,
        for_organisation=True,
        status=DECLINED,
        decline_category=DeclineCategory.PERSONAL_DATA,
        decline_reason="Doch, im zweiten Satz.",
    )
    return Appeal(
        comment=comment,
        text="Ich nenne doch niemanden.",
        appealed_at=AT,
        appealed_by_id=comment.author.id,
        **given,
    )


@pytest.mark.parametrize("language", ["de", "en"])
class TestWords:
    def test_it_is_not_shown_any_more(self, language):
        comment = a_comment(
            language,
            status=DECLINED,
            published_at=AT,
            decline_category=DeclineCategory.INSULT,
            decline_reason="Bitte sachlich.",
        )

        message = mails.declined(comment, SETTINGS)

        assert_reads_like(message, SNAPSHOTS / f"hidden.{language}.txt")

    def test_it_is_published_with_words_blackened(self, language):
        message = mails.published(a_comment(language, blackened=[[0, 4]]), SETTINGS)

        assert_reads_like(message, SNAPSHOTS / f"published-blackened.{language}.txt")

    @pytest.mark.parametrize("spans", [[[0, 4]], []])
    def test_words_are_blackened_afterwards(self, language, spans):
        message = mails.blackened(a_comment(language, blackened=spans), SETTINGS)

        name = "blackened" if spans else "blackened-no-more"
        assert_reads_like(message, SNAPSHOTS / f"{name}.{language}.txt")

    @pytest.mark.parametrize("upheld", [True, False])
    def test_an_appeal_is_decided(self, language, upheld):
        appeal = an_appeal(language, upheld=upheld)

        message = mails.appeal_decided(appeal, appeal.comment.author, SETTINGS)

        name = "appeal-upheld" if upheld else "appeal-not-upheld"
        assert_reads_like(message, SNAPSHOTS / f"{name}.{language}.txt")

    @pytest.mark.parametrize(
        ("outcome", "reason"),
        [("kept", "Das ist eine Meinung."), ("blackened", ""), ("hidden", "")],
    )
    def test_a_report_is_settled(self, language, outcome, reason):
        comment = a_comment(language)
        report = Report(comment=comment, reason=ReportReason.INSULT, reported_at=AT)

        message = mails.report_settled(
            report, comment.author, SETTINGS, outcome=outcome, reason=reason
        )

        assert_reads_like(message, SNAPSHOTS / f"report-{outcome}.{language}.txt")
        assert comment.round.version.title in message.body
        assert comment.text not in message.body


@pytest.fixture
def letters(session, work):
    """`letters()`: who was told what, after the worker has done its work."""

    def read():
        work()
        found = session.scalars(select(OutgoingMail).order_by(OutgoingMail.to)).all()
        told = [(mail.to, mail.subject) for mail in found]
        for mail in found:
            session.delete(mail)
        session.commit()
        return told

    return read


def blacken(session, comment, spans):
    services.blacken_comment(
        session, comment, spans=spans, moderator=make.moderator(session), at=clock.now()
    )


def test_the_author_is_told_when_words_of_a_published_comment_go_black(session, letters):
    comment = make_drafts.comment(session, text="Frau Beispiel weiß das.")

    blacken(session, comment, [[5, 13]])
    assert [to for to, _ in letters()] == [comment.author.email]
    blacken(session, comment, [])

    assert [subject for _, subject in letters()] == [
        f"Ihr Kommentar zu „{comment.round.version.title}“ ist wieder ganz zu lesen"
    ]


def test_before_publication_and_with_it_there_is_one_mail(session, letters):
    comment = make_drafts.comment(session, status=SUBMITTED, text="Frau Beispiel weiß das.")
    blacken(session, comment, [[5, 13]])
    assert letters() == []

    services.publish_comment(
        session,
        comment,
        moderator=make.moderator(session),
        blackened=[[0, 4]],
        at=clock.now(),
    )

    assert [subject[-19:] for _, subject in letters()] == ["“ ist veröffentlicht"[-19:]]


@pytest.mark.parametrize("upheld", [True, False])
def test_author_and_appellant_are_told_once_what_came_of_an_appeal(session, letters, upheld):
    organisation = make.organisation(session)
    comment = make_drafts.declined_comment(
        session, organisation=organisation, author=make.user(session, email="a@example.org")
    )
    representative = make.member(
        session, of=organisation, role=MemberRole.REPRESENTATIVE, email="b@example.org"
    )
    appeal = services.appeal_decision(
        session, comment, appellant=representative, text="Doch.", at=clock.now()
    )
    assert letters() == []

    services.decide_appeal(
        session,
        appeal,
        moderator=make.moderator(session),
        upheld=upheld,
        reason="Nein.",
        at=clock.now(),
    )

    ending = "ist veröffentlicht" if upheld else "bleibt abgelehnt"
    assert [(to, subject.endswith(ending)) for to, subject in letters()] == [
        ("a@example.org", True),
        ("b@example.org", True),
    ]


def test_readers_with_an_account_are_told_what_became_of_their_report(session, letters):
    reader, gone = make.user(session, email="c@example.org"), make.user(session)
    comment = make_drafts.report(session, reported_by_id=reader.id).comment
    make_drafts.report(session, comment)
    make_drafts.report(session, comment, reported_by_id=gone.id)
    gone.disabled_at = clock.now()
    session.commit()

    services.keep_comment(session, comment, moderator=make.moderator(session), at=clock.now())

    assert [to for to, _ in letters()] == ["c@example.org"]
