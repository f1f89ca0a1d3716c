from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from ikparticipation import clock
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.consultation import services
from ikparticipation.consultation.anchors import Span, whole
from ikparticipation.consultation.models import (
    Comment,
    CommentKind,
    CommentStatus,
    DeclineCategory,
    Moderation,
)
from ikparticipation.consultation.receipt import receipt_document
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.organisations.queries import membership_of
from ikparticipation.receipts import hash_of
from tests import make, make_drafts

NOW = clock.now()
SOON = timedelta(seconds=1)


def submit(session, in_round=None, **given):
    in_round = in_round or make_drafts.open_round(session)
    passage = given.get("passage") or make_drafts.passages(session, in_round.version)[1]
    defaults = {
        "author": given.get("author") or make.user(session),
        "in_round": in_round,
        "passage": passage,
        "span": whole(passage.text),
        "kind": CommentKind.REMARK,
        "text": "Auch abends.",
        "at": clock.now(),
    }
    return services.submit_comment(session, **defaults | given)


def stored(session):
    return session.scalar(select(func.count(Comment.id)))


def test_it_waits_for_moderation_and_leaves_a_trace(session):
    comment = submit(session)

    assert (comment.status, comment.published_at) == (CommentStatus.SUBMITTED, None)
    event = session.scalars(
        select(AuditEvent).where(AuditEvent.action == Action.COMMENT_SUBMITTED)
    ).one()
    assert (event.subject_id, event.actor_id) == (comment.id, comment.author.id)


def test_in_a_round_moderated_afterwards_all_can_read_it_at_once(session):
    comment = submit(session, make_drafts.open_round(session, moderation=Moderation.POST))

    assert comment.status is CommentStatus.PUBLISHED
    assert comment.published_at == comment.submitted_at
    assert comment.decided_at is None


def test_it_stands_on_its_words_with_their_surroundings(session):
    in_round = make_drafts.open_round(session)
    passage = make_drafts.passages(session, in_round.version)[1]
    start = passage.text.index("jedem Ort")

    comment = submit(session, in_round, passage=passage, span=Span(start, start + 9))

    session.commit()
    session.expire_all()
    assert comment.quote == "jedem Ort"
    assert passage.text[comment.start : comment.end] == comment.quote
    assert comment.before == passage.text[start - 32 : start]
    assert comment.after == passage.text[start + 9 : start + 41]


def test_the_receipt_proves_words_and_place_and_names_nobody(session):
    author = make.user(session, name="Nadja Unverwechselbar")

    comment = submit(session, author=author, text="Genau diese Worte.")

    session.commit()
    session.expire_all()
    document = receipt_document(comment)
    assert comment.receipt_hash == hash_of(document)
    version = comment.passage.version
    assert document["address"] == f"/entwuerfe/{version.document.slug}/1#p2"
    assert document["text"] == "Genau diese Worte."
    assert author.name not in str(document)
    assert hash_of(document | {"text": "Andere Worte."}) != comment.receipt_hash


def test_a_member_speaks_for_the_organisation(session):
    organisation = make.organisation(session)
    author = make.member(session, of=organisation)

    comment = submit(
        session, author=author, membership=membership_of(session, author, organisation.id)
    )

    assert comment.organisation is organisation


def test_nobody_speaks_with_somebody_elses_membership(session):
    organisation = make.organisation(session)
    member = make.member(session, of=organisation)

    with pytest.raises(NotAllowedError):
        submit(session, membership=membership_of(session, member, organisation.id))


@pytest.mark.parametrize(
    ("opens", "closes", "is_open"),
    [
        (-SOON, SOON, True),
        (timedelta(0), SOON, True),  # the first moment counts
        (SOON, 2 * SOON, False),  # not yet
        (-SOON, timedelta(0), False),  # the end does not
    ],
)
def test_only_while_the_round_is_open(session, opens, closes, is_open):
    in_round = make_drafts.open_round(session, opens_at=NOW + opens, closes_at=NOW + closes)

    if is_open:
        submit(session, in_round, at=NOW)
    else:
        with pytest.raises(ConflictError):
            submit(session, in_round, at=NOW)

    assert stored(session) == is_open


@pytest.mark.parametrize("span", [Span(0, 0), Span(-1, 3), Span(5, 2), Span(0, 10_000)])
def test_not_on_words_that_are_not_there(session, span):
    with pytest.raises(ConflictError, match="stehen nicht"):
        submit(session, span=span)


