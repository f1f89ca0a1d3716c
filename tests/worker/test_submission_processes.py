"""A submission over HTTP: its broker is away, its web process is killed."""

import os
import signal
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from datetime import timedelta
from threading import Thread
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from ikparticipation import clock, db
from ikparticipation.app import create_app
from ikparticipation.audit import AuditEvent, EventState
from ikparticipation.catalogue.services import load as load_catalogue
from ikparticipation.inventory.models import Offer
from ikparticipation.launcher import WORKER
from ikparticipation.mail import OutgoingMail
from ikparticipation.settings import Settings
from ikparticipation.surveys.models import Response, ResponseRevision, ResponseStatus
from tests import make_surveys, services
from tests.visitor import Visitor
from tests.worker.test_processes import ROOT

OFFERS = 3
PATIENCE = 30
KEY = "only-for-tests-only-for-tests-only"


class Place:
    """A database, and the processes that use it; `nobody` is a broker that is away."""

    def __init__(self, environment):
        self.environment = environment
        self.nobody = {"IKP_BROKER_URL": f"redis://127.0.0.1:{services.free_port()}/0"}
        self.app = create_app(Settings.from_env(environment), lambda _event: None)
        self.engine = db.sessions_of(self.app).kw["bind"]
        db.Base.metadata.create_all(self.engine)
        with self.session() as session:
            load_catalogue(session)
            session.commit()
            self.wave, self.organisation, self.user = make_surveys.seat(session)
            self.path = f"/erhebung/{self.wave.id}"
            session.expunge_all()

    def session(self):
        return Session(self.engine, expire_on_commit=False)

    def answered(self):
        """Store complete answers that are not submitted yet."""
        with self.session() as session:
            make_surveys.response(
                session,
                session.merge(self.wave),
                session.merge(self.organisation),
                session.merge(self.user),
                document=make_surveys.document(offers=OFFERS),
            )

    @contextmanager
    def process(self, command, environment):
        process = subprocess.Popen(
            command, cwd=ROOT, env=self.environment | environment, stderr=subprocess.DEVNULL
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()

    @contextmanager
    def web(self):
        """Serve the pages; the broker is away."""
        port = services.free_port()
        command = [sys.executable, "-m", "waitress", f"--listen=127.0.0.1:{port}", "wsgi:app"]
        with self.process(command, self.nobody) as process:
            url = f"http://127.0.0.1:{port}"
            self.wait(lambda: process.poll() is None and _answers(f"{url}/healthz"))
            member = Visitor(url)
            signer = self.app.session_interface.get_signing_serializer(self.app)
            cookie = signer.dumps({"_user_id": self.user.get_id(), "_fresh": True})
            member.http.cookies.set("session", cookie, domain="127.0.0.1")
            with closing(member.http):
                yield process, member

    def worker(self):
        return self.process(WORKER, {})

    def wait(self, reached):
        deadline = time.monotonic() + PATIENCE
        while not (found := reached()):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        return found

    def read(self, query):
        with self.session() as session:
            return session.scalars(query).all()


def _answers(url):
    try:
        return httpx.get(url).is_success
    except httpx.TransportError:
        return False


def made(tmp_path, database_url, broker):
    return Place(
        {name: value for name, value in os.environ.items() if not name.startswith("IKP_")}
        | {
            "IKP_INSTANCE": str(tmp_path),
            "IKP_LEASE": "2",
            "IKP_SWEEP_EVERY": "1",
            "IKP_SECRET_KEY": KEY,
            "IKP_BROKER_URL": broker,
            "IKP_DATABASE_URL": database_url,
        }
    )


@pytest.fixture
def on_postgres(request, tmp_path):
    server = request.getfixturevalue("postgres_url")
    url = services.create_database(server, f"w{uuid4().hex}")
    place = made(tmp_path, url, request.getfixturevalue("redis_url"))
    yield place
    place.engine.dispose()


@pytest.fixture(params=["sqlite and files", "postgresql and redis"])
def place(request, tmp_path):
    if request.param == "postgresql and redis":
        yield request.getfixturevalue("on_postgres")
        return
    place = made(tmp_path, f"sqlite:///{tmp_path / 'ik.db'}", "filesystem://")
    yield place
    place.engine.dispose()


def test_with_the_broker_away_the_receipt_is_shown_and_the_rest_follows_once(place):
    place.answered()

    with place.web() as (_, member):
        started = time.monotonic()
        form = member.get(f"{place.path}/pruefen").form("Antworten absenden")
        receipt = form.press("Antworten absenden")
        spent = time.monotonic() - started
    left = place.read(select(AuditEvent.state).where(AuditEvent.actor_id == place.user.id))
    mails = place.read(select(OutgoingMail.id))
    _some_time_later(place)
    with place.worker():
        place.wait(lambda: _is_worked_off(place))

    (code,) = place.read(select(ResponseRevision.receipt_code))
    receipt.expect(code)
    assert spent < 5
    assert (left, mails) == ([EventState.QUEUED], [])
    assert len(place.read(select(OutgoingMail.id))) == 1
    names = sorted(place.read(select(Offer.name)))
    assert names == [f"Angebot {n}" for n in range(1, OFFERS + 1)]


def _some_time_later(place):
    """Let the sweep find at its next turn what nobody was told of, not only after ten seconds."""
    with place.session() as session:
        session.execute(update(AuditEvent).values(due_at=clock.now() - timedelta(seconds=1)))
        session.commit()


def _is_worked_off(place):
    return set(place.read(select(AuditEvent.state))) == {EventState.DONE} and place.read(
        select(Response.accepted_number)
    ) == [1]


@pytest.mark.parametrize("what", ["the first save", "the submission"])
def test_a_web_process_that_is_killed_in_the_middle_leaves_nothing_half(on_postgres, what):
    """It hangs where it records what it did: answers are written then, and not committed."""
    place = on_postgres
    path, button = f"{place.path}/wir", "Zwischenspeichern"
    if what == "the submission":
        place.answered()
        path, button = f"{place.path}/pruefen", "Antworten absenden"
    with place.web() as (process, member), place.engine.connect() as other:
        form = _filled(member.get(path), button)
        other.execute(text("LOCK TABLE audit_event IN SHARE MODE"))
        sent = _sent_by_another(member, form)
        place.wait(lambda: _waits_for(other))
        process.send_signal(signal.SIGKILL)
        sent.join()
        other.rollback()
        place.wait(lambda: not _others(other))
    assert place.read(select(ResponseRevision.id)) == []
    stored = [ResponseStatus.DRAFT] if what == "the submission" else []
    assert place.read(select(Response.status)) == stored

    with place.web() as (_, member):
        page = _filled(member.get(path), button).press(button)

    assert page.status == 200
    assert len(place.read(select(Response.id))) == 1
    assert len(place.read(select(ResponseRevision.id))) == (what == "the submission")
    assert len(place.read(select(AuditEvent.id))) == 1


def _filled(page, button):
    form = page.form(button)
    return form if button == "Antworten absenden" else form.put("answers/was", "Wir beraten.")


def _sent_by_another(member, form):
    def press():
        with pytest.raises(httpx.TransportError):
            form.press()

    thread = Thread(target=press)
    thread.start()
    return thread


def _waits_for(connection):
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND wait_event_type = 'Lock'"
    )
    return connection.execute(waiting).scalar_one()


def _others(connection):
    """Count the connections that are still in a transaction. Ends its own, to see them anew."""
    others = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid() AND state <> 'idle'"
    )
    found = connection.execute(others).scalar_one()
    connection.rollback()
    return found
