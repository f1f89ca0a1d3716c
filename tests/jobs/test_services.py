"""Asking for a job, and what the function that does it can do."""

import csv
import io
import zipfile

import pytest
from sqlalchemy import func, select

from ikparticipation import clock
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.jobs import Job, JobState
from ikparticipation.jobs.models import JobFile
from ikparticipation.jobs.work import PIECE
from ikparticipation.mail import OutgoingMail
from tests import make, make_jobs


def test_asking_is_recorded_and_announced(session, announcements):
    job = make_jobs.asked(session)

    event = session.scalars(select(AuditEvent)).one()
    assert (event.action, event.subject_id) == (Action.JOB_REQUESTED, job.id)
    assert announcements == [event.id]


def test_asked_for_twice_it_is_one_job_until_it_has_ended(session, does, run):
    does(lambda _work: None)
    person = make.steering(session)
    same = {"actor": person, "parameters": {"welle": 1, "art": "csv"}}

    first = make_jobs.asked(session, **same)
    turned = make_jobs.asked(session, actor=person, parameters={"art": "csv", "welle": 1})
    assert run(first)
    later = make_jobs.asked(session, **same)

    assert first.id == turned.id
    assert later.id != first.id
    assert session.scalar(select(func.count(AuditEvent.id))) == 2


@pytest.mark.parametrize("other", ["person", "kind", "parameters"])
def test_another_person_kind_or_parameters_is_another_job(session, other):
    same = {"actor": make.steering(session), "kind": "test", "parameters": {"n": 1}}
    changed = {"person": {"actor": make.steering(session)}, "kind": {"kind": "x"}}
    changed["parameters"] = {"parameters": {"n": 2}}

    first, second = (
        make_jobs.asked(session, **same),
        make_jobs.asked(session, **same | changed[other]),
    )

    assert first.id != second.id


@pytest.mark.parametrize(
    "size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 2 * PIECE + 7], ids=str
)
@pytest.mark.parametrize("step", [PIECE // 3, 5 * PIECE], ids=["small writes", "one write"])
def test_a_file_is_stored_in_pieces_and_is_the_same(session, does, run, size, step):
    words = bytes(n % 251 for n in range(1000)) * (size // 1000 + 1)
    words = words[:size]

    def write(work):
        with work.open_result("x.bin", "application/octet-stream") as file:
            for start in range(0, size, step):
                file.write(words[start : start + step])

    does(write)
    job = make_jobs.asked(session)

    assert run(job)
    assert (job.state, job.size, job.file_name) == (JobState.DONE, size, "x.bin")
    assert make_jobs.content(session, job) == words
    sizes = session.scalars(select(func.length(JobFile.data)).order_by(JobFile.number)).all()
    assert all(0 < each <= PIECE for each in sizes)


def test_programs_that_write_files_can_write_into_it(session, does, run):
    def write(work):
        file = work.open_result("x.zip", "application/zip")
        with zipfile.ZipFile(file, "w") as archive, archive.open("a.csv", "w") as entry:
            csv.writer(io.TextIOWrapper(entry, write_through=True)).writerow(["ä", 1])

    does(write)
    job = make_jobs.asked(session)

    assert run(job)
    with zipfile.ZipFile(io.BytesIO(make_jobs.content(session, job))) as archive:
        assert archive.read("a.csv").decode() == "ä,1\r\n"


@pytest.mark.parametrize(
    ("language", "subject", "with_file"),
    [
        ("de", "Ihr Export ist fertig: Antworten 2027", True),
        ("en", "Your export is ready: Antworten 2027", True),
        ("de", "Ihr Auftrag ist erledigt: Antworten 2027", False),
        ("en", "Your job is done: Antworten 2027", False),
    ],
)
def test_the_person_gets_one_mail_when_it_is_done(session, does, run, language, subject, with_file):
    does(lambda work: with_file and work.open_result("x.csv", "text/csv").write(b"x"))
    job = make_jobs.asked(session, language=language)

    assert run(job)
    assert not run(job)
    (mail,) = make_jobs.mails(session)
    assert mail.subject == subject
    assert f"/verwaltung/auftraege/{job.id}" in mail.body


def test_nobody_who_is_locked_out_gets_a_mail(session, does, run):
    does(lambda _work: None)
    job = make_jobs.asked(session, actor=make.steering(session, disabled_at=clock.now()))

    assert run(job)
    assert make_jobs.mails(session) == []


def test_progress_is_seen_by_others_while_it_runs_and_keeps_the_job(app, session, does, run):
    seen = []

    def count(work):
        work.progress(3, 10)
        with work.sessions() as other:
            job = other.get_one(Job, work.job_id)
            seen.append((job.done, job.total, job.state, job.due_at > clock.now()))

    does(count)
    assert run(make_jobs.asked(session))

    assert seen == [(3, 10, JobState.RUNNING, True)]


def test_what_is_read_is_one_state_while_others_write(session, does, run):
    seen = []

    def read(work):
        with work.reading() as reading:
            seen.append(reading.scalar(select(func.count(OutgoingMail.id))))
            with work.sessions.begin() as other:
                now = clock.now()
                other.add(
                    OutgoingMail(key="x", to="", subject="", body="", written_at=now, due_at=now)
                )
            seen.append(reading.scalar(select(func.count(OutgoingMail.id))))

    does(read)

    assert run(make_jobs.asked(session))
    assert seen == [0, 0]
