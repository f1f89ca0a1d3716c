"""The one mail in which people read what became of their comments."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.consultation import mails, reactions
from ikparticipation.consultation.models import (
    Assignment,
    Channel,
    CommentKind,
    Outcome,
    PlaceStatus,
)
from ikparticipation.consultation.queries.next_version.changes import Changed
from ikparticipation.consultation.queries.outputs.digests import Digest, Fate
from ikparticipation.consultation.queries.reading.journeys import Pointed
from ikparticipation.drafts.compare import Change, pieces
from ikparticipation.drafts.models import Version
from ikparticipation.mail import OutgoingMail
from ikparticipation.organisations.models import Kind, Organisation
from tests import make, make_answers, make_drafts
from tests.consultation.test_mails import SETTINGS, a_comment
from tests.snapshots import assert_reads_like

SNAPSHOTS = Path(__file__).parent / "snapshots"
AT = datetime(2027, 3, 1, 18, 5, tzinfo=UTC)


def digests(session):
    query = select(OutgoingMail).where(OutgoingMail.key.like("version.published%"))
    return session.scalars(query.order_by(OutgoingMail.to)).all()


@pytest.fixture
def in_round(session):
    return make_drafts.closed_round(session)


def publish(session, in_round, work):
    """Publish the next version past the gate, and let the worker follow."""
    document = in_round.version.document
    make_answers.rewrite(session, document, "in jedem Ort", "in allen Orten")
    version = make_answers.next_version(session, document)
    work()
    return version


def test_each_person_and_each_member_gets_one(session, in_round, work):
    organisation = make.organisation(session)
    members = [make.member(session, of=organisation) for _ in range(2)]
    alone = make.user(session)
    for _ in range(2):
        make_drafts.comment(
            session, in_round=in_round, author=members[0], organisation=organisation
        )
    make_drafts.comment(session, in_round=in_round, author=alone)
    gone = make.user(session, disabled_at=clock.now())
    make_drafts.comment(session, in_round=in_round, author=gone)

    publish(session, in_round, work)

    sent = digests(session)
    assert {mail.to for mail in sent} == {alone.email, *(m.email for m in members)}
    assert len(sent) == 3
    assert "Ihren 2 Kommentaren" in next(m.body for m in sent if m.to == members[1].email)


def test_it_says_outcome_reason_and_the_changed_words(session, in_round, work):
    comment = make_drafts.comment(session, in_round=in_round, quote="Kurse gibt es in jedem Ort.")
    answer = make_drafts.answer(session, comment, reason="Das stimmt.", outcome=Outcome.ADOPTED)
    make_answers.link(session, answer, comment.passage.key)

    publish(session, in_round, work)

    [mail] = digests(session)
    assert "Wird übernommen" in mail.body
    assert "Das stimmt." in mail.body
    assert "in jedem Ort." in mail.body
    assert "Kurse gibt es in allen Orten." in mail.body
    assert f"/kommentare/{comment.id}" in mail.body


def test_what_a_person_still_has_to_place_is_said(session, in_round, work):
    comment = make_drafts.comment(session, in_round=in_round)
    work()
    place = make_answers.place(session, comment=comment)
    assert place.status is PlaceStatus.SUGGESTED

    work()

    assert "wird noch zugeordnet" in digests(session)[0].body


def test_it_is_never_sent_twice(session, in_round, work, announcements):
    make_drafts.comment(session, in_round=in_round)
    version = publish(session, in_round, work)
    told = mails_again(session, version)

    assert len(told) == len(digests(session)) == 1


def mails_again(session, version):
    """Run the reaction as if its event had come a second time."""
    event = record(session, Action.VERSION_PUBLISHED, version, actor_id=None)
    reactions.place_comments(session, event, SETTINGS)
    reactions.mail_digests(session, event, SETTINGS)
    session.commit()
    return digests(session)


def test_staff_get_none_for_letters_they_typed_in(session, in_round, work):
    make_drafts.comment(
        session,
        in_round=in_round,
        author=make.moderator(session),
        channel=Channel.LETTER,
        received_on=clock.now().date(),
    )

    publish(session, in_round, work)

    assert digests(session) == []


def test_a_deferred_comment_is_told_again_when_it_is_answered(session, in_round, work):
    comment = make_drafts.comment(session, in_round=in_round)
    make_drafts.answer(
        session, comment, outcome=Outcome.DEFERRED, deferred_until=clock.now() + timedelta(1)
    )
    publish(session, in_round, work)
    document = in_round.version.document
    make_answers.rewrite(session, document, "am Abend", "am Morgen")
    make_answers.next_version(session, document)
    work()

    assert len(digests(session)) == 1


def a_digest(language):
    person = User(email="nadja@example.org", name="Nadja Linde", language=language, created_at=AT)
    document = a_comment().round.version.document
    version = Version(
        document=document, number=3, title="Leitlinien", source="", published_at=AT,
        published_by_id=UUID(int=0),
    )  # fmt: skip
    old, new = "Kurse gibt es in jedem Ort.", "Kurse gibt es in allen Orten."
    changed = Changed("p3", ("p3",), Change.CHANGED, 3, pieces(old, new), new)
    removed = Changed("p9", ("p9",), Change.REMOVED, 9, pieces("Alter Satz.", ""), "Alter Satz.")
    fate = Fate(
        comment_id=UUID(int=5), author_id=UUID(int=1), organisation_id=None, organisation=None,
        kind=CommentKind.OBJECTION, quote="in jedem Ort", text="Das stimmt nicht.",
        outcome=Outcome.ADOPTED, reason="Sie haben recht.", deferred_until=None,
        place=PlaceStatus.CHANGED, key="p3", position=3,
        changes=[Pointed(3, "leitlinien", c, c.pieces) for c in (changed, removed)],
    )  # fmt: skip
    others = [
        fate._replace(
            organisation="Sprachtreff", outcome=Outcome.DEFERRED, deferred_until=AT,
            place=PlaceStatus.SUGGESTED, changes=(),
        ),
        fate._replace(outcome=Outcome.REJECTED, place=PlaceStatus.DELETED, changes=()),
        fate._replace(quote="", outcome=Outcome.NOTED, place=None, changes=()),
    ]  # fmt: skip
    return Digest(person, [fate, *others]), version


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_digest_reads_like_this(language):
    told, version = a_digest(language)

    message = mails.digest(told, version, SETTINGS)

    assert_reads_like(message, SNAPSHOTS / f"digest.{language}.txt")


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_request_for_a_draft_reads_like_this(language):
    office = Organisation(
        name="Fachdienst Bildung", sort_key="", normal_name="", kind=Kind.FACHDIENST, ags=None,
        registered_at=AT,
    )  # fmt: skip
    member = User(email="f@example.org", name="Femi Adler", language=language, created_at=AT)
    assignment = Assignment(
        comment=a_comment(), organisation=office, due_on=AT.date(), note="Bitte mit Zahlen.",
        assigned_at=AT, assigned_by_id=UUID(int=0),
    )  # fmt: skip

    message = mails.assigned(assignment, 1, member, SETTINGS)

    assert_reads_like(message, SNAPSHOTS / f"assigned.{language}.txt")
