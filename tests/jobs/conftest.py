"""A kind of job for tests, and a worker that does it."""

from datetime import timedelta

import pytest

from worker.jobs import JOBS
from worker.running import run_job


@pytest.fixture
def does(monkeypatch):
    """`does(function)`: what the kind "test" does."""
    return lambda function: monkeypatch.setitem(JOBS, "test", function)


@pytest.fixture
def run(app, session):
    def once(job, lease=timedelta(minutes=1)):
        job_id = job.id
        session.commit()  # a reader of SQLite must not hold the worker up
        ended = run_job(app, job_id, lease=lease)
        session.expire_all()
        return ended

    return once
