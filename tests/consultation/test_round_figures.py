"""The public figures of a round: received = published + declined + withdrawn + pending, always."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ikparticipation import clock
from ikparticipation.consultation import services
from ikparticipation.consultation.models import CommentStatus, DeclineCategory, Moderation
from ikparticipation.consultation.queries import RoundFigures, round_figures
from ikparticipation.errors import DomainError
from tests import make, make_drafts

DRAFT, SUBMITTED, PUBLISHED, DECLINED, WITHDRAWN = CommentStatus


def test_a_round_without_comments_has_received_none(session):
    in_round = make_drafts.open_round(session)

    assert round_figures(session, in_round.id) == RoundFigures(0, 0, 0, 0, 0, 0)


def test_each_state_has_its_figure_replies_and_drafts_are_not_among_them(session):
    in_round = make_drafts.open_round(session)
    states = [SUBMITTED] * 1 + [PUBLISHED] * 2 + [DECLINED] * 3 + [WITHDRAWN] * 4 + [DRAFT] * 5
    made = [make_drafts.comment(session, status=s, in_round=in_round) for s in states]
    make_drafts.comment(session, in_round=in_round, parent_id=made[1].id)
    make_drafts.comment(session)  # in another round

    assert round_figures(session, in_round.id) == RoundFigures(10, 2, 3, 4, 1, 1)


ACTS = ("publish", "decline", "hide", "withdraw", "appeal", "uphold", "refuse", "correct")
histories = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 3)), max_size=12)


class World:
    """Four comments, and what people try with them; what is refused changes nothing."""

    def __init__(self, session, moderation):
        self.session = session
        self.staff = [make.moderator(session) for _ in range(3)]
        self.round = make_drafts.open_round(session, moderation=moderation)
        made = (
            make_drafts.unseen_comment
            if moderation is Moderation.POST
            else lambda session, **given: make_drafts.comment(session, status=SUBMITTED, **given)
        )
        self.comments = [made(session, in_round=self.round) for _ in range(4)]

    def attempt(self, act, comment):
        try:
            getattr(self, act)(comment, clock.now())
        except DomainError:
            self.session.rollback()
        else:
            self.session.commit()

    def publish(self, comment, at):
        services.publish_comment(self.session, comment, moderator=self.staff[0], at=at)

    def decline(self, comment, at, moderator=0):
        services.decline_comment(
            self.session,
            comment,
            moderator=self.staff[moderator],
            category=DeclineCategory.OFF_TOPIC,
            reason="Das gehört nicht hierher.",
            at=at,
        )

    def hide(self, comment, at):
        self.decline(comment, at, moderator=1)

    def withdraw(self, comment, at):
        services.withdraw_comment(self.session, comment, actor=comment.author, at=at)

    def correct(self, comment, at):
        services.correct_comment(
            self.session,
            comment,
            kind=comment.kind,
            text=comment.text + " Bitte.",
            replacement=None,
            actor=comment.author,
            at=at,
        )

    def appeal(self, comment, at):
        services.appeal_decision(
            self.session, comment, appellant=comment.author, text="Doch.", at=at
        )

    def uphold(self, comment, at, *, upheld=True):
        filed = services.appeal_decision(
            self.session, comment, appellant=comment.author, text="Doch.", at=at
        )
        services.decide_appeal(
            self.session, filed, moderator=self.staff[2], upheld=upheld, reason="Nein.", at=at
        )

    def refuse(self, comment, at):
        self.uphold(comment, at, upheld=False)


@pytest.mark.parametrize("moderation", list(Moderation))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=histories)
def test_they_add_up_after_whatever_has_happened(session, moderation, history):
    world = World(session, moderation)

    for act, number in history:
        world.attempt(act, world.comments[number])

        figures = round_figures(session, world.round.id)
        session.commit()
        parts = (figures.published, figures.declined, figures.withdrawn, figures.pending)
        assert figures.received == 4 == sum(parts)