def test_not_on_a_passage_of_another_version(session):
    foreign = make_drafts.passages(session, make_drafts.version(session))[0]

    with pytest.raises(ConflictError, match="gehört nicht zu der Fassung"):
        submit(session, passage=foreign, span=whole(foreign.text))


@pytest.mark.parametrize(
    ("kind", "text", "replacement", "fits"),
    [
        (CommentKind.REMARK, "x", None, True),
        (CommentKind.REMARK, "x" * 5000, None, True),
        (CommentKind.REMARK, "x" * 5001, None, False),
        (CommentKind.REMARK, "", None, False),
        (CommentKind.REMARK, "x", "neue Worte", False),
        (CommentKind.CHANGE_PROPOSAL, "x", "neue Worte", True),
        (CommentKind.CHANGE_PROPOSAL, "x", None, False),
        (CommentKind.CHANGE_PROPOSAL, "x", "", False),
        (CommentKind.CHANGE_PROPOSAL, "x", "x" * 5001, False),
    ],
)
def test_a_change_proposal_has_words_and_nothing_else_has(session, kind, text, replacement, fits):
    given = {"kind": kind, "text": text, "replacement": replacement}

    if fits:
        submit(session, **given)
    else:
        with pytest.raises(InvalidError):
            submit(session, **given)

    assert stored(session) == fits


class TestSendingTwice:
    def test_the_same_words_from_one_form_are_one_comment(self, session):
        in_round, author, form = make_drafts.open_round(session), make.user(session), uuid4()

        first = submit(session, in_round, author=author, submission_id=form)
        session.commit()
        second = submit(session, in_round, author=author, submission_id=form)
        session.commit()

        assert second.id == first.id
        assert stored(session) == 1
        events = select(AuditEvent).where(AuditEvent.action == Action.COMMENT_SUBMITTED)
        assert len(session.scalars(events).all()) == 1

    def test_also_when_the_round_has_closed_in_between(self, session):
        in_round, author, form = make_drafts.open_round(session), make.user(session), uuid4()
        first = submit(session, in_round, author=author, submission_id=form)
        session.commit()

        second = submit(
            session, in_round, author=author, submission_id=form, at=in_round.closes_at + SOON
        )

        assert second.id == first.id

    @pytest.mark.parametrize("change", [{"text": "Anders."}, {"kind": CommentKind.QUESTION}])
    def test_other_words_from_the_same_form_are_another_comment(self, session, change):
        in_round, author, form = make_drafts.open_round(session), make.user(session), uuid4()

        first = submit(session, in_round, author=author, submission_id=form)
        second = submit(session, in_round, author=author, submission_id=form, **change)

        assert second.id != first.id
        assert stored(session) == 2

    def test_somebody_elses_form_does_not_swallow_a_comment(self, session):
        in_round, form = make_drafts.open_round(session), uuid4()

        first = submit(session, in_round, submission_id=form)
        second = submit(session, in_round, submission_id=form)

        assert second.id != first.id

    def test_the_same_words_from_two_forms_are_two_comments(self, session):
        in_round, author = make_drafts.open_round(session), make.user(session)

        first = submit(session, in_round, author=author)
        second = submit(session, in_round, author=author)

        assert second.id != first.id


CATEGORY = {"decline_category": DeclineCategory.INSULT, "decline_reason": "Bitte sachlich."}


@pytest.mark.parametrize(
    ("status", "given"),
    [
        (CommentStatus.DECLINED, {"decline_reason": ""}),
        (CommentStatus.DECLINED, {"decline_category": None}),
        (CommentStatus.DECLINED, {"decided_at": None, "decided_by_id": None}),
        (CommentStatus.DECLINED, {"decided_by_id": None}),
        (CommentStatus.PUBLISHED, CATEGORY),
        (CommentStatus.PUBLISHED, {"published_at": None}),
        (CommentStatus.SUBMITTED, {"published_at": NOW}),
        (CommentStatus.SUBMITTED, CATEGORY),
        (CommentStatus.SUBMITTED, {"kind": CommentKind.CHANGE_PROPOSAL}),
        (CommentStatus.SUBMITTED, {"replacement": "neue Worte"}),
        (CommentStatus.SUBMITTED, {"start": 3, "end": 3}),
        (CommentStatus.SUBMITTED, {"start": -1}),
    ],
)
def test_the_database_too_refuses_a_state_without_its_facts(session, status, given):
    with pytest.raises(IntegrityError):
        make_drafts.comment(session, status=status, **given)
