import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.consultation import services
from ikparticipation.consultation.models import (
    NEXT,
    Comment,
    CommentStatus,
    DeclineCategory,
)
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from tests import make, make_drafts

NOW = clock.now()
DRAFT, SUBMITTED, PUBLISHED, DECLINED, WITHDRAWN = CommentStatus
UNSEEN = "unseen"  # published at once, looked at by nobody yet


def publish(session, comment, **given):
    moderator = given.pop("moderator", None) or make.moderator(session)
    services.publish_comment(session, comment, moderator=moderator, at=NOW, **given)


def decline(session, comment, **given):
    defaults = {"category": DeclineCategory.INSULT, "reason": "Bitte sachlich.", "at": NOW}
    moderator = given.pop("moderator", None) or make.moderator(session)
    services.decline_comment(session, comment, moderator=moderator, **defaults | given)


def comment_in(session, state):
    if state == UNSEEN:
        return make_drafts.unseen_comment(session)
    return make_drafts.comment(session, status=state)


@pytest.mark.parametrize(
    ("state", "act", "then", "action"),
    [
        (SUBMITTED, publish, PUBLISHED, Action.COMMENT_PUBLISHED),
        (SUBMITTED, decline, DECLINED, Action.COMMENT_DECLINED),
        (UNSEEN, publish, PUBLISHED, Action.COMMENT_CONFIRMED),  # it stays, and has been looked at
        (UNSEEN, decline, DECLINED, Action.COMMENT_DECLINED),
        (PUBLISHED, publish, None, None),
        (PUBLISHED, decline, DECLINED, Action.COMMENT_DECLINED),  # taken back
        (DECLINED, publish, PUBLISHED, Action.COMMENT_PUBLISHED),  # declined by mistake
        (DECLINED, decline, None, None),
        (WITHDRAWN, publish, None, None),
        (WITHDRAWN, decline, None, None),
        (DRAFT, publish, None, None),  # only its organisation releases it
        (DRAFT, decline, None, None),
    ],
)
def test_what_a_moderator_may_decide(session, state, act, then, action):
    comment = comment_in(session, state)
    before = comment.status

    if then is None:
        with pytest.raises(ConflictError):
            act(session, comment)
        assert comment.status is before
        return
    moderator = make.moderator(session)
    act(session, comment, moderator=moderator)

    session.commit()
    assert (comment.status, comment.decided_by_id) == (then, moderator.id)
    assert comment.decided_at == NOW
    events = session.scalars(select(AuditEvent).where(AuditEvent.subject_id == comment.id)).all()
    assert [(e.action, e.actor_id) for e in events] == [(action, moderator.id)]


def test_the_table_of_statuses_knows_every_status():
    assert set(NEXT) == set(CommentStatus)
    assert all(status not in NEXT[status] for status in CommentStatus)


@pytest.mark.parametrize("act", [publish, decline])
@pytest.mark.parametrize("state", [SUBMITTED, UNSEEN])
def test_the_second_of_two_moderators_overwrites_nothing(session, act, state):
    comment = comment_in(session, state)
    seen = comment.version
    first, second = make.moderator(session), make.moderator(session)
    act(session, comment, moderator=first, seen=seen)

    for other in (publish, decline):
        with pytest.raises(ConflictError):
            other(session, comment, moderator=second, seen=seen)

    assert comment.decided_by_id == first.id


@pytest.mark.parametrize("act", [publish, decline])
def test_the_same_decision_sent_twice_is_one(session, act):
    comment, moderator = comment_in(session, SUBMITTED), make.moderator(session)
    seen = comment.version

    act(session, comment, moderator=moderator, seen=seen)
    act(session, comment, moderator=moderator, seen=seen)

    session.flush()
    events = session.scalars(select(AuditEvent).where(AuditEvent.subject_id == comment.id)).all()
    assert len(events) == 1


def test_a_comment_that_is_published_after_all_loses_the_reason_against_it(session):
    comment = comment_in(session, DECLINED)

    publish(session, comment)

    assert (comment.decline_category, comment.decline_reason) == (None, "")
    assert comment.published_at == NOW


def test_when_it_could_first_be_read_stays_known(session):
    comment = comment_in(session, UNSEEN)
    first = comment.published_at

    decline(session, comment)
    publish(session, comment)

    assert comment.published_at == first


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_nobody_is_declined_without_a_reason(session, reason):
    comment = comment_in(session, SUBMITTED)

    with pytest.raises(InvalidError):
        decline(session, comment, reason=reason)

    assert session.get_one(Comment, comment.id).status is SUBMITTED


@pytest.mark.parametrize("act", [publish, decline])
@pytest.mark.parametrize("who", [make.user, make.member])
def test_only_staff_decide(session, act, who):
    comment = comment_in(session, SUBMITTED)

    with pytest.raises(NotAllowedError):
        act(session, comment, moderator=who(session))
    with pytest.raises(NotAllowedError):
        act(session, comment, moderator=comment.author)
