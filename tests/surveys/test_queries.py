from ikparticipation import clock
from ikparticipation.surveys import queries
from ikparticipation.surveys.models import ResponseStatus
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
