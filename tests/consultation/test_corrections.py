"""Putting a comment right and taking it back: who may, when, and what is kept."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.consultation import services
from ikparticipation.consultation.models import (
    Channel,
    CommentGroup,
    CommentKind,
    CommentRevision,
    CommentStatus,
    Moderation,
)
from ikparticipation.consultation.receipt import receipt_document
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.organisations.models import Membership
from ikparticipation.organisations.queries import membership_of
from ikparticipation.receipts import hash_of
from tests import make, make_drafts

SUBMITTED, PUBLISHED, DECLINED, WITHDRAWN, DRAFT = (
    CommentStatus.SUBMITTED,
    CommentStatus.PUBLISHED,
    CommentStatus.DECLINED,
    CommentStatus.WITHDRAWN,
    CommentStatus.DRAFT,
)


def correct(session, comment, **given):
    defaults = {
        "kind": CommentKind.REMARK,
        "text": "Richtig gestellt.",
        "replacement": None,
        "actor": comment.author,
        "at": clock.now(),
    }
    services.correct_comment(session, comment, **defaults | given)


def withdraw(session, comment, **given):
    defaults = {"actor": comment.author, "at": clock.now()}
    services.withdraw_comment(session, comment, **defaults | given)


def revisions(session):
    return session.scalars(select(CommentRevision).order_by(CommentRevision.number)).all()


@pytest.mark.parametrize(
    ("moderation", "before", "after"),
    [
        (Moderation.PRE, SUBMITTED, SUBMITTED),  # it goes on waiting
        (Moderation.PRE, PUBLISHED, SUBMITTED),  # back to the queue, nobody reads it meanwhile
        (Moderation.POST, PUBLISHED, PUBLISHED),  # all go on reading it; it is looked at again
        (Moderation.PRE, DECLINED, None),  # a new comment can be written instead
        (Moderation.POST, DECLINED, None),
        (Moderation.PRE, WITHDRAWN, None),
        (Moderation.PRE, DRAFT, None),  # a draft is changed, not corrected
    ],
)
def test_what_a_correction_makes_of_each_status(session, moderation, before, after):
    in_round = make_drafts.open_round(session, moderation=moderation)
    member = make.member(session)
    organisation = session.scalars(select(Membership)).one().organisation
    comment = make_drafts.comment(
        session, in_round=in_round, status=before, author=member, organisation=organisation
    )
    membership = membership_of(session, member, organisation.id)

    if after is None:
        with pytest.raises(ConflictError):
            correct(session, comment, membership=membership)
        assert comment.status is before
    else:
        correct(session, comment, membership=membership)
        session.commit()
        assert (comment.status, comment.decided_at) == (after, None)
        assert (comment.published_at is None) == (after is SUBMITTED)


@pytest.mark.parametrize(
    ("before", "possible"),
    [(SUBMITTED, True), (PUBLISHED, True), (DECLINED, True), (WITHDRAWN, True), (DRAFT, False)],
)
def test_what_can_be_withdrawn(session, before, possible):
    member = make.member(session)
    organisation = session.scalars(select(Membership)).one().organisation
    comment = make_drafts.comment(session, status=before, author=member, organisation=organisation)
    membership = membership_of(session, member, organisation.id)

    if possible:
        withdraw(session, comment, membership=membership)
        session.commit()
        assert comment.status is WITHDRAWN
        assert (comment.withdrawn_at is None, comment.decline_category) == (False, None)
    else:
        with pytest.raises(ConflictError):
            withdraw(session, comment, membership=membership)


class TestCorrection:
    def test_the_words_before_are_kept_with_their_receipt(self, session):
        comment = make_drafts.comment(session, text="Falsch", author=make.user(session))
        first = (comment.receipt_code, comment.receipt_hash)

        correct(session, comment)
        correct(session, comment, text="Noch richtiger.")

        session.commit()
        session.expire_all()
        kept = revisions(session)
        assert [(r.number, r.text) for r in kept] == [(1, "Falsch"), (2, "Richtig gestellt.")]
        assert (kept[0].receipt_code, kept[0].receipt_hash) == first
        assert comment.corrected == 2
        assert comment.receipt_hash == hash_of(receipt_document(comment)) != first[1]
        actions = session.scalars(select(AuditEvent.action)).all()
        assert actions.count(Action.COMMENT_CORRECTED) == 2

    def test_the_same_words_once_more_are_no_correction(self, session):
        comment = make_drafts.comment(session, text="Gut so")

        correct(session, comment, text="Gut so", seen=0)

        assert (comment.corrected, revisions(session)) == (0, [])

    def test_not_from_a_stale_page(self, session):
        comment = make_drafts.comment(session)

        with pytest.raises(ConflictError, match="inzwischen geändert"):
            correct(session, comment, seen=comment.version + 1)

    @pytest.mark.parametrize("released", [True, False])
    def test_not_when_it_is_answered(self, session, released):
        answer = make_drafts.answer(session, released=released)

        if released:
            with pytest.raises(ConflictError, match="schon geantwortet"):
                correct(session, answer.comment)
        else:
            correct(session, answer.comment)

    def test_not_after_the_end_unless_it_came_by_letter(self, session):
        late, moderator = make_drafts.closed_round(session), make.moderator(session)
        comment = make_drafts.comment(session, in_round=late)
        letter = make_drafts.comment(
            session, in_round=late, author=moderator, channel=Channel.LETTER,
            received_on=clock.now().date(), sender="Frau Beispiel",
        )  # fmt: skip

        with pytest.raises(ConflictError, match="solange die Runde läuft"):
            correct(session, comment)
        correct(session, letter, actor=make.moderator(session))

        assert letter.corrected == 1

    def test_blackened_words_are_not_replaced_by_unseen_ones(self, session):
        in_round = make_drafts.open_round(session, moderation=Moderation.POST)
        comment = make_drafts.comment(session, in_round=in_round, blackened=[[0, 3]])

        correct(session, comment)

        session.commit()
        assert (comment.status, comment.blackened) == (SUBMITTED, [])

    def test_what_pages_keep_of_the_round_is_made_anew(self, session):
        comment = make_drafts.comment(session)
        before = make_drafts.reread(session, comment.round).stamp

        correct(session, comment)

        assert make_drafts.reread(session, comment.round).stamp > before

    def test_new_words_for_the_text_need_a_place(self, session):
        comment = make_drafts.comment(session, passage=None)

        with pytest.raises(InvalidError):
            correct(session, comment, kind=CommentKind.CHANGE_PROPOSAL, replacement="Neu")


class TestItsGroup:
    """New words are answered anew, so the comment leaves those it was put together with."""

    @pytest.fixture
    def comments(self, session):
        in_round = make_drafts.open_round(session)
        return [make_drafts.comment(session, in_round=in_round) for _ in range(3)]

    @pytest.mark.parametrize("act", [correct, withdraw])
    def test_the_others_stay_together(self, session, comments, act):
        group, _ = make_drafts.group(session, *comments)

        act(session, comments[0])

        session.commit()
        stored = [make_drafts.reread(session, comment).group_id for comment in comments]
        assert stored == [None, group.id, group.id]

    @pytest.mark.parametrize("act", [correct, withdraw])
    def test_one_alone_is_no_group(self, session, comments, act):
        make_drafts.group(session, *comments[:2])
        version = comments[1].version

        act(session, comments[0])

        session.commit()
        left = make_drafts.reread(session, comments[1])
        assert (left.group_id, left.version) == (None, version)
        assert session.scalars(select(CommentGroup)).all() == []


class TestWhoMay:
    @pytest.fixture
    def scene(self, session, organisation, contributor, representative):
        comment = make_drafts.comment(session, author=contributor, organisation=organisation)
        colleague = {
            "author, without mandate": contributor,
            "representative": representative,
            "representative of another": make.member(session),
            "moderator": make.moderator(session),
        }
        return comment, colleague

    @pytest.mark.parametrize("act", [correct, withdraw])
    @pytest.mark.parametrize(
        ("who", "allowed"),
        [
            ("author, without mandate", False),
            ("representative", True),
            ("representative of another", False),
            ("moderator", False),
        ],
    )
    def test_for_an_organisation_those_with_a_mandate(self, session, scene, act, who, allowed):
        comment, people = scene
        person = people[who]
        membership = membership_of(session, person, comment.organisation_id)

        if allowed:
            act(session, comment, actor=person, membership=membership)
        else:
            with pytest.raises(NotAllowedError):
                act(session, comment, actor=person, membership=membership)

    @pytest.mark.parametrize("act", [correct, withdraw])
    def test_in_their_own_name_only_the_author(self, session, act):
        comment = make_drafts.comment(session)

        with pytest.raises(NotAllowedError):
            act(session, comment, actor=make.moderator(session))
        act(session, comment)

    def test_nobody_borrows_a_mandate(self, session, scene):
        comment, people = scene
        membership = membership_of(session, people["representative"], comment.organisation_id)

        with pytest.raises(NotAllowedError):
            withdraw(session, comment, actor=make.user(session), membership=membership)


class TestWithdrawal:
    def test_twice_is_once(self, session):
        comment = make_drafts.comment(session)
        withdraw(session, comment)

        withdraw(session, comment, at=clock.now() + timedelta(days=1))

        actions = session.scalars(select(AuditEvent.action)).all()
        assert actions.count(Action.COMMENT_WITHDRAWN) == 1

    def test_not_when_it_is_answered(self, session):
        answer = make_drafts.answer(session)

        with pytest.raises(ConflictError, match="schon geantwortet"):
            withdraw(session, answer.comment)
