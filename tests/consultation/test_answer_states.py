"""Every way an answer can go: drafted, released, deferred, opened again, superseded."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.consultation import queries, services
from ikparticipation.consultation.models import CommentStatus, Disposition, Outcome, Round
from ikparticipation.consultation.queries.next_version.changes import next_changes
from ikparticipation.consultation.services.answering.answers import Seen
from ikparticipation.errors import ConflictError, NotAllowedError
from tests import make, make_answers, make_drafts

NOW = clock.now()
SOON, LATER = NOW + timedelta(days=1), NOW + timedelta(days=30)
ALLOWED, REFUSED = "allowed", ConflictError


def comment_that_is(session, state):
    """A published comment whose answer has come as far as `state`."""
    comment = make_drafts.comment(session)
    if state == "drafted":
        make_drafts.answer(session, comment, released=False)
    if state in {"answered", "answered and drafted"}:
        make_drafts.answer(session, comment)
    if state.startswith(("deferred", "reopened")):
        make_drafts.answer(
            session,
            comment,
            outcome=Outcome.DEFERRED,
            deferred_until=SOON,
            reopened_at=NOW if state.startswith("reopened") else None,
        )
    if state.endswith("and drafted"):
        make_drafts.answer(session, comment, released=False)
    return comment


def draft(session, comment, **given):
    said = {"outcome": Outcome.NOTED, "reason": "Danke.", "at": NOW} | given
    actor = said.pop("actor", None) or make.moderator(session)
    return services.draft_disposition(session, comment, actor=actor, **said)


def drafts_of(session, comment):
    query = select(Disposition).where(
        Disposition.comment_id == comment.id, Disposition.released_at.is_(None)
    )
    return session.scalars(query).all()


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        ("unanswered", ALLOWED),
        ("drafted", ALLOWED),
        ("answered", REFUSED),  # for good
        ("deferred", ALLOWED),  # earlier than promised
        ("deferred and drafted", ALLOWED),
        ("reopened", ALLOWED),
        ("reopened and drafted", ALLOWED),
    ],
)
def test_drafting(session, state, outcome):
    comment = comment_that_is(session, state)

    if outcome is ALLOWED:
        assert draft(session, comment).released_at is None
        assert len(drafts_of(session, comment)) == 1
    else:
        with pytest.raises(outcome):
            draft(session, comment)


@pytest.mark.parametrize("state", ["drafted", "deferred and drafted", "reopened and drafted"])
def test_releasing_makes_one_answer_count_and_ends_the_deferral(session, state):
    comment = comment_that_is(session, state)
    [answer] = drafts_of(session, comment)

    services.release_dispositions(session, [answer], actor=make.steering(session), at=NOW)

    released = queries.answers_to(session, comment.id).released
    assert released.id == answer.id
    others = session.scalars(select(Disposition).where(Disposition.id != answer.id)).all()
    assert [other.superseded_at for other in others] == [NOW] * (state != "drafted")


def test_releasing_a_second_time_changes_nothing(session):
    comment = comment_that_is(session, "answered")
    answer = session.scalars(select(Disposition)).one()

    again = services.release_dispositions(session, [answer], actor=make.steering(session), at=LATER)

    assert again == []
    assert queries.answers_to(session, comment.id).released.released_at < LATER


@pytest.mark.parametrize(
    ("state", "opens"),
    [
        ("unanswered", False),
        ("drafted", False),
        ("answered", False),
        ("deferred", True),
        ("deferred and drafted", True),
        ("reopened", False),  # already is
    ],
)
def test_the_clock_opens_a_deferral_once_on_its_day(session, state, opens):
    comment_that_is(session, state)

    assert services.reopen_deferrals(session, at=SOON - timedelta(seconds=1)) == []
    found = services.reopen_deferrals(session, at=SOON)
    again = services.reopen_deferrals(session, at=LATER)

    assert [answer.reopened_at for answer in found] == [SOON] * opens
    assert again == []
    events = session.scalars(select(AuditEvent.action)).all()
    assert events.count(Action.DISPOSITION_REOPENED) == int(opens)


def test_a_reopened_deferral_is_back_in_the_queue_and_stays_public(session, as_user):
    comment = comment_that_is(session, "deferred")
    assert queries.answer_queue(session) == []

    services.reopen_deferrals(session, at=SOON)
    session.commit()

    assert [row.id for row in queries.answer_queue(session)] == [comment.id]
    assert queries.waiting(session).unanswered == 1
    session.commit()
    assert "Zurückgestellt" in as_user().get(f"/kommentare/{comment.id}").text
    page = as_user(make.moderator(session)).get("/verwaltung/abwaegung?stand=reopened")
    assert "Wieder offen" in page.text
    assert comment.text in page.text


class TestGroup:
    def group(self, session, members=3):
        in_round = make_drafts.open_round(session)
        comments = [make_drafts.comment(session, in_round=in_round) for _ in range(members)]
        make_drafts.group(session, *comments)
        return comments

    def write(self, session, comment, **given):
        said = {"outcome": Outcome.NOTED, "reason": "Für alle.", "at": NOW} | given
        actor = said.pop("actor", None) or make.moderator(session)
        return services.draft_for_group(session, comment, actor=actor, **said)

    def test_each_has_an_answer_of_its_own_with_the_same_words(self, session):
        comments = self.group(session)

        written = self.write(session, comments[1])

        assert written[0].comment_id == comments[1].id
        assert {d.comment_id for d in written} == {c.id for c in comments}
        assert {d.reason for d in written} == {"Für alle."}

    def test_rewriting_changes_those_that_were_the_same(self, session):
        comments = self.group(session)
        self.write(session, comments[0])
        draft(session, comments[2], reason="Nur hier.")

        seen = Seen(1, comments[0].version)
        written = self.write(session, comments[0], reason="Besser.", seen=seen)

        assert {d.comment_id for d in written} == {comments[0].id, comments[1].id}
        assert drafts_of(session, comments[2])[0].reason == "Nur hier."

    def test_what_is_answered_or_not_published_is_left_alone(self, session):
        comments = self.group(session)
        make_drafts.answer(session, comments[1])
        comments[2].status, comments[2].withdrawn_at = CommentStatus.WITHDRAWN, NOW
        session.commit()

        written = self.write(session, comments[0])

        assert [d.comment_id for d in written] == [comments[0].id]

    def test_one_that_is_split_off_keeps_its_answer(self, session):
        comments = self.group(session)
        self.write(session, comments[0])
        comments[1].group_id = None
        session.commit()

        seen = Seen(1, comments[0].version)
        self.write(session, comments[0], reason="Nur für die Gruppe.", seen=seen)

        assert drafts_of(session, comments[1])[0].reason == "Für alle."

    def test_an_office_writes_only_for_what_it_was_given(self, session):
        comments = self.group(session)
        office = make_answers.office(session)
        for comment in comments[:2]:
            make_answers.assignment(session, comment, to=office)

        written = self.write(session, comments[0], actor=make.member(session, of=office))

        assert {d.comment_id for d in written} == {c.id for c in comments[:2]}

    def test_of_one_that_nobody_has_grouped_the_others_are_left_alone(self, session):
        alone, other = make_drafts.comment(session), make_drafts.comment(session)

        written = self.write(session, alone)

        assert [d.comment_id for d in written] == [alone.id]
        assert drafts_of(session, other) == []

    def test_it_takes_the_same_statements_for_many(self, session, statements):
        document = make_drafts.closed_round(session).version.document
        make_answers.rewrite(session, document, "in jedem Ort", "überall")
        keys = [changed.key for changed in next_changes(session, document)]
        steering, in_round = make.steering(session), session.scalars(select(Round)).one()

        def count(members):
            comments = [make_drafts.comment(session, in_round=in_round) for _ in range(members)]
            make_drafts.group(session, *comments)
            with statements() as seen:
                said = {"outcome": Outcome.ADOPTED, "actor": steering}
                written = self.write(session, comments[0], **said)
                services.link_changes(session, written, keys, actor=steering, at=NOW)
                session.commit()
            assert len(written) == members
            return len(seen)

        few = count(2)

        assert count(9) <= few

    def test_others_write_for_nobody(self, session):
        with pytest.raises(NotAllowedError):
            self.write(session, self.group(session)[0], actor=make.member(session))


def test_the_form_offers_the_same_answer_for_the_group(session, as_user):
    in_round = make_drafts.open_round(session)
    comments = [make_drafts.comment(session, in_round=in_round) for _ in range(2)]
    make_drafts.group(session, *comments)
    steering = as_user(make.steering(session))
    page = f"/verwaltung/abwaegung/{comments[0].id}"
    assert "Dieselbe Antwort für alle Kommentare der Gruppe" in steering.get(page).text

    data = {"outcome": "noted", "reason": "Für beide.", "seen": 0, "whole_group": "y"}
    data |= {"comment_seen": comments[0].version, "freigeben": "ja"}
    answer = steering.post(page, data=data, follow_redirects=True)

    assert "2 Antworten freigeben?" in answer.text
