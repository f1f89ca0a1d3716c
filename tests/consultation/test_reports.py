"""Reports of readers: stored once, settled by a moderator, and their readers are told."""

import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.consultation import services
from ikparticipation.consultation.models import (
    CommentStatus,
    DeclineCategory,
    Report,
    ReportReason,
)
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from tests import make, make_drafts

DRAFT, SUBMITTED, PUBLISHED, DECLINED, WITHDRAWN = CommentStatus
NOW = clock.now()
INSULT, OTHER = ReportReason.INSULT, ReportReason.OTHER


def report(session, comment, *, reporter=None, reason=INSULT, text="Das ist gemein."):
    return services.report_comment(
        session, comment, reason=reason, text=text, reporter=reporter, at=NOW
    )


def reports(session):
    session.flush()
    return session.scalars(select(Report)).all()


def outcomes(session):
    session.flush()
    query = select(AuditEvent).where(AuditEvent.action == Action.REPORT_SETTLED)
    return [(e.facts["outcome"], e.facts["reason"]) for e in session.scalars(query)]


@pytest.mark.parametrize(
    ("status", "may"),
    [
        (DRAFT, False),
        (SUBMITTED, False),
        (PUBLISHED, True),
        (DECLINED, False),
        (WITHDRAWN, False),
    ],
)
def test_only_what_everybody_reads_can_be_reported(session, status, may):
    comment = make_drafts.comment(session, status=status)

    if not may:
        with pytest.raises(ConflictError):
            report(session, comment)
        return
    report(session, comment)

    assert [(r.reason, r.text, r.reported_by_id) for r in reports(session)] == [
        (INSULT, "Das ist gemein.", None)
    ]


def test_one_person_has_one_report_and_what_they_add_is_added(session):
    comment, reader = make_drafts.comment(session), make.user(session)

    for _ in range(2):
        report(session, comment, reporter=reader)
    report(session, comment, reporter=reader, reason=OTHER, text="Und gelogen.")
    report(session, comment, reporter=make.user(session))

    first, second = sorted(reports(session), key=lambda r: -len(r.text))
    assert (first.reason, first.text) == (OTHER, "Das ist gemein.\n\nUnd gelogen.")
    assert second.text == "Das ist gemein."


def test_of_visitors_the_same_words_are_one_report(session):
    comment = make_drafts.comment(session)

    for text in ("Gemein.", "Gemein.", "Gelogen."):
        report(session, comment, text=text)
    report(session, comment, text="Gemein.", reporter=make.user(session))

    assert sorted(r.text for r in reports(session)) == ["Gelogen.", "Gemein.", "Gemein."]


def test_what_was_settled_can_be_reported_anew(session):
    comment, reader = make_drafts.comment(session), make.user(session)
    report(session, comment, reporter=reader)
    services.keep_comment(session, comment, moderator=make.moderator(session), at=NOW)

    report(session, comment, reporter=reader)

    assert [r.settled_at is None for r in reports(session)].count(True) == 1


def test_a_novel_is_no_report(session):
    with pytest.raises(InvalidError):
        report(session, make_drafts.comment(session), text="x" * 1001)


class TestSettling:
    @pytest.fixture
    def comment(self, session):
        comment = make_drafts.comment(session, text="Frau Beispiel lügt.")
        report(session, comment)
        report(session, comment, reporter=make.user(session))
        return comment

    def settled(self, session):
        return {(r.settled_at, r.settled_by_id) for r in reports(session)}

    def test_it_stays_as_it_is_with_a_reason_or_without(self, session, comment):
        moderator = make.moderator(session)

        services.keep_comment(
            session, comment, moderator=moderator, reason=" Das ist Meinung. ", at=NOW
        )

        assert comment.status is PUBLISHED
        assert self.settled(session) == {(NOW, moderator.id)}
        assert outcomes(session) == [("kept", "Das ist Meinung.")] * 2

    def test_hiding_it_settles_them(self, session, comment):
        moderator = make.moderator(session)

        services.decline_comment(
            session,
            comment,
            moderator=moderator,
            category=DeclineCategory.INSULT,
            reason="Bitte sachlich.",
            at=NOW,
        )

        assert comment.status is DECLINED
        assert self.settled(session) == {(NOW, moderator.id)}
        assert outcomes(session) == [("hidden", "")] * 2  # the reason is for the author

    @pytest.mark.parametrize("settles", [True, False])
    def test_blackening_settles_them_if_the_moderator_says_so(self, session, comment, settles):
        moderator = make.moderator(session)

        services.blacken_comment(
            session, comment, spans=[[5, 13]], settles=settles, moderator=moderator, at=NOW
        )

        assert self.settled(session) == {(NOW, moderator.id) if settles else (None, None)}
        assert outcomes(session) == [("blackened", "")] * 2 * settles

    def test_whoever_leaves_an_unseen_comment_has_seen_it(self, session):
        comment, moderator = make_drafts.unseen_comment(session), make.moderator(session)
        report(session, comment)

        services.keep_comment(session, comment, moderator=moderator, at=NOW)

        assert comment.decided_by_id == moderator.id

    def test_the_second_of_two_moderators_overwrites_nothing(self, session, comment):
        seen = comment.version
        services.decline_comment(
            session,
            comment,
            moderator=make.moderator(session),
            category=DeclineCategory.INSULT,
            reason="Bitte sachlich.",
            at=NOW,
            seen=seen,
        )

        with pytest.raises(ConflictError):
            services.keep_comment(
                session, comment, moderator=make.moderator(session), at=NOW, seen=seen
            )

        assert comment.status is DECLINED

    def test_twice_is_once(self, session, comment):
        for _ in range(2):
            services.keep_comment(session, comment, moderator=make.moderator(session), at=NOW)

        assert len(outcomes(session)) == 2

    def test_only_staff_do_it(self, session, comment):
        with pytest.raises(NotAllowedError):
            services.keep_comment(session, comment, moderator=comment.author, at=NOW)
