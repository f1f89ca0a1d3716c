"""Appeals: who may, how often, who decides, and what comes of it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.consultation import services
from ikparticipation.consultation.models import Appeal, CommentStatus, DeclineCategory
from ikparticipation.errors import ConflictError, DomainError, InvalidError, NotAllowedError
from ikparticipation.organisations.models import MemberRole
from tests import make, make_drafts

DRAFT, SUBMITTED, PUBLISHED, DECLINED, WITHDRAWN = CommentStatus
NOW = clock.now()
MINUTE = timedelta(minutes=1)
TEXT = "Ich nenne doch niemanden."


def appeal(session, comment, *, appellant=None, text=TEXT, at=NOW):
    person = appellant or comment.author
    return services.appeal_decision(session, comment, appellant=person, text=text, at=at)


def decide(session, filed, *, upheld, moderator=None, at=NOW + MINUTE, **given):
    services.decide_appeal(
        session,
        filed,
        moderator=moderator or make.moderator(session),
        upheld=upheld,
        at=at,
        **({"reason": "Doch, im zweiten Satz."} | given),
    )


def decline(session, comment, moderator, at):
    services.decline_comment(
        session,
        comment,
        moderator=moderator,
        category=DeclineCategory.INSULT,
        reason="Bitte sachlich.",
        at=at,
    )


def actions(session, *things):
    session.flush()
    ids = [thing.id for thing in things]
    query = select(AuditEvent).where(AuditEvent.subject_id.in_(ids)).order_by(AuditEvent.at)
    return [event.action for event in session.scalars(query)]


@pytest.mark.parametrize(
    ("status", "may"),
    [
        (DRAFT, False),
        (SUBMITTED, False),
        (PUBLISHED, False),
        (DECLINED, True),
        (WITHDRAWN, False),
    ],
)
def test_only_what_is_declined_can_be_appealed(session, status, may):
    comment = make_drafts.comment(session, status=status)

    if not may:
        with pytest.raises(ConflictError):
            appeal(session, comment)
        return
    filed = appeal(session, comment)

    assert (filed.text, filed.appealed_by_id, filed.upheld) == (TEXT, comment.author_id, None)
    assert comment.status is DECLINED
    assert actions(session, comment) == [Action.COMMENT_APPEALED]


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("author", True),
        (MemberRole.REPRESENTATIVE, True),
        (MemberRole.CONTRIBUTOR, False),  # others of the organisation only draft
        ("representative of another", False),
        ("moderator", False),
    ],
)
def test_the_author_appeals_or_who_represents_the_organisation(session, who, may):
    organisation = make.organisation(session)
    comment = make_drafts.comment(session, status=DECLINED, organisation=organisation)
    people = {
        "author": lambda: comment.author,
        "representative of another": lambda: make.member(session),
        "moderator": lambda: make.moderator(session),
    }
    person = people.get(who, lambda: make.member(session, of=organisation, role=who))()

    if may:
        assert appeal(session, comment, appellant=person).appealed_by_id == person.id
    else:
        with pytest.raises(NotAllowedError):
            appeal(session, comment, appellant=person)


@pytest.mark.parametrize("text", ["", "  \n", "x" * 5001])
def test_an_appeal_says_why(session, text):
    with pytest.raises(InvalidError):
        appeal(session, make_drafts.comment(session, status=DECLINED), text=text)


def test_a_double_click_is_one_appeal_other_words_are_refused(session):
    comment = make_drafts.comment(session, status=DECLINED)

    first, second = appeal(session, comment), appeal(session, comment)

    assert first is second
    with pytest.raises(ConflictError):
        appeal(session, comment, text="Und außerdem …")
    assert session.scalars(select(Appeal)).all() == [first]


class TestDeciding:
    @pytest.fixture
    def comment(self, session):
        return make_drafts.comment(session, status=DECLINED)

    @pytest.mark.parametrize(
        ("upheld", "status", "reason"),
        [(True, PUBLISHED, ""), (False, DECLINED, "Doch, im zweiten Satz.")],
    )
    def test_it_is_published_after_all_or_stays_with_a_reason(
        self, session, comment, upheld, status, reason
    ):
        filed, moderator = appeal(session, comment), make.moderator(session)

        decide(session, filed, upheld=upheld, moderator=moderator)

        session.commit()
        assert (comment.status, comment.decline_reason) == (status, reason)
        assert (comment.decided_by_id, comment.decided_at) == (moderator.id, NOW + MINUTE)
        assert (filed.upheld, filed.decided_by_id) == (upheld, moderator.id)
        published = [Action.COMMENT_PUBLISHED] if upheld else []
        expected = [Action.COMMENT_APPEALED, *published, Action.APPEAL_DECIDED]
        assert actions(session, comment, filed) == expected

    def test_never_by_who_declined_it(self, session):
        first = make.moderator(session)
        comment = make_drafts.comment(session, status=DECLINED, decided_by_id=first.id)
        filed = appeal(session, comment)

        with pytest.raises(NotAllowedError):
            decide(session, filed, upheld=True, moderator=first)

        assert filed.decided_at is None

    def test_never_by_who_wrote_it(self, session):
        colleague = make.moderator(session)
        comment = make_drafts.comment(session, status=DECLINED, author=colleague)

        with pytest.raises(NotAllowedError):
            decide(session, appeal(session, comment), upheld=True, moderator=colleague)

    def test_only_by_staff(self, session, comment):
        with pytest.raises(NotAllowedError):
            decide(session, appeal(session, comment), upheld=True, moderator=make.user(session))

    def test_staying_declined_needs_a_reason(self, session, comment):
        with pytest.raises(InvalidError):
            decide(session, appeal(session, comment), upheld=False, reason=" ")

    def test_the_second_of_two_overwrites_nothing_and_twice_is_once(self, session, comment):
        filed, first, second = (
            appeal(session, comment), make.moderator(session), make.moderator(session)
        )  # fmt: skip

        decide(session, filed, upheld=True, moderator=first)
        decide(session, filed, upheld=True, moderator=first)

        with pytest.raises(ConflictError):
            decide(session, filed, upheld=False, moderator=second)
        assert filed.upheld is True
        assert len(actions(session, filed)) == 1

    def test_a_decision_rests_on_what_was_seen(self, session, comment):
        filed, seen = appeal(session, comment), comment.version

        with pytest.raises(ConflictError):
            decide(session, filed, upheld=True, seen=seen - 1)

        assert comment.status is DECLINED

    def test_not_on_a_comment_that_was_taken_back_meanwhile(self, session, comment):
        filed = appeal(session, comment)
        services.withdraw_comment(session, comment, actor=comment.author, at=NOW)

        with pytest.raises(ConflictError):
            decide(session, filed, upheld=True)

    def test_until_then_nobody_else_publishes_it(self, session, comment):
        appeal(session, comment)

        with pytest.raises(ConflictError):
            services.publish_comment(session, comment, moderator=make.moderator(session), at=NOW)


class TestOnceForEachDecision:
    def test_not_again_after_it_was_not_upheld(self, session):
        comment = make_drafts.comment(session, status=DECLINED)
        decide(session, appeal(session, comment), upheld=False)

        with pytest.raises(ConflictError):
            appeal(session, comment, at=NOW + 2 * MINUTE)

    @pytest.mark.parametrize("upheld", [True, False])
    def test_again_when_it_is_declined_anew(self, session, upheld):
        comment = make_drafts.comment(session, status=DECLINED)
        decide(session, appeal(session, comment), upheld=upheld)
        if not upheld:
            moderator = make.moderator(session)
            services.publish_comment(session, comment, moderator=moderator, at=NOW + 2 * MINUTE)
        decline(session, comment, make.moderator(session), NOW + 3 * MINUTE)

        again = appeal(session, comment, at=NOW + 4 * MINUTE)

        assert again.decided_at is None
        decide(session, again, upheld=True, at=NOW + 5 * MINUTE)
        assert comment.status is PUBLISHED

    def test_every_error_has_words(self, session):
        comment = make_drafts.comment(session)

        with pytest.raises(DomainError) as refused:
            appeal(session, comment)

        assert str(refused.value) == "Dieser Kommentar ist nicht abgelehnt."
