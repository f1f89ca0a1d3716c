from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from ikparticipation import clock
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.errors import NotAllowedError
from ikparticipation.surveys import services
from ikparticipation.surveys.inviting.reminders import newest_due
from ikparticipation.surveys.models import WaveInvitation
from ikparticipation.text import BERLIN
from tests import make, make_surveys

END = datetime(2027, 4, 30, 23, 59, 59, tzinfo=BERLIN)
BEGIN = datetime(2027, 4, 1, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("at", "due"),
    [
        (datetime(2027, 4, 16, 7, 59, tzinfo=BERLIN), None),
        (datetime(2027, 4, 16, 8, 0, tzinfo=BERLIN), date(2027, 4, 16)),
        (datetime(2027, 4, 20, 3, 0, tzinfo=BERLIN), date(2027, 4, 16)),
        (datetime(2027, 4, 29, 12, 0, tzinfo=BERLIN), date(2027, 4, 27)),
        (datetime(2027, 5, 1, 0, 0, tzinfo=BERLIN), None),
        (datetime(2027, 3, 31, 12, 0, tzinfo=BERLIN), None),
    ],
    ids=["too early in the day", "on its day", "days late", "only the last", "over", "not begun"],
)
def test_only_the_newest_reminder_counts(at, due):
    assert newest_due(END, BEGIN, [14, 3], at) == due


def reminded(session):
    return session.scalars(select(AuditEvent.subject_id)).all()


@pytest.fixture
def wave(session):
    return make_surveys.open_wave(
        session, opens_at=BEGIN, closes_at=END, remind_days=[14, 3], created_at=BEGIN
    )


def asked(session, wave, **given):
    organisation = make_surveys.invited(session, wave, **{"invited_at": BEGIN} | given)
    return organisation, make.member(session, of=organisation)


class TestByTheClock:
    LATE = datetime(2027, 4, 29, 12, 0, tzinfo=BERLIN)

    def test_what_was_missed_goes_out_once_however_often_the_clock_runs(self, session, wave):
        asked(session, wave)

        counts = [services.remind_due(session, at=self.LATE) for _ in range(3)]
        later = services.remind_due(session, at=self.LATE + timedelta(hours=30))

        assert counts == [1, 0, 0]
        assert later == 0
        assert len(reminded(session)) == 1

    def test_each_day_of_the_wave_reminds_once(self, session, wave):
        asked(session, wave)

        hours = [BEGIN + timedelta(hours=n) for n in range(0, 24 * 31, 6)]
        sent = [at.astimezone(BERLIN).day for at in hours if services.remind_due(session, at=at)]

        assert sent == [16, 27]

    def test_who_has_submitted_declined_or_opted_out_is_left_in_peace(self, session):
        wave = make_surveys.open_wave(session)
        done, person = asked(session, wave)
        make_surveys.submitted(session, wave, done, person)
        asked(session, wave, declined_at=BEGIN)
        gone, other = asked(session, wave)
        services.opt_out(session, gone, reason="", by=other.id, at=clock.now())
        make_surveys.invited(session, wave, invited_at=BEGIN)
        waiting, _ = asked(session, wave)
        session.execute(update(WaveInvitation).values(invited_at=clock.now() - 9 * make.DAY))

        services.remind_due(session, at=wave.closes_at - make.DAY)

        query = select(WaveInvitation.organisation_id).where(WaveInvitation.reminders > 0)
        assert session.scalars(query).all() == [waiting.id]

    def test_an_organisation_gets_one_mail_a_day_over_all_waves(self, session, wave):
        organisation, _ = asked(session, wave)
        second = make_surveys.open_wave(
            session, opens_at=BEGIN, closes_at=END, remind_days=[3], created_at=BEGIN
        )
        make_surveys.invited(session, second, organisation, invited_at=BEGIN)

        first_day = services.remind_due(session, at=self.LATE)
        next_day = services.remind_due(session, at=self.LATE + timedelta(hours=20))

        assert (first_day, next_day) == (1, 1)

    def test_the_task_is_in_the_schedule(self):
        from worker.schedule import schedule  # noqa: PLC0415
        from worker.tasks import remind_invited, settings  # noqa: PLC0415

        tasks = {entry["task"] for entry in schedule(settings).values()}
        assert remind_invited.name in tasks


class TestByHand:
    def test_all_who_still_may_answer_and_had_no_mail_today(self, session, as_user):
        wave = make_surveys.open_wave(session)
        yesterday = clock.now() - 2 * make.DAY
        waiting, _ = asked(session, wave, invited_at=yesterday)
        asked(session, wave, invited_at=clock.now())
        client = as_user(make.steering(session))

        answer = client.post(
            f"/verwaltung/erhebungen/wellen/{wave.id}/erinnern", data={"alle": "1"}
        )

        assert answer.status_code == 303
        session.expire_all()
        found = session.scalars(select(WaveInvitation).where(WaveInvitation.reminders == 1)).all()
        assert [each.organisation_id for each in found] == [waiting.id]
        actions = session.scalars(select(AuditEvent.action)).all()
        assert actions == [Action.INVITATION_REPEATED]

    @pytest.mark.parametrize(
        ("days", "status"),
        [
            ("14, 3", 303),
            ("", 303),
            ("3 14", 303),
            ("bald", 422),
            ("99", 422),
            ("1,2,3,4,5,6", 422),
        ],
    )
    def test_the_days_can_be_changed(self, session, as_user, days, status):
        wave = make_surveys.open_wave(session)
        client = as_user(make.steering(session))

        answer = client.post(
            f"/verwaltung/erhebungen/wellen/{wave.id}/erinnerungen", data={"days": days}
        )

        assert answer.status_code == status, answer.text
        session.refresh(wave)
        assert wave.remind_days == ([] if days == "" else [14, 3])

    def test_only_staff_may(self, session, wave):
        with pytest.raises(NotAllowedError):
            services.set_reminders(session, wave, [1], actor=make.user(session))
