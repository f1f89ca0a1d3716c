from datetime import timedelta

import pytest

from ikparticipation import clock
from ikparticipation.organisations.models import MemberRole, Membership
from ikparticipation.surveys import queries
from ikparticipation.surveys.models import ResponseStatus, ReviewStatus
from tests import make, make_surveys

NOW = clock.now()


class TestResponseRate:
    def test_it_counts_who_was_asked_and_who_has_answered(self, session):
        wave = make_surveys.open_wave(session)
        seats = [make_surveys.seat(session, wave) for _ in range(3)]
        make_surveys.response(session, *seats[0])
        make_surveys.submitted(session, *seats[1])
        elsewhere = make_surveys.seat(session)
        make_surveys.submitted(session, *elsewhere)

        assert queries.response_rate(session, wave.id) == (1, 3)

    def test_nobody_asked_is_nought_of_nought(self, session):
        assert queries.response_rate(session, make_surveys.open_wave(session).id) == (0, 0)

    def test_whoever_changes_a_submitted_answer_has_still_answered(self, session):
        seat = make_surveys.seat(session)
        make_surveys.submitted(session, *seat).response.status = ResponseStatus.CHANGED
        session.commit()

        assert queries.response_rate(session, seat[0].id) == (1, 1)


class TestLatestWave:
    def test_it_is_the_one_that_opened_last(self, session):
        make_surveys.open_wave(session, opens_at=NOW - 90 * make.DAY)
        newer = make_surveys.open_wave(session, opens_at=NOW - 2 * make.DAY)
        planned = make_surveys.open_wave(session, opens_at=NOW + make.DAY)

        assert queries.latest_wave(session) is planned
        assert queries.latest_wave(session, NOW) is newer

    def test_there_may_be_none(self, session):
        assert queries.latest_wave(session) is None


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
        assert (task.closes_at, task.status) == (wave.closes_at, None)
        assert task.may_submit is may_submit

    def test_until_it_is_submitted_and_again_when_something_was_changed(self, session):
        seat = make_surveys.seat(session)
        response = make_surveys.response(session, *seat)
        assert [t.status for t in queries.open_tasks(session, seat[2], NOW)] == ["draft"]

        response.status, response.submitted_at = ResponseStatus.SUBMITTED, NOW
        response.review = ReviewStatus.PENDING
        session.commit()
        assert queries.open_tasks(session, seat[2], NOW) == []

        response.status = ResponseStatus.CHANGED
        session.commit()
        assert [t.status for t in queries.open_tasks(session, seat[2], NOW)] == ["changed"]

    def test_only_while_the_wave_is_open(self, session):
        wave, _, user = make_surveys.seat(session)

        assert queries.open_tasks(session, user, wave.opens_at - timedelta(seconds=1)) == []
        assert len(queries.open_tasks(session, user, wave.opens_at)) == 1
        assert queries.open_tasks(session, user, wave.closes_at) == []

    def test_for_every_organisation_and_the_most_urgent_first(self, session):
        later, organisation, user = make_surveys.seat(session)
        soon = make_surveys.open_wave(session, closes_at=NOW + make.DAY)
        other = make_surveys.invited(session, soon)
        make.store(
            session,
            Membership(user=user, organisation=other, role=MemberRole.CONTRIBUTOR, since=NOW),
        )
        make_surveys.seat(session, later)

        tasks = queries.open_tasks(session, user, NOW)

        assert [(t.wave_id, t.organisation_id) for t in tasks] == [
            (soon.id, other.id),
            (later.id, organisation.id),
        ]


class TestWaves:
    def test_each_with_its_ruecklauf_the_newest_first(self, session):
        old = make_surveys.open_wave(session, opens_at=NOW - 90 * make.DAY)
        new = make_surveys.open_wave(session, questionnaire=old.questionnaire)
        seats = [make_surveys.seat(session, old) for _ in range(3)]
        make_surveys.response(session, *seats[0])
        make_surveys.submitted(session, *seats[1])
        make_surveys.open_wave(session)

        rows = queries.waves(session, old.questionnaire.survey_id)

        assert [row.id for row in rows] == [new.id, old.id]
        assert (rows[1].invited, rows[1].started, rows[1].answered) == (3, 2, 1)
        assert (rows[0].invited, rows[0].started, rows[0].answered) == (0, 0, 0)
        assert len(queries.waves(session)) == 3
