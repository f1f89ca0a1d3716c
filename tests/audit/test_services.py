from datetime import timedelta

import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.audit import Action, AuditEvent, EventState, record
from ikparticipation.audit import services as audit
from ikparticipation.audit.models import MOST_TRIES
from tests import make

LEASE = timedelta(minutes=1)
GRACE = audit.GRACE


def note(session, subject):
    return record(session, Action.ORGANISATION_CHANGED, subject, actor_id=None, what="name")


def stored_event(session):
    event = note(session, make.organisation(session))
    session.commit()
    return event


class TestAnnouncing:
    def test_it_is_announced_once_it_is_committed_and_not_before(self, session, announcements):
        subject = make.organisation(session)
        with session.begin_nested():
            event = note(session, subject)
        session.flush()
        assert announcements == []

        session.commit()

        assert announcements == [event.id]

    def test_what_was_rolled_back_is_never_announced(self, session, announcements):
        subject = make.organisation(session)
        note(session, subject)

        session.rollback()
        session.commit()
        make.organisation(session)

        assert announcements == []


class TestClaiming:
    def test_one_worker_gets_it_and_a_second_does_not(self, session):
        event, now = stored_event(session), clock.now()

        first = audit.claim(session, event.id, at=now, lease=LEASE)
        second = audit.claim(session, event.id, at=now, lease=LEASE)

        assert (first, second) == (1, None)

    def test_another_may_take_over_when_the_lease_has_run_out(self, session):
        event, now = stored_event(session), clock.now()
        audit.claim(session, event.id, at=now, lease=LEASE)

        taken_over = audit.claim(session, event.id, at=now + LEASE, lease=LEASE)

        assert taken_over == 2

    def test_who_was_overtaken_may_not_finish(self, session):
        event, now = stored_event(session), clock.now()
        slow = audit.claim(session, event.id, at=now, lease=LEASE)
        quick = audit.claim(session, event.id, at=now + LEASE, lease=LEASE)

        assert not audit.finish(session, event.id, attempt=slow, at=now + LEASE)
        assert audit.finish(session, event.id, attempt=quick, at=now + LEASE)
        assert not audit.finish(session, event.id, attempt=quick, at=now + LEASE)

    def test_done_is_done(self, session):
        event, now = stored_event(session), clock.now()
        attempt = audit.claim(session, event.id, at=now, lease=LEASE)
        audit.finish(session, event.id, attempt=attempt, at=now)

        assert audit.claim(session, event.id, at=now + 10 * LEASE, lease=LEASE) is None

    def test_after_five_failures_it_waits_for_an_administrator(self, session):
        event, now = stored_event(session), clock.now()

        for attempt in range(1, MOST_TRIES + 1):
            assert audit.claim(session, event.id, at=now, lease=LEASE) == attempt
            audit.put_back(session, event.id, attempt=attempt, at=now, error="ValueError: no")
            now += timedelta(hours=1)

        session.refresh(event)
        assert (event.state, event.error) == (EventState.FAILED, "ValueError: no")
        assert audit.claim(session, event.id, at=now, lease=LEASE) is None

    def test_an_administrator_gives_it_five_tries_again(self, session, announcements):
        event = stored_event(session)
        announcements.clear()
        event.state, event.tries, event.error = EventState.FAILED, MOST_TRIES, "ValueError: no"

        audit.start_again(session, event, at=clock.now())
        session.commit()

        assert announcements == [event.id]
        assert audit.claim(session, event.id, at=clock.now(), lease=LEASE) == 1


class TestTheSweep:
    @pytest.mark.parametrize(
        ("state", "late", "found"),
        [
            (EventState.QUEUED, -1, False),  # its announcement may still be on the way
            (EventState.QUEUED, 0, True),  # the announcement got lost
            (EventState.RUNNING, -1, False),  # a worker has it
            (EventState.RUNNING, 0, True),  # the worker died
            (EventState.FAILED, 0, False),  # an administrator must look
        ],
    )
    def test_it_finds_what_was_left_lying(self, session, state, late, found):
        event, now = stored_event(session), clock.now()
        event.state, event.due_at = state, now - timedelta(seconds=late)
        session.commit()

        lying = audit.left_lying(session, at=now, again=LEASE)

        assert list(lying) == ([event.id] if found else [])

    def test_it_announces_the_same_event_again_only_after_a_while(self, session):
        event, now = stored_event(session), clock.now() + 2 * GRACE
        assert list(audit.left_lying(session, at=now, again=LEASE)) == [event.id]

        assert list(audit.left_lying(session, at=now, again=LEASE)) == []
        assert list(audit.left_lying(session, at=now + LEASE, again=LEASE)) == [event.id]

    def test_an_event_whose_worker_died_five_times_has_failed(self, session):
        event, now = stored_event(session), clock.now()
        event.state, event.tries, event.due_at = EventState.RUNNING, MOST_TRIES, now
        session.commit()

        assert list(audit.left_lying(session, at=now, again=LEASE)) == []

        session.expire_all()
        stored = session.scalars(select(AuditEvent)).one()
        assert stored.state is EventState.FAILED
        assert stored.error.startswith("WorkerLost")
