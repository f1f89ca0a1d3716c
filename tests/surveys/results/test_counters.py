"""Counters of the database: kept with each response, and equal to a count of all of them."""

from concurrent.futures import ThreadPoolExecutor
from itertools import permutations

import pytest
from sqlalchemy import delete, select, update

from ikparticipation import db
from ikparticipation.catalogue.models import FieldOfAction
from ikparticipation.organisations.models import Kind, Organisation, OrganisationField
from ikparticipation.surveys.models import (
    Response,
    ResponseRevision,
    ResultContribution,
    ReviewStatus,
    result_counter,
)
from ikparticipation.surveys.queries.responses import seed_of
from ikparticipation.surveys.results import (
    Placement,
    Standing,
    Submitted,
    counters,
    counts_of,
    slices_of,
    total,
)
from ikparticipation.surveys.services import results, reviewing
from tests import make, make_surveys
from tests.surveys.reviewing.conftest import Case
from tests.surveys.xlsform import workbooks

NOW = make_surveys.NOW


@pytest.fixture
def case(session):
    return Case(session)


@pytest.fixture
def lines(session):
    """`lines()`: the counter table, without what is 0."""

    def read():
        session.commit()
        c = result_counter.c
        query = select(c.standing, c.slice, c.question, c.key, c.n).where(c.n != 0)
        return {tuple(row[:4]): row[4] for row in session.execute(query)}

    return read


def picked(lines, standing, question="anzahl", slice_="all"):
    return {
        key: n for (s, slice_of, name, key), n in lines.items()
        if (s, slice_of, name) == (standing, slice_, question)
    }  # fmt: skip


def counted_anew(session, wave):
    """What the pure core makes of all that was accepted, without corrections."""
    groups = {}
    form = workbooks.compiled(make_surveys.workbook())
    for revision in session.scalars(select(ResponseRevision)):
        response = revision.response
        organisation = response.organisation
        fields = session.scalars(
            select(OrganisationField.field).where(
                OrganisationField.organisation_id == organisation.id
            )
        )
        slices = slices_of(
            kind=str(organisation.kind), municipality=organisation.ags, fields=list(fields)
        )
        newest = Placement(Standing.NEWEST, slices, response.accepted_number is None)
        accepted = (Placement(Standing.ACCEPTED, slices),) if response.accepted_number else ()
        seed = seed_of(wave.id, organisation.id)
        counts = counts_of(form, Submitted(revision.document, revision.submitted_at, seed))
        placements = (newest, *accepted)
        groups[placements] = total([groups.get(placements, {}), counts])
    return {(str(s), *rest): n for (s, *rest), n in counters(groups).items()}


def some_responses(session, n=5):
    """Responses of organisations of several kinds, places and fields; each second is accepted."""
    wave = make_surveys.open_wave(session)
    kinds, places = list(Kind), ("15083270", "15083415", None)
    fields = session.scalars(select(FieldOfAction.key).order_by(FieldOfAction.key)).all()
    for number in range(n):
        organisation = make.organisation(
            session, kind=kinds[number % len(kinds)], ags=places[number % 3]
        )
        for field in fields[: number % 3]:
            session.add(OrganisationField(organisation_id=organisation.id, field=field))
        make_surveys.invited(session, wave, organisation)
        member = make.member(session, of=organisation)
        document = make_surveys.document(offers=number, anzahl=number)
        make_surveys.submitted(
            session, wave, organisation, member, accepted=number % 2 == 0, document=document
        )
    return wave


def test_counters_are_equal_to_a_count_of_all(session, lines):
    wave = some_responses(session)
    for response_id in session.scalars(select(Response.id)).all():
        results.count_response(session, response_id)

    assert lines() == counted_anew(session, wave)
    assert ("newest", "all", "", "#preliminary") in lines()


def test_counting_a_wave_anew_changes_nothing(session, lines):
    wave = some_responses(session)
    for response_id in session.scalars(select(Response.id)).all():
        results.count_response(session, response_id)
    kept = lines()
    session.execute(update(Organisation).values(kind=Kind.BEHOERDE))

    assert results.recount(session, wave.id) == 5
    assert lines() == kept


