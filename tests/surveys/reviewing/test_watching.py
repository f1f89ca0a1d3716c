"""What follows when something comes in."""

import pytest

from ikparticipation.surveys.models import Acceptance, ReviewStatus
from ikparticipation.surveys.services import reviewing, submit_response
from tests import make_surveys

NOW = make_surveys.NOW


def look_through(session, revision):
    reviewing.look_through(session, revision.id, at=NOW)
    session.commit()
    return revision.response


def test_nothing_conspicuous_is_accepted_at_once_by_nobody(session, case):
    response = look_through(session, case.revision)

    assert (response.review, response.accepted_number) == (ReviewStatus.ACCEPTED, 1)
    assert (response.reviewed_by_id, response.remarks) == (None, [])


def test_unless_a_person_wants_to_see_everything(session, case):
    case.wave.acceptance = Acceptance.BY_HAND
    session.commit()

    assert look_through(session, case.revision).review is ReviewStatus.PENDING


def test_what_is_conspicuous_waits_with_the_reason(session, case):
    before = make_surveys.open_wave(session, questionnaire=case.wave.questionnaire)
    make_surveys.invited(session, before, case.organisation)
    document = make_surveys.document(anzahl=100)
    last = make_surveys.submitted(
        session, before, case.organisation, case.member, document=document, accepted=False
    )
    look_through(session, last)
    case.wave.continues_id = before.id
    session.commit()

    response = look_through(session, case.revision)

    assert response.review is ReviewStatus.PENDING
    assert [(r["kind"], r["question"], r["facts"]) for r in response.remarks] == [
        ("jump", "anzahl", {"value": 12, "before": 100})
    ]


def test_it_is_held_against_the_others_of_the_wave(session, case):
    for n in range(8):
        seat = make_surveys.seat(session, case.wave)
        make_surveys.submitted(session, *seat, document=make_surveys.document(anzahl=100 + n))

    response = look_through(session, case.revision)

    assert [(r["kind"], r["question"]) for r in response.remarks] == [("outlier", "anzahl")]


def test_late_ones_wait_for_a_person(session):
    seat = make_surveys.seat(session)
    saved = make_surveys.response(session, *seat)
    revision = submit_response(session, saved, actor=seat[2], at=seat[0].closes_at)

    response = look_through(session, revision)

    assert response.review is ReviewStatus.PENDING
    assert [remark["kind"] for remark in response.remarks] == ["late"]


@pytest.mark.parametrize("act", ["accepted", "submitted again"])
def test_what_was_decided_or_replaced_meanwhile_is_left_alone(session, case, act):
    first = case.revision
    if act == "accepted":
        case.accept()
    else:
        case.submit_again(was="Neu")
    staff, before = case.response.reviewed_by_id, case.response.review

    response = look_through(session, first)

    assert (response.review, response.reviewed_by_id) == (before, staff)


def test_twice_is_once(session, case):
    look_through(session, case.revision)
    response = look_through(session, case.revision)

    assert response.accepted_number == 1
