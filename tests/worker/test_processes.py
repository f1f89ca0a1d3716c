"""Real worker processes, killed at any moment, and brokers that are away."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from ikparticipation import db, schema
from ikparticipation.accounts.models import SignInLink
from ikparticipation.audit import AuditEvent, EventState
from ikparticipation.launcher import WORKER
from ikparticipation.mail import MailState, OutgoingMail
from tests import services

ROOT = Path(__file__).parent.parent.parent
PEOPLE = 40
ASK_FOR_LINKS = """
import sys, time
from wsgi import app
from ikparticipation import clock, db
from ikparticipation.accounts import services
for n in range(int(sys.argv[1])):
    started = time.monotonic()
    with app.app_context(), db.transaction() as session:
        user = services.find_or_create(
            session, email=f"p{n}@example.org", name="P", language="de", at=clock.now()
        )
        services.request_link(session, user)
    assert time.monotonic() - started < 5, "a request waited for the broker"
"""


@dataclass
class Installation:
    """A database, a broker, and the processes that use them."""

    environment: dict[str, str]
    database_url: str

    def ask_for_links(self, people: int, **other: str) -> None:
        subprocess.run(
            [sys.executable, "-c", ASK_FOR_LINKS, str(people)],
            cwd=ROOT,
            env=self.environment | other,
            check=True,
            timeout=120,
        )

    @contextmanager
    def worker(self):
        process = subprocess.Popen(
            WORKER, cwd=ROOT, env=self.environment, stderr=subprocess.DEVNULL
        )
        try:
            yield process
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()

    def state(self) -> tuple[dict[EventState, int], int, int]:
        """Return events by state, links, and mails that are ready to read."""
        engine = db.connect(self.database_url)
        with engine.connect() as connection:
            events = connection.execute(
                select(AuditEvent.state, func.count()).group_by(AuditEvent.state)
            )
            found = (
                dict(events.all()),
                connection.scalar(select(func.count(SignInLink.id))),
                connection.scalar(
                    select(func.count(OutgoingMail.id)).where(OutgoingMail.state == MailState.KEPT)
                ),
            )
        engine.dispose()
        return found

    def wait_until_done(self, people: int, patience: float = 60) -> None:
        deadline = time.monotonic() + patience
        while (seen := self.state()) != ({EventState.DONE: people}, people, people):
            assert time.monotonic() < deadline, seen
            time.sleep(0.2)


@pytest.fixture(params=["sqlite and files", "postgresql and redis"])
def installation(request, tmp_path):
    environment = os.environ | {
        "IKP_INSTANCE": str(tmp_path),
        "IKP_LEASE": "2",
        "IKP_SWEEP_EVERY": "1",
        "IKP_BROKER_URL": "filesystem://",
        "IKP_DATABASE_URL": f"sqlite:///{tmp_path / 'ik.db'}",
    }
    if request.param == "postgresql and redis":
        server = request.getfixturevalue("postgres_url")
        environment["IKP_DATABASE_URL"] = services.create_database(server, f"w{uuid4().hex}")
        environment["IKP_BROKER_URL"] = request.getfixturevalue("redis_url")
    engine = db.connect(environment["IKP_DATABASE_URL"])
    schema.upgrade(engine)
    engine.dispose()
    return Installation(environment, environment["IKP_DATABASE_URL"])


def test_a_worker_that_is_killed_again_and_again_loses_and_doubles_nothing(installation):
    installation.ask_for_links(PEOPLE)
    chance = random.Random(15083)  # noqa: S311 - the same moments in each run

    for _ in range(4):
        with installation.worker():
            time.sleep(chance.uniform(1.2, 2.4))
    with installation.worker():
        installation.wait_until_done(PEOPLE)

    tries = _tries(installation)
    assert min(tries) == 1
    assert max(tries) <= 5


def test_while_the_broker_is_away_requests_are_quick_and_nothing_is_lost(installation):
    nobody = f"redis://127.0.0.1:{services.free_port()}/0"

    installation.ask_for_links(5, IKP_BROKER_URL=nobody)
    with installation.worker():
        installation.wait_until_done(5)


def test_two_workers_do_not_do_the_same_work_twice(installation):
    installation.ask_for_links(PEOPLE)

    with installation.worker(), installation.worker():
        installation.wait_until_done(PEOPLE)

    assert set(_tries(installation)) == {1}


def _tries(installation) -> list[int]:
    engine = db.connect(installation.database_url)
    with engine.connect() as connection:
        tries = list(connection.scalars(select(AuditEvent.tries)))
    engine.dispose()
    return tries
