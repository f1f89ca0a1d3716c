"""Two of the administration at the very same moment. On both databases, with real threads."""

import time
from contextlib import suppress
from threading import Thread
from uuid import UUID

import pytest
from sqlalchemy import func, select, text

from ikparticipation import clock, db
from ikparticipation.accounts.models import User
from ikparticipation.consultation import services
from ikparticipation.consultation.anchors import Span
from ikparticipation.consultation.models import (
    Comment,
    CommentPlace,
    CommentStatus,
    DeclineCategory,
    Disposition,
    Outcome,
    PlaceStatus,
)
from ikparticipation.consultation.services.answering.answers import Seen
from ikparticipation.consultation.services.next_version.places import map_places
from ikparticipation.consultation.services.next_version.publishing import GateError
from ikparticipation.drafts.models import Document, Passage, Version
from ikparticipation.errors import ConflictError
from tests import make, make_answers, make_drafts
from tests.consultation.test_at_once import at_once  # noqa: F401 - a fixture

NOW = clock.now()
PATIENCE = 10
"""Seconds until what should have gone on stands still."""


def kinds(outcomes):
    return sorted(type(outcome).__name__ for outcome in outcomes)


def test_the_next_version_is_published_once(session, at_once):  # noqa: F811
    document = make_drafts.closed_round(session).version.document
    document.title = "Neuer Titel"
    publisher = make.steering(session)

    def publish(own):
        return services.publish_next_version(
            own,
            own.get(Document, document.id),
            actor=own.get(User, publisher.id),
            at=NOW,
        ).number

    outcomes = at_once(publish, publish)

    assert kinds(outcomes) == ["ConflictError", "int"]
    assert session.scalar(select(func.count(Version.id))) == 2


class TestPublishingAndDeciding:
    """The next version waits for a decision, and a decision for the next version."""

    @pytest.fixture
    def comment(self, session):
        return make_drafts.comment(session, in_round=make_drafts.closed_round(session))

    @pytest.fixture
    def publish(self, session, comment):
        document, publisher = comment.round.version.document, make.steering(session)
        document.title = "Neuer Titel"

        def act(own):
            return services.publish_next_version(
                own, own.get(Document, document.id), actor=own.get(User, publisher.id), at=NOW
            ).number

        return act

    @pytest.fixture
    def decline(self, session, comment):
        moderator = make.moderator(session)

        def act(own):
            services.decline_comment(
                own,
                own.get(Comment, comment.id),
                moderator=own.get(User, moderator.id),
                category=DeclineCategory.INSULT,
                reason="Bitte sachlich.",
                at=NOW,
            )

        return act

    @pytest.mark.parametrize("order", [1, -1])
    def test_whichever_comes_first_counts(
        self,
        session,
        at_once,  # noqa: F811
        comment,
        publish,
        decline,
        order,
    ):
        published, declined = at_once(*[publish, decline][::order])[::order]

        assert published == 2 or isinstance(published, GateError), published
        assert declined is None
        assert make_drafts.reread(session, comment).status is CommentStatus.DECLINED

    def test_they_never_wait_for_each_other(self, app, session, comment, publish, decline):
        session.commit()
        numbers = []

        def publish_alone():
            with db.sessions_of(app)() as own:
                numbers.append(publish(own))
                own.commit()

        waiting = Thread(target=publish_alone)
        with db.sessions_of(app)() as own:
            own.scalars(select(Comment).where(Comment.id == comment.id).with_for_update()).one()
            waiting.start()
            until_one_waits(own)
            decline(own)
            own.commit()
        waiting.join(PATIENCE)

        assert numbers == [2]


def test_who_is_placed_is_held_in_everybodys_order(app, session):
    first = make_drafts.closed_round(session)
    document = first.version.document
    make_answers.rewrite(session, document, "am Abend", "am Morgen")
    second = make_drafts.closed_round(session, of=make_answers.next_version(session, document))
    for number, in_round in enumerate([first, second, first], 1):
        make_drafts.comment(session, in_round=in_round).id = UUID(int=number)
    make_answers.rewrite(session, document, "am Morgen", "am Mittag")
    later = make_answers.next_version(session, document)
    session.commit()
    counts = []

    def place_alone():
        with db.sessions_of(app)() as own:
            counts.append(map_places(own, own.get(Version, later.id), at=NOW))
            own.commit()

    waiting = Thread(target=place_alone)
    with db.sessions_of(app)() as own:
        hold = select(Comment).with_for_update()
        own.scalars(hold.where(Comment.id == UUID(int=2))).one()
        waiting.start()
        until_one_waits(own)
        own.scalars(hold.where(Comment.id == UUID(int=3))).one()
        own.commit()
    waiting.join(PATIENCE)

    assert counts == [3]


