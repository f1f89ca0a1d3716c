"""What waits for the members of organisations, and for the administration."""

from datetime import timedelta

import pytest

from ikparticipation import clock
from ikparticipation.organisations.models import MemberRole, Membership
from ikparticipation.surveys import queries, services
from ikparticipation.surveys.models import (
    ContactProposal,
    Participation,
    ResponseStatus,
    ReviewStatus,
    WaveInvitation,
)
from ikparticipation.surveys.policies import LATE
from ikparticipation.surveys.queries import TaskState
from ikparticipation.surveys.services import reviewing
from ikparticipation.surveys.services.reopening import ask_to_reopen, grant_reopening
from tests import make, make_surveys

NOW = clock.now()
SECOND = timedelta(seconds=1)


def states(session, user, at=NOW):
    return [task.state for task in queries.open_tasks(session, user, at)]


@pytest.fixture
def seat(session):
    return make_surveys.seat(session)


@pytest.fixture
def returned(session, seat):
    """Sent back with one question, until a week after the end."""
    wave, _, user = seat
    response = make_surveys.submitted(session, *seat, accepted=False).response
    staff, at = make.steering(session), clock.now()
    inquiry = reviewing.ask(
        session, response.id, question="", row_id="", words="Stimmt das?", actor=staff, at=at
    )
    reviewing.return_response(
        session,
        response.id,
        seen=1,
        words="",
        until=wave.closes_at + timedelta(days=7),
        actor=staff,
        at=at,
    )
    session.commit()
    return response, inquiry, user


class TestOpenTasks:
    @pytest.mark.parametrize(
        ("role", "may_submit"),
        [(MemberRole.REPRESENTATIVE, True), (MemberRole.CONTRIBUTOR, False)],
    )
    def test_each_questionnaire_that_is_owed(self, session, role, may_submit):
        wave, organisation, user = make_surveys.seat(session, role=role)

        (task,) = queries.open_tasks(session, user, NOW)

        assert (task.wave_id, task.organisation_id) == (wave.id, organisation.id)
        assert (task.organisation, task.titles) == (organisation.name, wave.titles)
        assert (task.until, task.state) == (wave.closes_at, TaskState.NEW)
        assert task.may_submit is may_submit

    def test_until_it_is_submitted_and_again_when_something_was_changed(self, session, seat):
        response = make_surveys.response(session, *seat)
        assert states(session, seat[2]) == [TaskState.STARTED]

        response.status, response.submitted_at = ResponseStatus.SUBMITTED, NOW
        response.review = ReviewStatus.PENDING
        session.commit()
        assert states(session, seat[2]) == []

        response.status = ResponseStatus.CHANGED
        session.commit()
        assert states(session, seat[2]) == [TaskState.CHANGED]

    @pytest.mark.parametrize("has_begun", [True, False], ids=["begun", "not begun"])
    def test_after_the_end_as_long_as_a_late_answer_is_taken(self, session, seat, has_begun):
        wave, _, user = seat
        if has_begun:
            make_surveys.response(session, *seat)

        assert states(session, user, wave.opens_at - SECOND) == []
        assert states(session, user, wave.closes_at - SECOND) != [TaskState.LATE]
        assert states(session, user, wave.closes_at) == [TaskState.LATE]
        assert states(session, user, wave.closes_at + LATE) == []
        (task,) = queries.open_tasks(session, user, wave.closes_at)
        assert task.until == wave.closes_at + LATE

    def test_what_was_changed_after_submitting_is_lost_time_at_the_end(self, session, seat):
        response = make_surveys.submitted(session, *seat).response
        response.status = ResponseStatus.CHANGED
        session.commit()

        assert states(session, seat[2], seat[0].closes_at) == []

    def test_who_does_not_take_part_owes_nothing(self, session):
        wave = make_surveys.open_wave(session)
        organisation = make_surveys.invited(session, wave, declined_at=NOW)
        user = make.member(session, of=organisation)

        assert states(session, user) == states(session, user, wave.closes_at) == []

    def test_for_every_organisation_and_the_most_urgent_first(self, session, seat):
        later, organisation, user = seat
        soon = make_surveys.open_wave(session, closes_at=NOW + make.DAY)
        over = make_surveys.open_wave(
            session, opens_at=NOW - 9 * make.DAY, closes_at=NOW - make.DAY
        )
        make_surveys.invited(session, over, organisation)
        other = make_surveys.invited(session, soon)
        make.store(
            session,
            Membership(user=user, organisation=other, role=MemberRole.CONTRIBUTOR, since=NOW),
        )
        make_surveys.seat(session, later)

        tasks = queries.open_tasks(session, user, NOW)

        assert [(t.wave_id, t.organisation_id) for t in tasks] == [
            (over.id, organisation.id),
            (soon.id, other.id),
            (later.id, organisation.id),
        ]


