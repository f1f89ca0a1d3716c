"""Two of the administration at the very same moment. On both databases, with real threads."""

from sqlalchemy import func, select

from ikparticipation import clock
from ikparticipation.accounts.models import User
from ikparticipation.consultation import services
from ikparticipation.consultation.anchors import Span
from ikparticipation.consultation.models import (
    Comment,
    CommentPlace,
    Disposition,
    Outcome,
    PlaceStatus,
)
from ikparticipation.drafts.models import Document, Passage, Version
from tests import make, make_answers, make_drafts
from tests.consultation.test_at_once import at_once  # noqa: F401 - a fixture

NOW = clock.now()


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
                seen=0,
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
