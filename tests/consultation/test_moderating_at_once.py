"""Two moderators, or two readers, at the very same moment. On both databases, with threads."""

import pytest

from ikparticipation import clock
from ikparticipation.accounts.models import User
from ikparticipation.consultation import services
from ikparticipation.consultation.models import (
    Appeal,
    Comment,
    CommentGroup,
    CommentStatus,
    DeclineCategory,
    Report,
    ReportReason,
)
from ikparticipation.errors import ConflictError
from tests import make, make_drafts
from tests.consultation.test_at_once import at_once, count

__all__ = ["at_once"]

NOW = clock.now()
TEXT = "Frau Beispiel weiß das."


def one_of(outcomes):
    """The act that was done; the others were told that they came second."""
    done = [o for o in outcomes if not isinstance(o, Exception)]
    assert all(isinstance(o, ConflictError) for o in outcomes if isinstance(o, Exception)), outcomes
    assert len(done) == 1, outcomes
    return done[0]


@pytest.mark.parametrize("attempt", range(3))
def test_of_four_acts_on_one_reported_comment_one_is_done(session, at_once, attempt):
    report = make_drafts.report(session, make_drafts.unseen_comment(session, text=TEXT))
    comment_id, seen = report.comment_id, report.comment.version
    ids = [make.moderator(session).id for _ in range(4)]

    def act(number, name, **given):
        def run(own):
            getattr(services, name)(
                own,
                own.get(Comment, comment_id),
                moderator=own.get(User, ids[number]),
                at=NOW,
                seen=seen,
                **given,
            )
            return name

        return run

    done = one_of(
        at_once(
            act(0, "publish_comment"),
            act(1, "decline_comment", category=DeclineCategory.INSULT, reason="Bitte sachlich."),
            act(2, "blacken_comment", spans=[[5, 13]]),
            act(3, "keep_comment"),
        )
    )

    comment = session.get(Comment, comment_id)
    assert (comment.status is CommentStatus.DECLINED) == (done == "decline_comment")
    assert bool(comment.blackened) == (done == "blacken_comment")


@pytest.mark.parametrize("attempt", range(3))
def test_an_appeal_is_decided_once(session, at_once, attempt):
    appeal_id = make_drafts.appeal(session).id
    ids = [make.moderator(session).id for _ in range(2)]

    def decide(number, *, upheld):
        def run(own):
            services.decide_appeal(
                own,
                own.get(Appeal, appeal_id),
                moderator=own.get(User, ids[number]),
                upheld=upheld,
                reason="Nein.",
                at=NOW,
            )
            return upheld

        return run

    done = one_of(at_once(decide(0, upheld=True), decide(1, upheld=False)))

    assert session.get(Appeal, appeal_id).upheld is done


def test_two_clicks_are_one_report(session, at_once):
    comment_id, reader_id = make_drafts.comment(session).id, make.user(session).id

    def report(own):
        return services.report_comment(
            own,
            own.get(Comment, comment_id),
            reason=ReportReason.INSULT,
            text="Gemein.",
            reporter=own.get(User, reader_id),
            at=NOW,
        ).id

    first, second = at_once(report, report)

    assert first == second
    assert count(session, Report) == 1


@pytest.mark.parametrize("attempt", range(3))
def test_nobody_is_in_two_groups(session, at_once, attempt):
    in_round = make_drafts.open_round(session)
    ids = [make_drafts.comment(session, in_round=in_round).id for _ in range(3)]
    staff = [make.moderator(session).id for _ in range(2)]

    def form(number):
        def run(own):
            members = ids[number : number + 2]
            actor = own.get(User, staff[number])
            return services.form_group(own, members, actor=actor, at=NOW).id

        return run

    formed = one_of(at_once(form(0), form(1)))

    assert count(session, CommentGroup) == 1
    assert count(session, Comment, Comment.group_id == formed) == 2