class TestReturned:
    def test_it_waits_also_after_the_wave(self, session, returned):
        response, _, user = returned
        wave = response.wave

        (task,) = queries.open_tasks(session, user, wave.closes_at + make.DAY)

        assert task.state is TaskState.RETURNED
        assert task.until == wave.closes_at + timedelta(days=7)
        assert states(session, user, task.until) == []

    def test_once_all_is_answered_the_administration_has_its_turn(self, session, returned):
        _, inquiry, user = returned

        reviewing.reply(session, inquiry.id, words="Ja.", actor=user, at=clock.now())
        session.commit()
        assert states(session, user) == []

        later = clock.now() + SECOND
        reviewing.reply(
            session, inquiry.id, words="Sicher?", actor=make.steering(session), at=later
        )
        session.commit()
        assert states(session, user) == [TaskState.RETURNED]

    def test_what_was_changed_still_has_to_be_submitted(self, session, returned):
        response, inquiry, user = returned
        reviewing.reply(session, inquiry.id, words="Ja.", actor=user, at=clock.now())

        response.status = ResponseStatus.CHANGED
        session.commit()

        assert states(session, user) == [TaskState.RETURNED]


def test_what_was_opened_once_more_waits_until_it_is_submitted_again(session, seat):
    wave, organisation, user = seat
    response = make_surveys.submitted(session, *seat).response
    after = wave.closes_at + make.DAY
    request = ask_to_reopen(
        session, wave, organisation.id, reason="Etwas fehlt.", actor=user, at=after
    )
    assert states(session, user, after) == []

    until = after + timedelta(days=5)
    grant_reopening(session, request.id, until=until, actor=make.steering(session), at=after)
    session.commit()
    (task,) = queries.open_tasks(session, user, after)
    assert (task.state, task.until) == (TaskState.REOPENED, until)

    response.submitted_at = after + make.DAY
    session.commit()
    assert states(session, user, after + make.DAY) == []


def test_an_anonymous_wave_waits_until_somebody_says_it_is_done(session):
    wave = make_surveys.open_wave(session, anonymous=True)
    wave, organisation, user = make_surveys.seat(session, wave)
    assert states(session, user) == [TaskState.NEW]

    begun = Participation(wave=wave, organisation=organisation, begun_on=NOW.date())
    make.store(session, begun)
    assert states(session, user) == [TaskState.STARTED]

    begun.took_part_on = NOW.date()
    session.commit()
    assert states(session, user) == states(session, user, wave.closes_at) == []


class TestStaffQueues:
    def test_nothing_waits(self, session):
        assert queries.staff_queues(session) == queries.StaffQueues(
            0, None, 0, None, 0, None, None, 0
        )

    def test_reviews_objections_and_persons_with_their_ages(self, session, seat):
        wave, organisation, user = seat
        revision = make_surveys.submitted(session, *seat, accepted=False)
        staff, at = make.steering(session), clock.now()
        correction = reviewing.correct(
            session,
            revision.response_id,
            question="anzahl",
            row_id="",
            form={"answers/anzahl": ["13"]},
            reason="Gezählt.",
            seen=1,
            actor=staff,
            at=at,
        )
        reviewing.object_to(session, correction.id, words="Nein.", actor=user, at=at)
        invitation = session.query(WaveInvitation).filter_by(organisation_id=organisation.id).one()
        named = ContactProposal(
            invitation=invitation,
            name="Eva Neu",
            email="eva@example.org",
            proposed_by_id=user.id,
            proposed_at=NOW,
        )
        make.store(session, named)

        found = queries.staff_queues(session)

        assert (found.to_review, found.oldest_review_at) == (1, revision.submitted_at)
        assert (found.objections, found.oldest_objection_at) == (1, at)
        assert (found.named, found.oldest_named_at, found.named_in) == (1, NOW, wave.id)

        services.decide_contact(session, named, take=False, actor=staff, at=at)
        reviewing.withdraw_correction(session, correction.id, actor=staff, at=at)
        session.commit()
        left = queries.staff_queues(session)
        assert (left.to_review, left.objections, left.named, left.named_in) == (1, 0, 0, None)
