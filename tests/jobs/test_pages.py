"""The pages of jobs: how far, the file, calling off, once more, and whose they are."""

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.accounts.models import StaffRole
from ikparticipation.jobs import Job, JobState
from ikparticipation.jobs.models import JobFile
from ikparticipation.reporting.views import jobs as views
from tests import make, make_jobs
from tests.markup import complaints

LIST = "/verwaltung/auftraege/"


@pytest.fixture
def read(as_user):
    def get(user, path, status=200):
        answer = as_user(user).get(path)
        assert answer.status_code == status
        if status == 200:
            assert complaints(answer.text) == []
        return BeautifulSoup(answer.text, "html.parser")

    return get


def ended(session, state, **given):
    job = make_jobs.asked(session, **given)
    job.state, job.open_key, job.finished_at = state, None, clock.now()
    job.reason = "Drei Versuche sind gescheitert." if state is JobState.FAILED else None
    job.error = "KeyError: x" if state is JobState.FAILED else None
    session.commit()
    return job


def test_a_list_without_jobs_says_so(session, read):
    assert "Noch kein Auftrag" in read(make.moderator(session), LIST).main.text


def test_the_staff_see_their_own_jobs_and_administrators_all(session, read):
    one, two = make.steering(session, name="Frau Eins"), make.steering(session)
    make_jobs.asked(session, actor=one, title="Von Eins")
    make_jobs.done(session, actor=two, title="Von Zwei")

    own = read(one, LIST).main.text
    everybody = read(make.administrator(session), LIST).main.text

    assert ("Von Eins" in own, "Von Zwei" in own) == (True, False)
    assert "Von Eins" in everybody
    assert "Von Zwei" in everybody
    assert "von Frau Eins" in everybody


@pytest.mark.parametrize("page", ["", "/datei"])
def test_a_job_of_others_or_of_a_higher_role_is_not_there(session, read, page):
    job = make_jobs.done(session, actor=make.steering(session))
    lowered = make.moderator(session)
    before = make_jobs.done(session, actor=lowered)
    after = make_jobs.done(session, actor=lowered, least_role=StaffRole.MODERATOR)

    for each, person in [(job, make.steering(session)), (before, lowered)]:
        read(person, f"{LIST}{each.id}{page}", status=404)
    assert read(lowered, f"{LIST}{after.id}")


def test_while_it_runs_the_page_tells_how_far_and_looks_again(session, read):
    person = make.steering(session)
    job = make_jobs.asked(session, actor=person)
    job.state, job.tries, job.done, job.total = JobState.RUNNING, 1, 1200, 5000
    session.commit()

    tree = read(person, f"{LIST}{job.id}")
    still = read(person, f"{LIST}{job.id}?halten=1")

    bar = tree.select_one("progress")
    assert (bar["value"], bar["max"]) == ("1200", "5000")
    assert "1.200 von 5.000" in tree.main.text or "1200 von 5000" in tree.main.text
    assert tree.select_one('noscript meta[http-equiv="refresh"]')
    assert tree.select_one("#auftrag[hx-get]")
    assert not still.select_one('meta[http-equiv="refresh"], [hx-get]')


@pytest.mark.parametrize("state", [JobState.DONE, JobState.FAILED, JobState.CANCELLED])
def test_a_page_of_what_has_ended_stands_still(session, read, state):
    person = make.steering(session)
    job = ended(session, state, actor=person)

    tree = read(person, f"{LIST}{job.id}")

    assert not tree.select_one('meta[http-equiv="refresh"], [hx-get], progress')
    assert not tree.select_one('form[action$="/abbrechen"]')
    assert tree.select_one('form[action$="/wiederholen"]')


def test_the_cause_is_for_administrators_and_the_sentence_for_everybody(session, read):
    person = make.steering(session)
    job = ended(session, JobState.FAILED, actor=person)

    own, administrators = (
        read(user, f"{LIST}{job.id}").main.text for user in (person, make.administrator(session))
    )

    assert "Drei Versuche sind gescheitert." in own
    assert "KeyError" not in own
    assert "KeyError" in administrators


def test_the_file_is_streamed_with_its_name_piece_by_piece(session, as_user, monkeypatch):
    job = make_jobs.done(session, actor=make.steering(session), pieces=[b"a" * 1000, b"b", b"c"])
    asked, read_piece = [], views.queries.piece
    monkeypatch.setattr(
        views.queries, "piece", lambda *facts: asked.append(facts[2]) or read_piece(*facts)
    )
    user = session.get_one(make.User, job.created_by_id)

    answer = as_user(user).get(f"{LIST}{job.id}/datei")
    pieces = answer.iter_encoded()
    first = next(pieces)
    asked_by_then = list(asked)

    assert (first, b"".join(pieces)) == (b"a" * 1000, b"bc")
    assert asked_by_then == [0]
    assert answer.headers["Content-Length"] == "1002"
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "B%C3%B6rde.csv" in answer.headers["Content-Disposition"]


def test_a_download_whose_pieces_are_gone_breaks_off(session, as_user):
    job = make_jobs.done(session, actor=make.steering(session))
    user = session.get_one(make.User, job.created_by_id)
    session.delete(session.scalars(select(JobFile).where(JobFile.number == 1)).one())
    session.commit()

    with pytest.raises(LookupError):
        as_user(user).get(f"{LIST}{job.id}/datei", buffered=True)


def test_a_deleted_file_is_explained_and_can_be_made_again(session, read, as_user):
    person = make.steering(session)
    job = make_jobs.done(session, actor=person)
    job.expires_at = clock.now()
    session.commit()

    assert "Die Datei ist gelöscht" in read(person, f"{LIST}{job.id}").main.text
    read(person, f"{LIST}{job.id}/datei", status=404)
    answer = as_user(person).post(f"{LIST}{job.id}/wiederholen")

    fresh = session.scalars(select(Job).where(Job.state == JobState.QUEUED)).one()
    assert (answer.status_code, answer.location) == (303, f"{LIST}{fresh.id}")
    assert fresh.parameters == job.parameters


def test_cancelling_twice_says_that_it_has_ended(session, as_user):
    person = make.steering(session)
    job = make_jobs.asked(session, actor=person)
    client = as_user(person)

    codes = [client.post(f"{LIST}{job.id}/abbrechen").status_code for _ in range(2)]

    session.refresh(job)
    assert (codes, job.state) == ([303, 409], JobState.CANCELLED)


@pytest.mark.parametrize("page", ["", "{job}", "{job}/datei"])
def test_pages_ask_the_database_little(session, as_user, statements, page):
    person = make.administrator(session)
    for _ in range(20):
        job = make_jobs.done(session, actor=person)
    client = as_user(person)
    session.commit()

    with statements() as seen:
        client.get(LIST + page.format(job=job.id), buffered=True)

    assert len(seen) <= 8
