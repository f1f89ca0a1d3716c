"""What an organisation drafts together, and who makes it official."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from ikparticipation import clock
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.consultation import services
from ikparticipation.consultation.models import (
    CommentKind,
    CommentStatus,
    Moderation,
    Statement,
)
from ikparticipation.consultation.queries.commenting.statements import unreleased_drafts
from ikparticipation.consultation.receipt import receipt_document, statement_document
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.organisations.models import MemberRole
from ikparticipation.organisations.queries import membership_of
from ikparticipation.receipts import hash_of
from tests import make, make_drafts

DRAFT = CommentStatus.DRAFT


def seen(*drafts):
    return {draft.id: draft.version for draft in drafts}


def release(session, in_round, person, drafts, **given):
    organisation_id = drafts[0].organisation_id
    return services.release_statement(
        session,
        **{
            "in_round": in_round,
            "membership": membership_of(session, person, organisation_id),
            "chosen": seen(*drafts),
            "actor": person,
            "at": clock.now(),
        }
        | given,
    )


class TestRelease:
    @pytest.mark.parametrize(
        ("moderation", "status"),
        [
            (Moderation.PRE, CommentStatus.SUBMITTED),
            (Moderation.POST, CommentStatus.PUBLISHED),
        ],
    )
    def test_drafts_go_the_way_of_all_comments_with_one_receipt_for_all(
        self, session, in_round, representative, drafts, moderation, status
    ):
        in_round.moderation = moderation

        released = release(session, in_round, representative, drafts)

        session.commit()
        session.expire_all()
        assert {d.status for d in drafts} == {status}
        assert {d.statement_id for d in drafts} == {released.id}
        assert [hash_of(receipt_document(d)) for d in drafts] == [d.receipt_hash for d in drafts]
        said = statement_document(released, [d.receipt_hash for d in drafts])
        assert released.receipt_hash == hash_of(said)
        assert str(representative.name) not in str(said)
        actions = session.scalars(select(AuditEvent.action)).all()
        assert actions.count(Action.COMMENT_SUBMITTED) == 2
        assert actions.count(Action.STATEMENT_RELEASED) == 1

    def test_some_can_wait(self, session, in_round, representative, drafts):
        release(session, in_round, representative, drafts[:1])

        assert [d.status for d in drafts] == [CommentStatus.SUBMITTED, DRAFT]

    def test_again_is_the_same_statement(self, session, in_round, representative, drafts):
        chosen = seen(*drafts)
        first = release(session, in_round, representative, drafts, chosen=chosen)
        session.commit()

        second = release(session, in_round, representative, drafts, chosen=chosen)

        assert second.id == first.id
        assert session.scalar(select(func.count(Statement.id))) == 1

    def test_not_by_a_contributor(self, session, in_round, contributor, drafts):
        with pytest.raises(NotAllowedError, match="vertritt"):
            release(session, in_round, contributor, drafts)

    def test_not_for_another_organisation(self, session, in_round, drafts):
        own = make.organisation(session)
        stranger = make.member(session, of=own)
        with pytest.raises(ConflictError):
            release(
                session,
                in_round,
                stranger,
                drafts,
                membership=membership_of(session, stranger, own.id),
            )

    def test_not_with_somebody_elses_mandate(self, session, in_round, representative, drafts):
        membership = membership_of(session, representative, drafts[0].organisation_id)

        with pytest.raises(NotAllowedError):
            release(session, in_round, make.user(session), drafts, membership=membership)

    @pytest.mark.parametrize("change", ["changed", "deleted", "released"])
    def test_not_when_one_is_not_as_it_was_read(
        self, session, in_round, representative, drafts, change
    ):
        chosen = seen(*drafts)
        if change == "changed":
            drafts[0].text = "Anders"
        elif change == "deleted":
            session.delete(drafts[0])
        else:
            release(session, in_round, representative, drafts[:1])
        session.commit()

        with pytest.raises(ConflictError, match="lesen Sie die Liste noch einmal"):
            release(session, in_round, representative, drafts[1:], chosen=chosen)

        assert drafts[1].status is DRAFT

    @pytest.mark.parametrize(
        ("status", "may"),
        [(CommentStatus.PUBLISHED, True), (CommentStatus.DECLINED, False)],
    )
    def test_no_reply_to_what_nobody_reads_any_more(
        self, session, in_round, representative, drafts, status, may
    ):
        parent = make_drafts.comment(session, in_round=in_round, passage=None, status=status)
        drafts[0].parent_id = parent.id
        session.commit()

        if may:
            assert release(session, in_round, representative, drafts)
        else:
            with pytest.raises(ConflictError, match="auf den Sie erwidern"):
                release(session, in_round, representative, drafts)
            session.rollback()
            assert {make_drafts.reread(session, draft).status for draft in drafts} == {DRAFT}

    def test_not_after_the_end(self, session, in_round, representative, drafts):
        late = in_round.closes_at + timedelta(seconds=1)

        with pytest.raises(ConflictError, match="Die Runde ist beendet"):
            release(session, in_round, representative, drafts, at=late)


class TestDraft:
    def change(self, session, draft, membership, **given):
        defaults = {"kind": CommentKind.REMARK, "text": "Neu", "replacement": None}
        services.change_draft(
            session, draft, membership=membership, at=clock.now(), **defaults | given
        )

    def test_every_member_can_change_it(self, session, drafts, contributor, organisation):
        self.change(session, drafts[1], membership_of(session, contributor, organisation.id))

        assert drafts[1].text == "Neu"

    def test_not_from_a_stale_page(self, session, drafts, contributor, organisation):
        membership, stale = (
            membership_of(session, contributor, organisation.id),
            drafts[0].version,
        )
        self.change(session, drafts[0], membership, text="Die andere", seen=stale)

        with pytest.raises(ConflictError, match="inzwischen geändert"):
            self.change(session, drafts[0], membership, text="Meins", seen=stale)
        self.change(session, drafts[0], membership, text="Die andere", seen=stale)

        assert drafts[0].text == "Die andere"

    def test_not_by_others_and_not_with_words_that_do_not_fit(
        self, session, drafts, contributor, organisation
    ):
        with pytest.raises(NotAllowedError):
            self.change(session, drafts[0], None)
        membership = membership_of(session, contributor, organisation.id)
        with pytest.raises(InvalidError):
            self.change(session, drafts[0], membership, kind=CommentKind.CHANGE_PROPOSAL)

    def test_what_is_released_is_no_draft_any_more(
        self, session, in_round, representative, drafts, organisation
    ):
        release(session, in_round, representative, drafts)
        membership = membership_of(session, representative, organisation.id)

        with pytest.raises(ConflictError):
            self.change(session, drafts[0], membership)
        with pytest.raises(ConflictError):
            services.delete_draft(session, drafts[0], membership=membership)


def test_a_reminder_says_where_drafts_wait(session, in_round, drafts, contributor, representative):
    now = clock.now()

    found = unreleased_drafts(session, representative, now)

    assert [(r.organisation, r.drafts, r.round_id) for r in found] == [
        ("Sprachtreff", 2, in_round.id)
    ]
    assert found[0].role is MemberRole.REPRESENTATIVE
    assert len(unreleased_drafts(session, contributor, now)) == 1
    assert unreleased_drafts(session, make.member(session), now) == []
    assert unreleased_drafts(session, representative, in_round.closes_at) == []
    assert len(drafts) == 2
