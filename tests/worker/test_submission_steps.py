"""A submission, with its worker killed at every step of what follows from it.

Each step is a process of its own that ends itself with SIGKILL in the middle of the worker's own
function, so nothing of its transaction is ever told to it or to the database.
"""

import os
import signal
import time
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from ikparticipation import clock, db
from ikparticipation.audit import Action, AuditEvent, EventState
from ikparticipation.audit import services as audit
from ikparticipation.inventory.models import Offer
from ikparticipation.mail import OutgoingMail
from ikparticipation.surveys.models import (
    Response,
    ResponseRevision,
    ReviewStatus,
    result_counter,
)
from ikparticipation.surveys.services import results
from tests import make_surveys
from worker import events
from worker.reactions import REACTIONS

OFFERS = 3
LEASE = timedelta(milliseconds=20)
STEPS = [
    ("before it is claimed", None),
    ("claimed", None),
    *(
        (f"{action.value}, after {number} of {len(REACTIONS[action])}", (action, number))
        for action in (Action.RESPONSE_SUBMITTED, Action.RESPONSE_ACCEPTED)
        for number in range(len(REACTIONS[action]) + 1)
    ),
    ("done, and the broker was not told", None),
]


def die(*_unused, **_named):
    os.kill(os.getpid(), signal.SIGKILL)


def plan_death(step, where):
    """Let this process end itself when it comes there."""
    if step == "before it is claimed":
        audit.claim = die
    elif step == "claimed":
        audit.finish = die
    elif where:
        action, number = where
        reactions = REACTIONS[action]
        REACTIONS[action] = (*reactions[:number], die, *reactions[number:])


@pytest.fixture
def worker(app, session, announcements):
    """`worker(step, where)`: work off what was announced in a process that dies at this step."""
    engine = db.sessions_of(app).kw["bind"]

    def run(step, where):
        session.commit()
        child = os.fork()
        if child:
            return os.WTERMSIG(os.waitpid(child, 0)[1])
        try:
            engine.dispose(close=False)  # its connections belong to the parent
            plan_death(step, where)
            while announcements:
                events.run_event(app, announcements.pop(0), lease=LEASE)
            die()
        finally:
            os._exit(1)

    return run


@pytest.fixture
def sweep(app, announcements):
    """`sweep()`: what the clock does, until nothing is left lying; how often events ran."""

    def run():
        announcements.clear()
        ran = 0
        for _ in range(20):
            time.sleep(2 * LEASE.total_seconds())
            later = clock.now() + audit.GRACE + timedelta(seconds=1)
            with app.app_context(), db.transaction() as own:
                found = audit.left_lying(own, at=later, again=timedelta(0))
            if not found:
                return ran
            for event_id in found:
                ran += events.run_event(app, event_id, lease=LEASE)
        raise AssertionError("events were left lying")

    return run


def counters(session, wave):
    query = select(*[c for c in result_counter.c if c.name != "n"], result_counter.c.n)
    found = session.execute(query.where(result_counter.c.wave_id == wave.id)).all()
    return Counter({tuple(row[:-1]): row.n for row in found if row.n})


def follows_once(session, wave):
    """Everything that follows from the one submission is there, and nothing twice."""
    session.expire_all()
    response = session.scalars(select(Response)).one()
    assert session.scalar(select(func.count(ResponseRevision.id))) == 1
    assert (response.review, response.accepted_number) == (ReviewStatus.ACCEPTED, 1)
    assert set(session.scalars(select(AuditEvent.state))) == {EventState.DONE}
    actions = Counter(session.scalars(select(AuditEvent.action)))
    assert (actions[Action.RESPONSE_SUBMITTED], actions[Action.RESPONSE_ACCEPTED]) == (1, 1)
    assert session.scalar(select(func.count(OutgoingMail.id))) == 1
    names = session.scalars(select(Offer.name)).all()
    assert sorted(names) == [f"Angebot {n}" for n in range(1, OFFERS + 1)]
    kept = counters(session, wave)
    assert kept
    results.recount(session, wave.id)
    assert counters(session, wave) == kept


@pytest.fixture
def submitted(session, app):
    """The wave in which an organisation has just submitted three offers."""
    wave, organisation, user = make_surveys.seat(session)
    document = make_surveys.document(offers=OFFERS)
    make_surveys.submitted(session, wave, organisation, user, accepted=False, document=document)
    return wave


@pytest.mark.parametrize(("step", "where"), STEPS, ids=[step for step, _ in STEPS])
def test_killed_there_nothing_is_lost_and_nothing_doubled(
    session, submitted, worker, sweep, step, where
):
    ended_by = worker(step, where)

    sweep()

    assert ended_by == signal.SIGKILL
    follows_once(session, submitted)


def test_while_the_lease_runs_nobody_else_takes_it_and_its_effect_is_not_there(
    app, session, submitted, worker, announcements, monkeypatch
):
    event_id = announcements[0]
    monkeypatch.setattr("tests.worker.test_submission_steps.LEASE", timedelta(minutes=5))
    worker("in the middle", (Action.RESPONSE_SUBMITTED, 2))

    taken = events.run_event(app, event_id, lease=timedelta(minutes=5))

    event = session.get_one(AuditEvent, event_id, populate_existing=True)
    assert not taken
    assert (event.state, event.tries) == (EventState.RUNNING, 1)
    assert session.scalar(select(func.count(OutgoingMail.id))) == 0
    assert session.scalars(select(Response.review)).one() is ReviewStatus.PENDING


def test_killed_once_at_each_step_one_after_the_other_it_still_comes_to_its_end(
    session, submitted, worker, sweep, announcements
):
    """As one submission may meet them all; a person is asked only after the fifth try."""
    waiting = list(announcements)
    for step, where in STEPS[1:5]:
        announcements[:] = waiting
        assert worker(step, where) == signal.SIGKILL
        time.sleep(2 * LEASE.total_seconds())

    sweep()

    follows_once(session, submitted)
    tries = session.scalars(select(AuditEvent.tries).order_by(AuditEvent.at)).all()
    assert max(tries) == 5
