"""Jobs that are called off, overtaken, fail, are swept up, and files that are deleted."""

from datetime import timedelta

import pytest

from ikparticipation import clock
from ikparticipation.errors import ConflictError, InvalidError
from ikparticipation.jobs import CancelledError, Job, JobState, leases, services
from ikparticipation.jobs.models import MOST_TRIES
from ikparticipation.jobs.work import PIECE
from tests import make, make_jobs
from tests.conftest import make_settings

MINUTE = timedelta(minutes=1)
NOTHING = timedelta(0)


def test_a_cancelled_job_stops_at_its_next_sign_of_life_and_leaves_nothing(session, does, run):
    reached = []
    person = make.steering(session)

    def called_off(work):
        file = work.open_result("x.bin", "application/octet-stream")
        file.write(b"x" * PIECE)
        with work.sessions.begin() as other:
            job = other.get_one(Job, work.job_id)
            services.cancel(other, job, actor_id=person.id, at=clock.now())
        reached.append("before")
        file.write(b"x" * PIECE)
        reached.append("after")

    does(called_off)
    job = make_jobs.asked(session, actor=person)

    assert not run(job)
    assert (reached, job.state) == (["before"], JobState.CANCELLED)
    assert make_jobs.content(session, job) == b""
    assert make_jobs.mails(session) == []
    with pytest.raises(ConflictError):
        services.cancel(session, job, actor_id=person.id, at=clock.now())


def test_a_try_that_was_overtaken_can_store_nothing(session, does, run):
    job = make_jobs.asked(session)
    tries = []

    def slow_then_quick(work):
        tries.append(work.attempt)
        file = work.open_result("x.txt", "text/plain")
        if work.attempt == 1:
            assert run(job)
            with pytest.raises(CancelledError):
                file.write(b"1" * PIECE)
        file.write(b"2")

    does(slow_then_quick)

    assert not run(job, lease=NOTHING)
    assert tries == [1, 2]
    assert (job.state, make_jobs.content(session, job)) == (JobState.DONE, b"2")
    assert len(make_jobs.mails(session)) == 1


def test_the_pieces_of_a_failed_try_do_not_stay_in_the_file(session, does, run):
    def second_time(work):
        file = work.open_result("x.txt", "text/plain")
        file.write(str(work.attempt).encode() * PIECE)
        if work.attempt == 1:
            raise OSError("weg")

    does(second_time)
    job = make_jobs.asked(session)

    assert not run(job)
    assert (job.state, job.error) == (JobState.QUEUED, "OSError: weg")
    assert run(job)
    assert make_jobs.content(session, job) == b"2" * PIECE
    assert job.error is None


def test_what_fails_three_times_has_failed_and_says_so(session, does, run):
    def broken(work):
        work.open_result("x", "text/plain").write(b"x" * PIECE)
        raise ZeroDivisionError("nichts")

    does(broken)
    job = make_jobs.asked(session)

    assert [run(job) for _ in range(5)] == [False] * 5
    assert (job.state, job.tries) == (JobState.FAILED, MOST_TRIES)
    assert job.error == "ZeroDivisionError: nichts"
    assert job.reason.startswith("Drei Versuche sind gescheitert. Ihre Daten sind unverändert.")
    assert make_jobs.content(session, job) == b""
    (mail,) = make_jobs.mails(session)
    assert mail.subject == "Ihr Auftrag ist nicht gelungen: Antworten 2027"
    assert job.reason in mail.body


def test_what_a_rule_refuses_fails_at_once_with_its_sentence(session, does, run):
    def refused(_work):
        raise InvalidError("Zu wenige Antworten.")

    does(refused)
    job = make_jobs.asked(session)

    assert not run(job)
    assert (job.state, job.tries, job.reason) == (JobState.FAILED, 1, "Zu wenige Antworten.")
    assert len(make_jobs.mails(session)) == 1


def test_a_kind_that_nobody_does_fails(session, run):
    job = make_jobs.asked(session, kind="gibt-es-nicht")

    assert [run(job) for _ in range(MOST_TRIES)] == [False] * MOST_TRIES
    assert job.state is JobState.FAILED


def test_the_sweep_finds_what_waits_and_what_was_left_and_gives_up_the_lost(session, tmp_path):
    now, settings = clock.now(), make_settings("sqlite://", tmp_path)
    waits = make_jobs.asked(session, at=now)
    left, lost, runs = (make_jobs.asked(session) for _ in range(3))
    for job, tries, due in [(left, 1, now), (lost, MOST_TRIES, now), (runs, 1, now + MINUTE)]:
        job.state, job.tries, job.due_at = JobState.RUNNING, tries, due
    session.commit()

    def sweep():
        return leases.left_lying(session, at=now, again=MINUTE, settings=settings)

    assert leases.is_waiting(session, at=now)
    assert set(sweep()) == {waits.id, left.id}
    assert list(sweep()) == [left.id]
    session.expire_all()
    assert (lost.state, lost.error.partition(":")[0]) == (JobState.FAILED, "WorkerLost")
    assert len(make_jobs.mails(session)) == 1


def test_two_who_claim_at_once_get_it_once(session):
    job, now = make_jobs.asked(session), clock.now()

    tries = [leases.claim(session, job.id, at=now, lease=MINUTE) for _ in range(2)]

    assert tries == [1, None]


def test_files_are_deleted_after_a_week_and_the_row_stays(session):
    old, fresh = make_jobs.done(session), make_jobs.done(session)
    old.expires_at = clock.now()
    session.commit()

    services.delete_old_files(session, at=clock.now())

    assert make_jobs.content(session, old) == b""
    assert make_jobs.content(session, fresh) == b"einszwei"
    assert session.get(Job, old.id).state is JobState.DONE


def test_what_waits_or_lies_ready_is_not_asked_for_again(session):
    person = make.steering(session)
    for job in (make_jobs.asked(session), make_jobs.done(session)):
        with pytest.raises(ConflictError):
            services.again(session, job, actor_id=person.id, at=clock.now())
