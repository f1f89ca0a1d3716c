"""Groups: formed by a person, of comments of one round, and undone without a trace on them."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.consultation import services
from ikparticipation.consultation.models import CommentGroup, CommentKind, CommentStatus
from ikparticipation.consultation.queries.moderating import groups as queries
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from tests import make, make_drafts

DRAFT, SUBMITTED, PUBLISHED, DECLINED, WITHDRAWN = CommentStatus
EVENING = "Bitte bieten Sie auch abends Kurse an, damit Berufstätige teilnehmen können."


@pytest.fixture
def in_round(session):
    return make_drafts.open_round(session)


@pytest.fixture
def comments(session, in_round):
    return [make_drafts.comment(session, in_round=in_round, text=EVENING) for _ in range(3)]


def form(session, *members, actor=None):
    ids = [c.id for c in members]
    actor = actor or make.moderator(session)
    formed = services.form_group(session, ids, actor=actor, at=clock.now())
    session.commit()
    return formed


def actions(session):
    session.flush()
    return [e.action for e in session.scalars(select(AuditEvent).order_by(AuditEvent.at))]


def proposed(session, in_round):
    session.commit()
    return [set(p.ids) for p in queries.proposed_groups(session, in_round.id)]


class TestForming:
    def test_it_has_its_members_and_a_line_in_the_trail(self, session, comments):
        formed = form(session, *comments[:2])

        assert [c.group_id for c in comments] == [formed.id, formed.id, None]
        event = session.scalars(
            select(AuditEvent).where(AuditEvent.action == Action.COMMENTS_GROUPED)
        ).one()
        assert event.subject_id == formed.id
        assert set(event.facts["comments"]) == {str(c.id) for c in comments[:2]}

    def test_nobody_who_is_just_moderating_is_disturbed(self, session, comments):
        seen = [c.version for c in comments]

        formed = form(session, *comments)
        services.dissolve_group(session, formed, actor=make.moderator(session))

        session.commit()
        assert [make_drafts.reread(session, c).version for c in comments] == seen

    def test_a_double_click_is_one_group(self, session, comments):
        assert form(session, *comments[:2]) is form(session, *comments[:2])
        assert actions(session).count(Action.COMMENTS_GROUPED) == 1

    @pytest.mark.parametrize("number", [0, 1])
    def test_one_is_no_group(self, session, comments, number):
        with pytest.raises(InvalidError):
            form(session, *comments[:number])

    def test_unknown_ones_are_none(self, session, comments):
        with pytest.raises(InvalidError):
            services.form_group(
                session, [comments[0].id, uuid4()], actor=make.moderator(session), at=clock.now()
            )

    def test_not_across_rounds(self, session, comments):
        with pytest.raises(InvalidError):
            form(session, comments[0], make_drafts.comment(session))

    def test_not_in_two_groups(self, session, comments):
        form(session, *comments[:2])

        with pytest.raises(ConflictError):
            form(session, *comments[1:])

    @pytest.mark.parametrize(
        ("status", "may"),
        [
            (DRAFT, False),
            (SUBMITTED, True),
            (PUBLISHED, True),
            (DECLINED, False),
            (WITHDRAWN, False),
        ],
    )
    def test_only_of_what_will_be_answered(self, session, in_round, comments, status, may):
        other = make_drafts.comment(session, status=status, in_round=in_round)

        if may:
            assert form(session, comments[0], other).id == other.group_id
        else:
            with pytest.raises(ConflictError):
                form(session, comments[0], other)

    def test_not_of_replies(self, session, in_round, comments):
        reply = make_drafts.comment(session, in_round=in_round, parent_id=comments[0].id)

        with pytest.raises(ConflictError):
            form(session, comments[0], reply)

    def test_only_by_staff(self, session, comments):
        with pytest.raises(NotAllowedError):
            form(session, *comments, actor=comments[0].author)


class TestChanging:
    def test_more_are_added(self, session, comments):
        formed = form(session, *comments[:2])

        services.add_to_group(
            session, formed, [c.id for c in comments], actor=make.moderator(session)
        )

        session.commit()
        assert {c.group_id for c in comments} == {formed.id}
        event = session.scalars(select(AuditEvent).order_by(AuditEvent.at.desc())).first()
        assert event.facts["comments"] == [str(comments[2].id)]

    def test_none_is_nothing_to_add(self, session, comments):
        formed = form(session, *comments)

        with pytest.raises(InvalidError):
            services.add_to_group(session, formed, [], actor=make.moderator(session))

    def test_a_member_is_split_off(self, session, comments):
        formed, actor = form(session, *comments), make.moderator(session)

        for _ in range(2):
            services.split_off(session, formed, [comments[1].id], actor=actor)

        session.commit()
        assert [c.group_id for c in comments] == [formed.id, None, formed.id]
        assert actions(session).count(Action.COMMENT_SPLIT_OFF) == 1

    def test_with_the_last_but_one_the_group_is_gone(self, session, comments):
        formed = form(session, *comments[:2])

        services.split_off(session, formed, [comments[0].id], actor=make.moderator(session))

        session.commit()
        assert [c.group_id for c in comments] == [None, None, None]
        assert session.scalars(select(CommentGroup)).all() == []

    def test_those_who_are_in_another_group_stay_there(self, session, in_round, comments):
        others = [make_drafts.comment(session, in_round=in_round) for _ in range(2)]
        formed, second = form(session, *comments), form(session, *others)

        services.split_off(session, formed, [others[0].id], actor=make.moderator(session))

        session.commit()
        assert {c.group_id for c in others} == {second.id}
        assert Action.COMMENT_SPLIT_OFF not in actions(session)

    def test_a_group_is_dissolved(self, session, comments):
        formed = form(session, *comments)

        services.dissolve_group(session, formed, actor=make.moderator(session))

        session.commit()
        assert [c.group_id for c in comments] == [None, None, None]
        assert session.scalars(select(CommentGroup)).all() == []


class TestProposals:
    def test_what_is_alike_is_proposed_until_it_is_a_group(self, session, in_round, comments):
        make_drafts.comment(session, in_round=in_round, text="Etwas ganz anderes.")
        make_drafts.comment(session, text=EVENING)  # of another round
        assert proposed(session, in_round) == [{c.id for c in comments}]

        form(session, *comments)

        assert proposed(session, in_round) == []

    @pytest.mark.parametrize("status", [DRAFT, DECLINED, WITHDRAWN])
    def test_what_will_not_be_answered_is_not(self, session, in_round, status):
        for _ in range(2):
            make_drafts.comment(session, status=status, in_round=in_round, text=EVENING)

        assert proposed(session, in_round) == []

    def test_what_was_split_off_is_not_proposed_again(self, session, in_round, comments):
        formed = form(session, *comments)

        services.split_off(session, formed, [comments[0].id], actor=make.moderator(session))

        assert proposed(session, in_round) == []

    def test_what_was_kept_apart_is_not_either(self, session, in_round, comments):
        actor = make.moderator(session)

        services.keep_apart(session, [comments[0].id], actor=actor)

        assert proposed(session, in_round) == [{c.id for c in comments[1:]}]

    def test_comments_on_the_whole_text_have_a_place_too(self, session, in_round):
        whole = [
            make_drafts.comment(session, in_round=in_round, text=EVENING, passage=None)
            for _ in range(2)
        ]

        assert proposed(session, in_round) == [{c.id for c in whole}]


class TestMembers:
    def test_everybody_reads_the_published_ones(self, session, in_round, comments):
        hidden = make_drafts.comment(session, status=SUBMITTED, in_round=in_round)
        formed = form(session, *comments, hidden)

        shown = queries.group_members(session, formed.id, reader=None)

        assert [m.id for m in shown] == [c.id for c in comments]

    def test_not_before_a_sealed_round_has_ended(self, session):
        in_round = make_drafts.open_round(session, sealed=True)
        formed = form(session, *(make_drafts.comment(session, in_round=in_round) for _ in range(2)))

        assert queries.group_members(session, formed.id, reader=None) == []
        staff = queries.group_members(session, formed.id, reader=make.moderator(session))
        assert len(staff) == 2

    def test_staff_see_them_all_and_what_could_be_added(self, session, in_round, comments):
        hidden = make_drafts.comment(session, status=SUBMITTED, in_round=in_round)
        formed = form(session, comments[0], hidden)

        assert {m.id for m in queries.members_of(session, formed.id)} == {comments[0].id, hidden.id}
        found = queries.candidates_for(session, formed)
        assert [c.id for c in found] == [c.id for c in comments[1:]]

    def test_what_was_withdrawn_is_read_by_nobody(self, session, in_round, comments):
        gone = make_drafts.withdrawn_comment(
            session,
            in_round=in_round,
            text="Nie wieder",
            kind=CommentKind.CHANGE_PROPOSAL,
            replacement="Nimmermehr",
        )
        group, _ = make_drafts.group(session, gone, comments[0])

        listed = {member.id: member for member in queries.members_of(session, group.id)}

        assert (listed[gone.id].text, listed[gone.id].replacement) == ("", None)
        assert listed[comments[0].id].text == EVENING
