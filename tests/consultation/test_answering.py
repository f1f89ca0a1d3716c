from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from ikparticipation import clock
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.consultation import services
from ikparticipation.consultation.models import (
    CommentStatus,
    DeclineCategory,
    Disposition,
    Moderation,
    Outcome,
)
from ikparticipation.consultation.services.answering.answers import Seen
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from tests import make, make_drafts

NOW = clock.now()
LATER = NOW + timedelta(days=30)


def draft(session, comment, **given):
    defaults = {"outcome": Outcome.ADOPTED, "reason": "Wir nehmen das auf.", "at": NOW}
    actor = given.pop("actor", None) or make.moderator(session)
    return services.draft_disposition(session, comment, actor=actor, **defaults | given)


def release(session, answers, **given):
    actor = given.pop("actor", None) or make.steering(session)
    return services.release_dispositions(session, answers, actor=actor, at=NOW, **given)


def correct(session, comment):
    said = {"kind": comment.kind, "text": "Ich bin dagegen.", "replacement": None}
    services.correct_comment(session, comment, actor=comment.author, at=clock.now(), **said)
    session.commit()


def seen_of(answers):
    return {a.id: Seen(a.version, a.comment.version) for a in answers}


def actions(session):
    return session.scalars(select(AuditEvent.action).order_by(AuditEvent.at)).all()


class TestDraft:
    def test_it_is_written_and_rewritten(self, session):
        comment, writer = make_drafts.comment(session), make.moderator(session)

        first = draft(session, comment)
        second = draft(session, comment, outcome=Outcome.PARTLY, actor=writer)

        assert second is first
        assert (second.outcome, second.drafted_by_id) == (Outcome.PARTLY, writer.id)
        assert second.released_at is None

    @pytest.mark.parametrize("status", [CommentStatus.SUBMITTED, CommentStatus.DECLINED])
    def test_only_a_published_comment_is_answered(self, session, status):
        with pytest.raises(ConflictError):
            draft(session, make_drafts.comment(session, status=status))

    @pytest.mark.parametrize(
        ("outcome", "until", "fits"),
        [
            (Outcome.ADOPTED, None, True),
            (Outcome.PARTLY, None, True),
            (Outcome.REJECTED, None, True),
            (Outcome.NOTED, None, True),
            (Outcome.DEFERRED, LATER, True),
            (Outcome.DEFERRED, None, False),  # until when?
            (Outcome.DEFERRED, NOW, False),  # that is over
            (Outcome.ADOPTED, LATER, False),  # a date for nothing
        ],
    )
    def test_a_date_goes_with_a_deferral_and_with_nothing_else(self, session, outcome, until, fits):
        comment = make_drafts.comment(session)

        if fits:
            assert draft(session, comment, outcome=outcome, deferred_until=until)
        else:
            with pytest.raises(InvalidError):
                draft(session, comment, outcome=outcome, deferred_until=until)

    @pytest.mark.parametrize("outcome", list(Outcome))
    def test_every_answer_has_a_reason(self, session, outcome):
        until = LATER if outcome is Outcome.DEFERRED else None

        with pytest.raises(InvalidError):
            draft(
                session,
                make_drafts.comment(session),
                outcome=outcome,
                reason="  ",
                deferred_until=until,
            )

    def test_of_two_who_write_at_once_the_second_overwrites_nothing(self, session):
        comment = make_drafts.comment(session)
        answer = draft(session, comment, reason="Eins", seen=Seen(0, 1))

        with pytest.raises(ConflictError):
            draft(session, comment, reason="Zwei", seen=Seen(0, 1))

        assert answer.reason == "Eins"

    def test_the_same_answer_sent_twice_is_no_conflict(self, session):
        comment = make_drafts.comment(session)
        draft(session, comment, seen=Seen(0, 1))

        assert draft(session, comment, seen=Seen(0, 1)).version == 1

    def test_words_that_nobody_has_read_are_not_answered(self, session):
        in_round = make_drafts.open_round(session, moderation=Moderation.POST)
        comment = make_drafts.comment(session, in_round=in_round)
        seen = Seen(0, comment.version)
        correct(session, comment)

        with pytest.raises(ConflictError, match="Der Kommentar wurde inzwischen geändert"):
            draft(session, comment, seen=seen)

        assert draft(session, comment, seen=Seen(0, comment.version))


