"""A worker that is killed in the middle of deriving 200 responses, and the next one."""

import signal
import time
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select, update

from ikparticipation import clock
from ikparticipation.audit import Action, AuditEvent, EventState, record
from ikparticipation.inventory.commands import check_inventory
from ikparticipation.inventory.models import Derivation, Offer, TieStatement
from tests import make, services
from tests.make_inventory import offer, partner, says, wave
from tests.worker.test_submission_processes import made

RESPONSES, OFFERS, PARTNERS = 200, 3, 4
SOME = 20
PATIENCE = 240
PLACES = "Am Markt 1, Haldensleben\nDorfstraße 2, Barleben"


@pytest.fixture(params=["sqlite and files", "postgresql and redis"])
def place(request, tmp_path):
    url, broker = f"sqlite:///{tmp_path / 'ik.db'}", "filesystem://"
    if request.param == "postgresql and redis":
        server = request.getfixturevalue("postgres_url")
        url = services.create_database(server, f"w{uuid4().hex}")
        broker = request.getfixturevalue("redis_url")
    here = made(tmp_path, url, broker)
    yield here
    here.engine.dispose()


def accept(place):
    """Let 200 organisations answer, and the worker hear that all is accepted."""
    with place.session() as session:
        asked = wave(session)
        everybody = [make.organisation(session) for _ in range(RESPONSES)]
        for number, organisation in enumerate(everybody):
            named = [everybody[(number + n) % RESPONSES].name for n in range(1, PARTNERS)]
            revision = says(
                session,
                asked,
                organisation,
                *(offer(f"Angebot {n}", places=PLACES, hours="Mo 9–12") for n in range(OFFERS)),
                partners=[partner(name) for name in [*named, "Amt"]],
                derive=False,
            )
            record(session, Action.RESPONSE_ACCEPTED, revision, actor_id=None)
        session.execute(update(AuditEvent).values(due_at=clock.now() - timedelta(seconds=1)))
        session.commit()


def derived(place):
    (number,) = place.read(select(func.count(Derivation.id)))
    return number


def wait(reached):
    deadline = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def is_done(place):
    accepted = select(AuditEvent.state).where(AuditEvent.action == Action.RESPONSE_ACCEPTED)
    return set(place.read(accepted)) == {EventState.DONE}


def test_after_a_kill_and_a_restart_the_inventory_is_what_a_rebuild_would_make(place):
    accept(place)

    with place.worker() as process:
        wait(lambda: derived(place) >= SOME)
        process.send_signal(signal.SIGKILL)
        process.wait()
    before = derived(place)
    with place.worker():
        wait(lambda: is_done(place))

    lines = []
    assert SOME <= before < RESPONSES
    assert check_inventory(place.app, lines.append) == 0, lines
    assert derived(place) == RESPONSES
    assert place.read(select(func.count(Offer.id))) == [RESPONSES * OFFERS]
    assert place.read(select(func.count(TieStatement.id))) == [RESPONSES * PARTNERS]
    assert set(place.read(select(Offer.current))) == {True}
