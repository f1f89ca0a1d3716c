"""What is written when a comment is put right or taken back, of statements and of invitations."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.accounts.models import User
from ikparticipation.consultation import mails, services
from ikparticipation.consultation.models import (
    Circle,
    CommentKind,
    CommentStatus,
    RoundInvitation,
    Statement,
)
from ikparticipation.mail import OutgoingMail
from ikparticipation.organisations.queries import membership_of
from tests import make, make_drafts
from tests.consultation.test_mails import AT, SETTINGS, SNAPSHOTS, a_comment
from tests.snapshots import assert_reads_like

PERSON = {"email": "kim@example.org", "name": "Kim Berg", "created_at": AT}


@pytest.mark.parametrize("language", ["de", "en"])
class TestWords:
    def test_it_is_corrected(self, language):
        message = mails.corrected(a_comment(language), SETTINGS)

        assert_reads_like(message, SNAPSHOTS / f"corrected.{language}.txt")

    def test_it_is_withdrawn(self, language):
        comment = a_comment(
            language, for_organisation=True, status=CommentStatus.WITHDRAWN, withdrawn_at=AT
        )

        message = mails.withdrawn(comment, SETTINGS)

        assert_reads_like(message, SNAPSHOTS / f"withdrawn.{language}.txt")

    def test_a_comment_on_the_whole_text_quotes_nothing(self, language):
        comment = a_comment(language, passage=None, quote="", end=0)

        message = mails.receipt(comment, SETTINGS)

        assert_reads_like(message, SNAPSHOTS / f"receipt-whole-text.{language}.txt")

    def test_a_statement_has_one_receipt(self, language):
        comments = [
            a_comment(language, for_organisation=True),
            a_comment(language, for_organisation=True, passage=None, kind=CommentKind.APPROVAL),
        ]
        released = Statement(
            round=comments[0].round,
            organisation=comments[0].organisation,
            released_at=AT,
            released_by_id=UUID(int=1),
            receipt_code="ACD-EFG-HJK",
            receipt_hash="4b" * 32,
        )
        released.id = UUID(int=7)

        message = mails.statement(released, comments, User(**PERSON, language=language), SETTINGS)

        assert_reads_like(message, SNAPSHOTS / f"statement.{language}.txt")

    @pytest.mark.parametrize("circle", list(Circle))
    def test_an_organisation_is_invited(self, language, circle):
        comment = a_comment(language, for_organisation=True)
        comment.round.circle, comment.round.sealed = circle, circle is Circle.CLOSED
        comment.round.closes_at = AT + timedelta(days=14)
        invitation = RoundInvitation(
            round=comment.round, organisation=comment.organisation, invited_at=AT,
            invited_by_id=UUID(int=1),
        )  # fmt: skip

        message = mails.round_invitation(invitation, User(**PERSON, language=language), SETTINGS)

        assert_reads_like(message, SNAPSHOTS / f"round-invitation-{circle.value}.{language}.txt")


def letters(session):
    found = session.scalars(select(OutgoingMail).order_by(OutgoingMail.to)).all()
    session.commit()
    return found


def test_all_who_drafted_and_who_released_get_the_same_receipt(
    session, work, in_round, organisation, contributor, drafts
):
    releasing = make.member(session, of=organisation)
    author = drafts[1].author

    released = services.release_statement(
        session,
        in_round=in_round,
        membership=membership_of(session, releasing, organisation.id),
        chosen={draft.id: draft.version for draft in drafts},
        actor=releasing,
        at=clock.now(),
    )
    work()

    sent = letters(session)
    assert {m.to for m in sent} == {contributor.email, author.email, releasing.email}
    assert all(released.receipt_hash in m.body for m in sent)


def test_the_author_hears_of_a_correction_and_of_a_withdrawal(session, work):
    comment = make_drafts.comment(session)
    act = {"actor": comment.author, "at": clock.now()}

    services.correct_comment(
        session, comment, kind=CommentKind.REMARK, text="Neu", replacement=None, **act
    )
    work()
    services.withdraw_comment(session, comment, **act)
    work()

    subjects = [m.subject for m in letters(session)]
    assert len(subjects) == 2
    assert any("berichtigter Kommentar" in subject for subject in subjects)
    assert any("zurückgezogen" in subject for subject in subjects)
