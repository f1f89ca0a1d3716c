"""Real workers and long jobs: killed in the middle, two at once, called off."""

import os
import subprocess
import time
from contextlib import contextmanager
from uuid import uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ikparticipation import clock, db
from ikparticipation.jobs import Job, JobState, services
from ikparticipation.jobs.models import JobFile
from ikparticipation.launcher import WORKER
from ikparticipation.mail import OutgoingMail
from tests import make_jobs
from tests import services as servers
from tests.worker.test_processes import ROOT

WITH_JOBS = ["tests.worker.with_jobs" if word == "worker.celery_app" else word for word in WORKER]
SIZE = 6_000_000
"""Bytes that the job of `with_jobs` writes."""


class Place:
    """A database, a broker, and workers that know the job of `with_jobs`."""

    def __init__(self, environment, folder):
        self.environment = environment
        self.notes = folder / "notes"
        self.engine = db.connect(environment["IKP_DATABASE_URL"])
        db.Base.metadata.create_all(self.engine)

    def ask(self, pause=0.004):
        parameters = {"notes": str(self.notes), "pause": pause}
        with Session(self.engine, expire_on_commit=False) as session:
            return make_jobs.asked(session, parameters=parameters).id

    @contextmanager
    def worker(self):
        process = subprocess.Popen(
            WITH_JOBS, cwd=ROOT, env=self.environment, stderr=subprocess.DEVNULL
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()

    def read(self, job_id):
        with Session(self.engine) as session:
            return session.get_one(Job, job_id)

    def wait(self, job_id, reached, patience=60):
        deadline = time.monotonic() + patience
        while not reached(job := self.read(job_id)):
            assert time.monotonic() < deadline, (job.state, job.tries, job.done, job.error)
            time.sleep(0.1)
        return job

    def tries(self):
        return [int(line.split()[0]) for line in self.notes.read_text().splitlines()]

    def file(self, job_id):
        query = select(JobFile.data).where(JobFile.job_id == job_id).order_by(JobFile.number)
        with Session(self.engine) as session:
            return b"".join(session.scalars(query))

    def mails(self):
        with Session(self.engine) as session:
            return session.scalar(select(func.count(OutgoingMail.id)))


@pytest.fixture(params=["sqlite and files", "postgresql and redis"])
def place(request, tmp_path):
    environment = os.environ | {
        "IKP_INSTANCE": str(tmp_path),
        "IKP_LEASE": "3",
        "IKP_SWEEP_EVERY": "1",
        "IKP_BROKER_URL": "filesystem://",
        "IKP_DATABASE_URL": f"sqlite:///{tmp_path / 'ik.db'}",
    }
    if request.param == "postgresql and redis":
        server = request.getfixturevalue("postgres_url")
        environment["IKP_DATABASE_URL"] = servers.create_database(server, f"w{uuid4().hex}")
        environment["IKP_BROKER_URL"] = request.getfixturevalue("redis_url")
    made = Place(environment, tmp_path)
    yield made
    made.engine.dispose()


def is_done(job):
    return job.state is JobState.DONE


def is_in_the_middle(job):
    return job.state is JobState.RUNNING and job.done > 200


def complete(place, job_id):
    words = place.file(job_id)
    return len(words) == SIZE and set(words.split(b"\n")) == {b"x" * 9_999, b""}


def test_a_worker_that_is_killed_in_the_middle_is_followed_by_one_that_completes_it(place):
    job_id = place.ask()
    with place.worker():
        place.wait(job_id, is_in_the_middle)
    left = len(place.file(job_id))

    with place.worker():
        job = place.wait(job_id, is_done)

    assert 0 < left < SIZE
    assert (job.tries, place.tries()) == (2, [1, 2])
    assert complete(place, job_id)
    assert place.mails() == 1


def test_two_workers_do_a_job_once(place):
    job_id = place.ask()

    with place.worker(), place.worker():
        job = place.wait(job_id, is_done)

    assert (job.tries, place.tries()) == (1, [1])
    assert complete(place, job_id)
    assert place.mails() == 1


def test_a_job_that_is_called_off_stops(place):
    job_id = place.ask(pause=0.1)
    with place.worker():
        place.wait(job_id, lambda job: job.done > 10)
        with Session(place.engine) as session:
            job = session.get_one(Job, job_id)
            services.cancel(session, job, actor_id=job.created_by_id, at=clock.now())
            session.commit()
        stopped_at = place.read(job_id).heartbeat_at
        later = place.ask(pause=0)
        place.wait(later, is_done)

    job = place.read(job_id)
    assert (job.state, job.heartbeat_at) == (JobState.CANCELLED, stopped_at)
    assert place.file(job_id) == b""