def test_a_wave_that_was_never_counted_is_counted_by_a_recount(session, lines):
    wave = some_responses(session)
    session.execute(delete(ResultContribution))
    session.execute(delete(result_counter))

    results.recount(session, wave.id)

    assert lines() == counted_anew(session, wave)
    assert len(session.scalars(select(ResultContribution)).all()) == 5


def test_another_wave_is_left_alone_by_a_recount(session, lines):
    one, other = some_responses(session, 2), some_responses(session, 2)
    for response_id in session.scalars(select(Response.id)).all():
        results.count_response(session, response_id)
    kept = lines()

    results.recount(session, one.id)

    assert lines() == kept
    assert other.id != one.id


def test_counting_twice_counts_once(session, case, lines):
    results.count_response(session, case.response.id)
    once = lines()

    results.count_response(session, case.response.id)

    assert lines() == once


def test_what_was_only_saved_is_not_counted(session, lines):
    seat = make_surveys.seat(session)
    response = make_surveys.response(session, *seat)

    results.count_response(session, response.id)

    assert lines() == {}
    assert session.scalars(select(ResultContribution)).all() == []


def test_a_response_is_preliminary_until_it_is_accepted(session, case, lines):
    results.count_response(session, case.response.id)
    before = lines()
    case.accept()
    results.count_response(session, case.response.id)

    assert picked(before, "newest", "") == {"#responses": 1, "#preliminary": 1}
    assert picked(before, "accepted", "") == {}
    assert picked(lines(), "newest", "") == {"#responses": 1}
    assert picked(lines(), "accepted", "") == {"#responses": 1}


def test_a_newer_submission_waits_beside_the_accepted_one(session, case, lines):
    case.accept()
    case.send_back()
    case.submit_again(was="Wir beraten.", anzahl="20")
    results.count_response(session, case.response.id)

    assert picked(lines(), "accepted") == {"=12": 1}
    assert picked(lines(), "newest") == {"=20": 1}


def test_a_correction_counts_until_it_is_withdrawn(session, case, lines):
    case.accept()
    correction = case.correct()
    results.count_response(session, case.response.id)
    corrected = lines()
    reviewing.withdraw_correction(session, correction.id, actor=case.staff, at=NOW)
    results.count_response(session, case.response.id)

    assert picked(corrected, "accepted") == {"=13": 1}
    assert picked(lines(), "accepted") == {"=12": 1}


def test_what_was_refused_does_not_count(session, case, lines):
    results.count_response(session, case.response.id)
    case.response.review = ReviewStatus.REFUSED
    session.commit()

    results.count_response(session, case.response.id)

    assert lines() == {}


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_of_counting_does_not_matter(session, lines, order):
    wave = some_responses(session, 3)
    responses = session.scalars(select(Response.id).order_by(Response.started_at)).all()

    for place in order:
        results.count_response(session, responses[place])

    assert lines() == counted_anew(session, wave)


def test_a_response_stays_where_its_organisation_was(session, case, lines):
    results.count_response(session, case.response.id)
    case.organisation.kind = Kind.BEHOERDE
    session.commit()

    results.count_response(session, case.response.id)

    assert picked(lines(), "newest", slice_="kind:verein") == {"=12": 1}
    assert picked(lines(), "newest", slice_="kind:behoerde") == {}


def test_the_worker_counts_what_happens(session, case, lines, work):
    work()
    submitted = lines()
    correction = case.correct()
    work()
    corrected = lines()
    reviewing.withdraw_correction(session, correction.id, actor=case.staff, at=NOW)
    work()

    assert picked(submitted, "newest") == {"=12": 1}
    assert picked(corrected, "newest") == {"=13": 1}
    assert picked(lines(), "newest") == {"=12": 1}


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True, scope="session")
def test_workers_at_once_lose_and_double_nothing(app, session, lines):
    wave = some_responses(session, 6)
    responses = session.scalars(select(Response.id)).all()
    session.commit()

    def work(place):
        with db.sessions_of(app)() as own:
            if place % 7 == 6:
                results.recount(own, wave.id)
            else:
                results.count_response(own, responses[place % 7])
            own.commit()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(35)))

    assert lines() == counted_anew(session, wave)