class TestRelease:
    def test_several_are_released_at_once(self, session):
        answers = [make_drafts.answer(session, released=False) for _ in range(3)]
        steering = make.steering(session)

        done = release(session, answers, actor=steering)

        assert {a.id for a in done} == {a.id for a in answers}
        assert all((a.released_at, a.released_by_id) == (NOW, steering.id) for a in answers)
        assert actions(session).count(Action.DISPOSITION_RELEASED) == 3

    def test_released_twice_is_released_once(self, session):
        answer = make_drafts.answer(session, released=False)
        release(session, [answer], seen={answer.id: Seen(1, 1)})

        assert release(session, [answer], seen={answer.id: Seen(1, 1)}) == []

        assert actions(session).count(Action.DISPOSITION_RELEASED) == 1

    def test_a_released_answer_never_changes(self, session):
        answer = make_drafts.answer(session)

        with pytest.raises(ConflictError, match="ändert sich nicht mehr"):
            draft(session, answer.comment, reason="Doch anders")

        assert answer.reason != "Doch anders"

    def test_all_or_none_if_one_was_rewritten_since(self, session):
        answers = [make_drafts.answer(session, released=False) for _ in range(2)]
        seen = seen_of(answers)
        draft(session, answers[1].comment, reason="Noch schnell anders")
        session.commit()

        with pytest.raises(ConflictError):
            release(session, answers, seen=seen)

        session.rollback()
        assert [a.released_at for a in answers] == [None, None]

    def test_all_or_none_if_a_comment_was_corrected_since(self, session):
        in_round = make_drafts.open_round(session, moderation=Moderation.POST)
        comments = [make_drafts.comment(session, in_round=in_round) for _ in range(2)]
        answers = [make_drafts.answer(session, c, released=False) for c in comments]
        seen = seen_of(answers)
        correct(session, comments[1])

        with pytest.raises(ConflictError, match="Einer der Kommentare wurde inzwischen geändert"):
            release(session, answers, seen=seen)

        assert [a.released_at for a in answers] == [None, None]
        assert len(release(session, answers, seen=seen_of(answers))) == 2

    def test_not_if_the_comment_is_not_published_any_more(self, session):
        answer = make_drafts.answer(session, released=False)
        services.decline_comment(
            session,
            answer.comment,
            moderator=make.moderator(session),
            category=DeclineCategory.INSULT,
            reason="Doch nicht.",
            at=NOW,
        )

        with pytest.raises(ConflictError):
            release(session, [answer])


def test_who_may_draft_and_who_may_release(session):
    comment = make_drafts.comment(session)
    for nobody in (make.user(session), make.member(session), comment.author):
        with pytest.raises(NotAllowedError):
            draft(session, comment, actor=nobody)
    answer = draft(session, comment, actor=make.moderator(session))
    for nobody in (make.user(session), make.moderator(session)):
        with pytest.raises(NotAllowedError):
            release(session, [answer], actor=nobody)

    assert release(session, [answer], actor=make.administrator(session))


@pytest.mark.parametrize(
    "given",
    [
        {"reason": ""},
        {"outcome": Outcome.DEFERRED},
        {"deferred_until": LATER},
        {"released_at": NOW, "released_by_id": None},
    ],
)
def test_the_database_too_refuses_half_an_answer(session, given):
    with pytest.raises(IntegrityError):
        make_drafts.answer(session, **given)


def test_a_comment_has_one_answer(session):
    comment = make_drafts.comment(session)
    make_drafts.answer(session, comment)

    with pytest.raises(IntegrityError):
        make_drafts.answer(session, comment)
    session.rollback()
    assert len(session.scalars(select(Disposition)).all()) == 1