def until_one_waits(session, *, with_others=0):
    """PostgreSQL tells who waits for a lock; on SQLite one who writes waits from the start."""
    if session.get_bind().dialect.name == "sqlite":
        return
    end = time.monotonic() + PATIENCE
    waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    while session.scalar(waiting) <= with_others:
        assert time.monotonic() < end, "nobody waits"
        time.sleep(0.01)


def test_a_comment_is_placed_by_one_of_two(session, at_once):  # noqa: F811
    place, person = make_answers.place(session), make.moderator(session)
    passage = make_drafts.passages(session, place.to_version)[1]

    def confirm(end):
        return lambda own: services.confirm_place(
            own,
            own.get(CommentPlace, place.id),
            passage=own.get(Passage, passage.id),
            span=Span(0, end),
            actor=own.get(User, person.id),
            at=NOW,
        )

    outcomes = at_once(confirm(7), confirm(13))

    assert kinds(outcomes) == ["ConflictError", "NoneType"]
    assert session.get(CommentPlace, place.id).status is PlaceStatus.CHANGED


def test_of_two_who_answer_a_group_one_is_told(session, at_once):  # noqa: F811
    in_round = make_drafts.open_round(session)
    comments = [make_drafts.comment(session, in_round=in_round) for _ in range(2)]
    make_drafts.group(session, *comments)
    writer = make.moderator(session)

    def answer(comment, reason):
        return lambda own: len(
            services.draft_for_group(
                own,
                own.get(Comment, comment.id),
                outcome=Outcome.NOTED,
                reason=reason,
                seen=Seen(0, comment.version),
                actor=own.get(User, writer.id),
                at=NOW,
            )
        )

    outcomes = at_once(answer(comments[0], "Eins"), answer(comments[1], "Zwei"))

    assert kinds(outcomes) == ["ConflictError", "int"]
    assert len({d.reason for d in session.scalars(select(Disposition))}) == 1


def test_deferrals_are_opened_once(session, at_once):  # noqa: F811
    make_drafts.answer(session, outcome=Outcome.DEFERRED, deferred_until=NOW)

    outcomes = at_once(*[lambda own: len(services.reopen_deferrals(own, at=clock.now()))] * 2)

    assert sorted(outcomes) == [0, 1]


def crossed_drafts(session):
    """Two drafted answers in the order of their comments, which is not that of their ids."""
    in_round = make_drafts.closed_round(session)
    while True:
        comments = [make_drafts.comment(session, in_round=in_round) for _ in range(2)]
        comments.sort(key=lambda each: each.id)
        drafts = [make_drafts.answer(session, each, released=False) for each in comments]
        if drafts[0].id > drafts[1].id:
            return drafts


def test_who_answers_a_group_and_who_releases_never_wait_for_each_other(app, session):
    drafts, steering = crossed_drafts(session), make.steering(session)
    make_drafts.group(session, *[draft.comment for draft in drafts])
    session.commit()
    done = []

    def answer(own):
        comment, actor = own.get(Comment, drafts[0].comment_id), own.get(User, steering.id)
        said = {"outcome": Outcome.NOTED, "reason": "Für beide."}
        services.draft_for_group(own, comment, actor=actor, at=NOW, **said)

    def release(own):
        answers = [own.get(Disposition, draft.id) for draft in drafts]
        services.release_dispositions(own, answers, actor=own.get(User, steering.id), at=NOW)

    def alone(act):
        with db.sessions_of(app)() as own, suppress(ConflictError):
            act(own)
            own.commit()
        done.append(act)

    threads = [Thread(target=alone, args=[act]) for act in (answer, release)]
    with db.sessions_of(app)() as own:
        first = select(Comment).where(Comment.id == drafts[0].comment_id)
        own.scalars(first.with_for_update()).one()
        for others, thread in enumerate(threads):
            thread.start()
            until_one_waits(own, with_others=others)
        own.rollback()
    for thread in threads:
        thread.join(PATIENCE)

    assert {act.__name__ for act in done} == {"answer", "release"}
