"""Two people, or two clicks, at the very same moment. On both databases, with real threads."""

from threading import Barrier, Thread
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from ikparticipation import clock, db
from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.consultation import services
from ikparticipation.consultation.anchors import whole
from ikparticipation.consultation.models import (
    Comment,
    CommentKind,
    CommentStatus,
    DeclineCategory,
    Disposition,
    Outcome,
    Round,
    Statement,
    Support,
)
from ikparticipation.consultation.services.answering.answers import Seen
from ikparticipation.drafts import services as drafts
from ikparticipation.drafts.models import Document, Passage, Version
from ikparticipation.errors import ConflictError, DomainError
from ikparticipation.organisations.queries import membership_of
from tests import make, make_drafts


@pytest.fixture
def at_once(app, session):
    """`at_once(first, second)`: run both, each in a transaction of its own; what came of each."""

    def run(*acts):
        session.commit()
        outcomes = [None] * len(acts)
        ready = Barrier(len(acts))

        def work(place, act):
            with db.sessions_of(app)() as own:
                ready.wait()
                try:
                    outcomes[place] = act(own)
                    own.commit()
                except DomainError as error:
                    own.rollback()
                    outcomes[place] = error

        threads = [Thread(target=work, args=pair) for pair in enumerate(acts)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        session.expire_all()
        return outcomes

    return run


def count(session, kind, *where):
    return session.scalar(select(func.count(kind.id)).where(*where))


@pytest.mark.parametrize("attempt", range(3))
def test_of_two_moderators_one_decides_and_the_other_is_told(session, at_once, attempt):
    comment = make_drafts.comment(session, status=CommentStatus.SUBMITTED)
    ids = [make.moderator(session).id for _ in range(2)]
    now, seen = clock.now(), comment.version

    def publish(own):
        services.publish_comment(
            own, own.get(Comment, comment.id), moderator=own.get(User, ids[0]), at=now, seen=seen
        )
        return ids[0]

    def decline(own):
        services.decline_comment(
            own,
            own.get(Comment, comment.id),
            moderator=own.get(User, ids[1]),
            category=DeclineCategory.INSULT,
            reason="Bitte sachlich.",
            at=now,
            seen=seen,
        )
        return ids[1]

    outcomes = at_once(publish, decline)

    winners = [o for o in outcomes if not isinstance(o, Exception)]
    losers = [o for o in outcomes if isinstance(o, ConflictError)]
    assert (len(winners), len(losers)) == (1, 1), outcomes
    assert session.get(Comment, comment.id).decided_by_id == winners[0]
    assert count(session, AuditEvent, AuditEvent.subject_id == comment.id) == 1


@pytest.mark.parametrize("attempt", range(3))
def test_two_clicks_store_one_comment_and_show_one_receipt(session, at_once, attempt):
    in_round, author = make_drafts.open_round(session), make.user(session)
    passage = make_drafts.passages(session, in_round.version)[1]
    now, form = clock.now(), uuid4()

    def submit(own):
        return services.submit_comment(
            own,
            author=own.get(User, author.id),
            in_round=own.get(Round, in_round.id),
            passage=own.get(Passage, passage.id),
            span=whole(passage.text),
            kind=CommentKind.REMARK,
            text="Auch abends.",
            submission_id=form,
            at=now,
        ).receipt_code

    first, second = at_once(submit, submit)

    assert first == second
    assert count(session, Comment) == 1
    assert count(session, AuditEvent, AuditEvent.action == Action.COMMENT_SUBMITTED) == 1


def test_of_two_first_drafts_of_an_answer_one_is_kept(session, at_once):
    comment = make_drafts.comment(session)
    writers = [make.moderator(session).id for _ in range(2)]

    def write(number):
        return lambda own: (
            services.draft_disposition(
                own,
                own.get(Comment, comment.id),
                outcome=Outcome.NOTED,
                reason=f"Antwort {number}",
                actor=own.get(User, writers[number]),
                at=clock.now(),
                seen=Seen(0, 1),
            ).reason
        )

    outcomes = at_once(write(0), write(1))

    kept = session.scalars(select(Disposition.reason)).one()
    assert [o for o in outcomes if isinstance(o, str)] == [kept]


def test_an_answer_is_released_once(session, at_once):
    answer, steering = make_drafts.answer(session, released=False), make.steering(session)

    def release(own):
        return len(
            services.release_dispositions(
                own,
                [own.get(Disposition, answer.id)],
                actor=own.get(User, steering.id),
                at=clock.now(),
                seen={answer.id: Seen(1, 1)},
            )
        )

    assert sorted(at_once(release, release)) == [0, 1]
    assert count(session, AuditEvent, AuditEvent.action == Action.DISPOSITION_RELEASED) == 1


def test_of_two_who_save_a_text_one_is_told(session, at_once):
    document, writer = make_drafts.document(session), make.steering(session)
    seen = document.version

    def save(text):
        return lambda own: drafts.save_text(
            own,
            own.get(Document, document.id),
            text=text,
            seen=seen,
            actor=own.get(User, writer.id),
            at=clock.now(),
        )

    outcomes = at_once(save("Eins"), save("Zwei"))

    assert sorted(type(o).__name__ for o in outcomes) == ["ConflictError", "NoneType"]
    assert session.get(Document, document.id).version == seen + 1


def test_a_text_is_published_once(session, at_once):
    document, publisher = make_drafts.document(session), make.steering(session)

    def publish(own):
        return drafts.publish(
            own,
            own.get(Document, document.id),
            actor=own.get(User, publisher.id),
            at=clock.now(),
        ).number

    outcomes = at_once(publish, publish)

    assert sorted(type(o).__name__ for o in outcomes) == ["ConflictError", "int"]
    assert count(session, Version) == 1


@pytest.mark.parametrize("attempt", range(3))
def test_two_representatives_release_one_statement(
    session, at_once, in_round, organisation, representative, drafts, attempt
):
    people = [representative, make.member(session, of=organisation)]
    chosen = {draft.id: draft.version for draft in drafts}
    now = clock.now()

    def release(person):
        return lambda own: (
            services.release_statement(
                own,
                in_round=own.get(Round, in_round.id),
                membership=membership_of(own, own.get(User, person.id), organisation.id),
                chosen=chosen,
                actor=own.get(User, person.id),
                at=now,
            ).receipt_code
        )

    first, second = at_once(*map(release, people))

    assert first == second
    assert count(session, Statement) == 1
    assert count(session, AuditEvent, AuditEvent.action == Action.STATEMENT_RELEASED) == 1
    assert count(session, AuditEvent, AuditEvent.action == Action.COMMENT_SUBMITTED) == 2


@pytest.mark.parametrize("attempt", range(3))
def test_an_organisation_supports_once_also_with_two_clicks(
    session, at_once, organisation, representative, attempt
):
    comment = make_drafts.comment(session)
    now = clock.now()

    def support(own):
        services.support_comment(
            own,
            own.get(Comment, comment.id),
            membership=membership_of(own, own.get(User, representative.id), organisation.id),
            actor=own.get(User, representative.id),
            at=now,
        )

    assert at_once(support, support) == [None, None]
    assert count(session, Support) == 1
    assert count(session, AuditEvent, AuditEvent.action == Action.COMMENT_SUPPORTED) == 1


def test_of_two_corrections_one_is_told(session, at_once):
    comment = make_drafts.comment(session)
    author, now, seen = comment.author.id, clock.now(), comment.version

    def correct(text):
        return lambda own: services.correct_comment(
            own,
            own.get(Comment, comment.id),
            kind=CommentKind.REMARK,
            text=text,
            replacement=None,
            actor=own.get(User, author),
            at=now,
            seen=seen,
        )

    outcomes = at_once(correct("Eins"), correct("Zwei"))

    assert sorted(type(o).__name__ for o in outcomes) == ["ConflictError", "NoneType"]
    assert session.get(Comment, comment.id).corrected == 1
