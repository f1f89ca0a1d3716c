from datetime import timedelta

import pytest
from sqlalchemy import select

from ikparticipation.audit import Action, AuditEvent
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.surveys.models import Inquiry, ResponseStatus, ReviewStatus
from ikparticipation.surveys.services import reviewing, submit_response
from tests import make, make_surveys

NOW = make_surveys.NOW


def actions(session):
    return set(session.scalars(select(AuditEvent.action)))


def test_what_comes_in_waits_for_the_review(case):
    assert case.response.review is ReviewStatus.PENDING
    assert case.response.accepted_number is None


def test_an_accepted_revision_counts(session, case):
    case.accept()

    assert case.response.review is ReviewStatus.ACCEPTED
    assert (case.response.accepted_number, case.response.reviewed_by_id) == (1, case.staff.id)
    assert Action.RESPONSE_ACCEPTED in actions(session)


def test_accepting_twice_is_one_act(session, case):
    case.accept()
    case.accept()

    query = select(AuditEvent).where(AuditEvent.action == Action.RESPONSE_ACCEPTED)
    assert len(session.scalars(query).all()) == 1


def test_a_newer_submission_waits_while_the_accepted_one_goes_on_counting(case):
    case.accept()

    case.submit_again(was="Wir beraten jetzt mehr.")

    assert (case.response.review, case.response.accepted_number) == (ReviewStatus.PENDING, 1)


def test_not_what_was_not_looked_at(case):
    case.submit_again(was="Neu")

    for act in (case.accept, case.send_back):
        with pytest.raises(reviewing.StaleRevisionError):
            act(seen=1)


@pytest.mark.parametrize("who", ["member", "moderator"])
def test_only_who_runs_surveys_decides(session, case, who):
    actor = case.member if who == "member" else make.moderator(session)

    for act in (case.accept, case.send_back, case.ask, case.correct):
        with pytest.raises(NotAllowedError):
            act(actor=actor)


def test_a_returned_response_can_be_changed_after_the_end_until_the_day(session, case):
    case.send_back(days=40)
    late = case.wave.closes_at + timedelta(days=1)

    saved = make_surveys.save(session, case.seat, {"answers/was": ["Neu"]}, at=late)
    revision = submit_response(session, saved.response, actor=case.member, at=late)

    assert (revision.number, revision.is_late) == (2, False)
    assert saved.response.review is ReviewStatus.PENDING


def test_who_leaves_it_as_it_is_sends_the_same_revision_back(session, case):
    case.send_back()

    again = submit_response(session, case.response, actor=case.member, at=NOW)

    assert (again.number, case.response.review) == (1, ReviewStatus.PENDING)


def test_a_return_needs_words_or_a_question(case):
    with pytest.raises(InvalidError, match="worum es geht"):
        case.send_back(words="  ")

    case.ask()
    case.send_back(words="")
    assert case.response.review is ReviewStatus.RETURNED


def test_not_until_a_day_that_is_over(case):
    with pytest.raises(InvalidError, match="nicht vorbei"):
        case.send_back(days=-1)


def test_accepting_settles_what_was_asked(session, case):
    case.ask()
    case.send_back(words="")

    case.accept()

    assert session.scalars(select(Inquiry.settled_at)).all() == [NOW]


def test_late_answers_may_be_left_out_with_the_reason_and_taken_after_all(session):
    seat = make_surveys.seat(session)
    response = make_surveys.response(session, *seat)
    submit_response(session, response, actor=seat[2], at=seat[0].closes_at)
    staff = make.steering(session)
    given = {"seen": 1, "actor": staff, "at": NOW}

    with pytest.raises(InvalidError, match="warum"):
        reviewing.refuse(session, response.id, reason=" ", **given)
    reviewing.refuse(session, response.id, reason="Der Bericht ist gedruckt.", **given)
    assert (response.review, response.accepted_number) == (ReviewStatus.REFUSED, None)

    reviewing.accept(session, response.id, **given)
    assert (response.review, response.accepted_number) == (ReviewStatus.ACCEPTED, 1)


def test_what_came_in_time_is_not_left_out(session, case):
    with pytest.raises(ConflictError, match="rechtzeitig"):
        reviewing.refuse(
            session, case.response.id, seen=1, reason="Zu lang.", actor=case.staff, at=NOW
        )


def test_nothing_is_decided_about_what_was_only_saved(session):
    seat = make_surveys.seat(session)
    response = make_surveys.response(session, *seat)
    staff = make.steering(session)

    with pytest.raises(ConflictError, match="noch nichts abgesendet"):
        reviewing.accept(session, response.id, seen=1, actor=staff, at=NOW)
    assert response.status is ResponseStatus.DRAFT
